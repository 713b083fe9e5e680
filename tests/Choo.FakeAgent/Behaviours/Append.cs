namespace Choo.FakeAgent.Behaviours;

/// <summary><c>append PATH TEXT</c>: adds a line to a file, another spec for instance.</summary>
internal sealed class Append : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        var (path, text) = Split(words);
        turn.Voice.Tool("Edit", Path.GetFullPath(path));
        File.AppendAllText(path, text + "\n");
        return null;
    }
}
