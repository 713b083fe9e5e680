namespace Choo.FakeAgent.Behaviours;

/// <summary><c>sleep MILLISECONDS</c>: takes its time, silently.</summary>
internal sealed class Sleep : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        Thread.Sleep(Turn.Number(words, 100));
        return null;
    }
}
