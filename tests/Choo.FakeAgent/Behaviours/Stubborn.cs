namespace Choo.FakeAgent.Behaviours;

/// <summary><c>stubborn</c>: leaves a process of another session behind that ignores every signal it can, and its pid in the state folder.</summary>
internal sealed class Stubborn : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        using var child = Bash.Start("exec setsid sh -c 'trap \"\" TERM INT HUP QUIT; while :; do sleep 1; done' >/dev/null 2>&1");
        turn.State.RecordProcess(child.Id);
        return null;
    }
}
