namespace Choo.FakeAgent.Voices;

/// <summary>Prints what any program prints.</summary>
internal sealed class PlainVoice : Voice
{
    public override void Begin() => Print("begin");

    public override void Tool(string name, string detail) => Print($"{name} {detail}");

    public override void Say(string text) => Print(text);

    public override void Retry(int attempt, int status) => Print($"retry {attempt} after {status}");

    public override void Finish(Report report) => Print(report.Text);

    public override void Fail(Report report, int status, string text) => Console.Error.WriteLine($"{status} {text}");

    public override void OutOfTurns(Report report) => Console.Error.WriteLine("out of turns");
}
