namespace Choo.FakeAgent.Behaviours;

/// <summary><c>refused MILLISECONDS</c>: tries for ever with credentials that the provider refuses (401).</summary>
internal sealed class Refused : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        for (var attempt = 1; ; attempt++)
        {
            turn.Voice.Retry(attempt, 401);
            Thread.Sleep(Turn.Number(words, 20));
        }
    }
}
