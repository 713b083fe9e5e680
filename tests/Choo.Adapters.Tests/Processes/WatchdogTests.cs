using System.Diagnostics;
using Choo.Adapters.Processes;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Processes;

public sealed class WatchdogTests : IDisposable
{
    private readonly string run = $"test-{Guid.NewGuid():N}";
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [LinuxFact(Timeout = 60000)]
    public async Task When_choo_is_killed_the_processes_of_its_run_end_too_and_the_watchdog_goes()
    {
        // The same run, resumed by another choo before that watchdog is done.
        using var cancel = new CancellationTokenSource();
        var next = ProcessRun.RunAsync(Marked($"echo $$ >{temp.At("next")}; exec sleep 1000"), null, cancel.Token);
        var spared = await Scripts.ReadPidAsync(temp.At("next"));

        var pids = new List<int>();
        var killed = await ProcessRun.RunAsync(
            SecondChoo(),
            line =>
            {
                pids.Add(int.Parse(System.Text.Encoding.UTF8.GetString(line.Span)));
                if (pids.Count == 3)
                {
                    Process.GetProcessById(SecondChooPid()).Kill();
                }

                return LineMeaning.More;
            },
            CancellationToken.None);
        Assert.Equal(137, killed.ExitCode);
        Assert.Equal(3, pids.Count);
        foreach (var pid in pids)
        {
            Assert.True(await Scripts.IsGoneAsync(pid), $"{pid} is still there");
        }

        Assert.Equal(Liveness.Alive, ProcessIdentity.Of(spared)!.Probe());
        await cancel.CancelAsync();
        await next;
    }

    [LinuxFact(Timeout = 30000)]
    public async Task A_run_that_ends_in_order_tells_the_watchdog_which_ends_nothing()
    {
        using var cancel = new CancellationTokenSource();
        var file = temp.At("pid");
        var other = ProcessRun.RunAsync(Marked($"echo $$ >{file}; exec sleep 1000"), null, cancel.Token);
        var pid = await Scripts.ReadPidAsync(file);
        var watchdog = RunWatchdog.Start(run);
        Assert.Null(watchdog.Problem);
        watchdog.Dispose();
        Assert.True(await Scripts.IsGoneAsync(watchdog.Pid));
        Assert.Equal(Liveness.Alive, ProcessIdentity.Of(pid)!.Probe());
        await cancel.CancelAsync();
        await other;
    }

    [LinuxFact(Timeout = 30000)]
    public async Task A_sweep_ends_what_a_dead_run_left_and_nothing_else()
    {
        using var cancel = new CancellationTokenSource();
        var (mine, others) = (temp.At("mine"), temp.At("others"));
        var left = ProcessRun.RunAsync(Marked($"trap '' TERM; echo $$ >{mine}; while :; do sleep 0.05; done"), null, CancellationToken.None);
        var other = ProcessRun.RunAsync(Scripts.Sh($"echo $$ >{others}; exec sleep 1000"), null, cancel.Token);
        var (pid, spared) = (await Scripts.ReadPidAsync(mine), await Scripts.ReadPidAsync(others));
        Assert.Contains(pid, RunSweep.Find(run));
        var ended = await RunSweep.EndLeftoversAsync(run, CancellationToken.None);
        Assert.Contains(ended, p => p.Pid == pid);
        Assert.Equal(137, (await left).ExitCode);
        Assert.Empty(RunSweep.Find(run));
        Assert.Equal(Liveness.Alive, ProcessIdentity.Of(spared)!.Probe());
        await cancel.CancelAsync();
        await other;
    }

    private ProcessSpec Marked(string script) => Scripts.Sh(script) with
    {
        Environment = new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH")!, [ChildEnvironment.RunVariable] = run, [ChildEnvironment.SessionVariable] = ChildEnvironment.Session },
    };

    // exec, so that the shell's pid in the file is the second choo's.
    private ProcessSpec SecondChoo()
    {
        var assembly = typeof(WatchdogTests).Assembly.Location;
        var spec = Scripts.Sh($"echo $$ >{temp.At("choo")}; exec dotnet exec {ShellWord(assembly)}", Path.GetDirectoryName(assembly));
        return spec with
        {
            Environment = new Dictionary<string, string>(ChildEnvironment.ForGates(ChildEnvironment.Own(), []))
            {
                ["DOTNET_STARTUP_HOOKS"] = assembly,
                [StartupHook.Run] = run,
            },
        };
    }

    private int SecondChooPid() => int.Parse(File.ReadAllText(temp.At("choo")));

    private static string ShellWord(string text) => $"'{text}'";
}
