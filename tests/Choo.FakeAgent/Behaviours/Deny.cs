namespace Choo.FakeAgent.Behaviours;

/// <summary><c>deny TOOL</c>: reports at its end that a tool was denied.</summary>
internal sealed class Deny : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        turn.Report.Denied.Add(words);
        return null;
    }
}
