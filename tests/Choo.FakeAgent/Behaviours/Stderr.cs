namespace Choo.FakeAgent.Behaviours;

/// <summary><c>stderr TEXT</c>: prints a line on standard error.</summary>
internal sealed class Stderr : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        Console.Error.WriteLine(words);
        return null;
    }
}
