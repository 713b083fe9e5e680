namespace Choo.FakeAgent.Behaviours;

/// <summary><c>max-turns N</c>: stops at its own limit of turns, exit code 1.</summary>
internal sealed class MaxTurns : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        turn.Report.ModelTurns = Turn.Number(words, 1);
        turn.Voice.OutOfTurns(turn.Report);
        return 1;
    }
}
