namespace Choo.FakeAgent.Behaviours;

/// <summary><c>edit PATH OLD =&gt; NEW</c>: replaces a text that must be there.</summary>
internal sealed class Edit : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        var (path, change) = Split(words);
        var sides = change.Split(" => ", 2);
        var text = File.ReadAllText(path);
        if (sides.Length != 2 || !text.Contains(sides[0], StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{path} does not hold: {sides[0]}");
        }

        turn.Voice.Tool("Edit", Path.GetFullPath(path));
        File.WriteAllText(path, text.Replace(sides[0], sides[1], StringComparison.Ordinal));
        return null;
    }
}
