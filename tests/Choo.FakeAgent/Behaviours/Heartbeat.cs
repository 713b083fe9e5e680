namespace Choo.FakeAgent.Behaviours;

/// <summary><c>heartbeat MILLISECONDS</c>: talks for ever and does nothing.</summary>
internal sealed class Heartbeat : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        while (true)
        {
            turn.Voice.Say("still thinking");
            Thread.Sleep(Turn.Number(words, 100));
        }
    }
}
