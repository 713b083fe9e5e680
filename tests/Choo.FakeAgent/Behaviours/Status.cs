namespace Choo.FakeAgent.Behaviours;

/// <summary><c>status VALUE</c>: writes the status into its own spec, as agents of older instructions do.</summary>
internal sealed class Status : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        turn.Voice.Tool("Edit", Path.GetFullPath(turn.Spec));
        var lines = File.ReadAllLines(turn.Spec);
        var at = Array.FindIndex(lines, line => line.StartsWith("status:", StringComparison.Ordinal));
        if (at >= 0)
        {
            lines[at] = $"status: {words}";
            File.WriteAllLines(turn.Spec, lines);
        }

        return null;
    }
}
