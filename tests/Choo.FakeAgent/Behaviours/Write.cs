namespace Choo.FakeAgent.Behaviours;

/// <summary><c>write PATH TEXT</c>: writes a file with the text and a line end.</summary>
internal sealed class Write : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        var (path, text) = Split(words);
        turn.Voice.Tool("Write", Path.GetFullPath(path));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, text + "\n");
        return null;
    }
}
