namespace Choo.FakeAgent.Behaviours;

/// <summary><c>exit CODE</c>: ends without a final event; with 0 it is the exit code that proves nothing.</summary>
internal sealed class Exit : Behaviour
{
    public override int? Run(Turn turn, string words) => Turn.Number(words, 0);
}
