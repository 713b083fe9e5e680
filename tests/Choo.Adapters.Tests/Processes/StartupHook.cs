using Choo.Adapters.Processes;

/// <summary>
/// Lets this assembly be a second choo: started with itself as its startup hook, it watches over two sleepers and waits to be killed.
/// The runtime looks for this name, outside any namespace.
/// </summary>
#pragma warning disable CA1050, CA1052
internal sealed class StartupHook
{
    public const string Run = "CHOO_TEST_WATCHED_RUN";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Run) is { } run)
        {
            Watch(run).GetAwaiter().GetResult();
        }
    }

    private static async Task Watch(string run)
    {
        using var watchdog = RunWatchdog.Start(run);
        var sleeper = new ProcessSpec
        {
            Program = "/bin/sh",
            Arguments = ["-c", "setsid sh -c 'trap \"\" TERM HUP; echo $$; exec >/dev/null 2>&1; while :; do sleep 1; done' & trap '' TERM HUP; echo $$; while :; do sleep 1; done"],
            Folder = "/",
            Environment = new Dictionary<string, string>(ChildEnvironment.ForAgent(ChildEnvironment.Own(), "claude", []))
            {
                [ChildEnvironment.RunVariable] = run,
                [ChildEnvironment.SessionVariable] = ChildEnvironment.Session,
            },
        };
        Console.WriteLine(watchdog.Pid);
        await ProcessRun.RunAsync(sleeper, line =>
        {
            Console.WriteLine(System.Text.Encoding.UTF8.GetString(line.Span));
            return LineMeaning.More;
        }, CancellationToken.None);
    }
}
#pragma warning restore CA1050, CA1052
