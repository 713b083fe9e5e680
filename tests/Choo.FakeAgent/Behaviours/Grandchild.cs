namespace Choo.FakeAgent.Behaviours;

/// <summary><c>grandchild SECONDS</c>: leaves a process of another session behind, and its pid in the state folder.</summary>
internal sealed class Grandchild : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        using var child = Bash.Start($"exec setsid sleep {Turn.Number(words, 600)} >/dev/null 2>&1");
        turn.State.RecordProcess(child.Id);
        return null;
    }
}
