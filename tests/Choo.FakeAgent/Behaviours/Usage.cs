namespace Choo.FakeAgent.Behaviours;

/// <summary><c>usage INPUT OUTPUT COST</c>: what it reports to have used.</summary>
internal sealed class Usage : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        var numbers = words.Split(' ');
        turn.Report.Input = Turn.Number(numbers[0], 0);
        turn.Report.Output = Turn.Number(numbers[1], 0);
        turn.Report.Cost = numbers.Length > 2 ? numbers[2] : "0";
        return null;
    }
}
