namespace Choo.FakeAgent.Behaviours;

/// <summary><c>linger</c>: says that it is finished and never exits.</summary>
internal sealed class Linger : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        turn.Voice.Finish(turn.Report);
        return WaitForever();
    }
}
