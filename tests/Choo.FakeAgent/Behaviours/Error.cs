namespace Choo.FakeAgent.Behaviours;

/// <summary><c>error STATUS TEXT</c>: ends with an error of the model's provider, exit code 1.</summary>
internal sealed class Error : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        var (status, text) = Split(words);
        turn.Voice.Fail(turn.Report, Turn.Number(status, 0), text);
        return 1;
    }
}
