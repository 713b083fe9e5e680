namespace Choo.FakeAgent.Voices;

/// <summary>How an agent prints what it does. Chosen by the arguments that choo gives to each.</summary>
internal abstract class Voice
{
    public static Voice For(string[] args) =>
        args.Contains("stream-json") ? new ClaudeVoice()
        : args.Contains("exec") && args.Contains("--json") ? new CodexVoice()
        : new PlainVoice();

    public abstract void Begin();

    public abstract void Tool(string name, string detail);

    public abstract void Say(string text);

    public abstract void Retry(int attempt, int status);

    public abstract void Finish(Report report);

    /// <summary>An end in error, with the provider's HTTP status (0 for none).</summary>
    public abstract void Fail(Report report, int status, string text);

    public abstract void OutOfTurns(Report report);

    protected static void Print(string line)
    {
        Console.Out.Write(line + "\n");
        Console.Out.Flush();
    }
}
