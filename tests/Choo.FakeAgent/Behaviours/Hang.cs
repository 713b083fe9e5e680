namespace Choo.FakeAgent.Behaviours;

/// <summary><c>hang</c>: prints nothing any more and never ends.</summary>
internal sealed class Hang : Behaviour
{
    public override int? Run(Turn turn, string words) => WaitForever();
}
