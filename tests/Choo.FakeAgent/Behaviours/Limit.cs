namespace Choo.FakeAgent.Behaviours;

/// <summary><c>limit [WHEN]</c>: ends at its usage limit, with the time it resets when one is given; exit code 1.</summary>
internal sealed class Limit : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        turn.Voice.Fail(turn.Report, 429, words.Length > 0 ? $"You've hit your limit · resets {words}" : "You've hit your usage limit");
        return 1;
    }
}
