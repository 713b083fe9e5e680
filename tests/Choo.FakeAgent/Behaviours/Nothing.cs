namespace Choo.FakeAgent.Behaviours;

/// <summary><c>nothing</c>: says that it is finished without having done anything more.</summary>
internal sealed class Nothing : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        turn.Voice.Finish(turn.Report);
        return 0;
    }
}
