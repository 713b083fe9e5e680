namespace Choo.FakeAgent.Behaviours;

/// <summary><c>fail N</c>: the first N attempts end in error with nothing done.</summary>
internal sealed class Fail : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        if (turn.Attempt > Turn.Number(words, 1))
        {
            return null;
        }

        turn.Voice.Fail(turn.Report, 0, $"attempt {turn.Attempt} fails");
        return 1;
    }
}
