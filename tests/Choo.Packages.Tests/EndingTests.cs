using System.Diagnostics;
using Choo.Packages.Tests.Surroundings;
using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary>However it ends, nothing that it started goes on; and what a dead run left is found.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class EndingTests(InstalledTool tool)
{
    // Neither the agent nor its grandchild in a session of its own listens to anything but SIGKILL.
    private const string Stubborn = """
        #!/bin/sh
        case $1 in --version) echo '0.0.0'; exit 0 ;; esac
        trap '' INT TERM HUP QUIT
        cat > /dev/null
        setsid sh -c 'trap "" INT TERM HUP QUIT; echo $$ >> "$SCRIPT_STATE/stubborn.txt"; while :; do sleep 1; done' &
        echo '{"type":"system","subtype":"init","cwd":"/","session_id":"00000000-0000-4000-8000-000000000001","tools":[],"model":"m","permissionMode":"acceptEdits"}'
        while :; do sleep 1; done

        """;

    [LinuxTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    [Incident("13", "the test ends choo by a signal while grandchildren in sessions of their own ignore every signal")]
    public async Task On_a_signal_everything_is_gone_soon_whatever_it_ignores(string signal, int exit)
    {
        using var site = new Site(tool).Diamond();
        var (choo, run) = await StubbornAsync(site);
        await using var running = choo;
        var watch = Stopwatch.StartNew();

        choo.Signal(signal);
        (await choo.WaitAsync(CancellationToken.None)).Exits(exit);

        // The agents would stay for minutes; how soon it is on an idle machine, the figures in docs/reliability.md say.
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"it took {watch.Elapsed}");
        Assert.Empty(Marked.Find(run));
        Assert.Equal("interrupted", (await site.JsonAsync(0, CancellationToken.None, "status", "--json")).GetProperty("state").GetString());
    }

    [LinuxFact]
    [Incident("13", "the test interrupts choo twice")]
    public async Task A_second_interrupt_ends_everything_at_once()
    {
        var once = await InterruptAsync(again: false);
        var twice = await InterruptAsync(again: true);

        // It does not wait for the time that an agent is given to end by itself.
        Assert.True(twice < once, $"it took {twice}, and {once} when it was interrupted once");
    }

    [LinuxTheory]
    [InlineData("doctor")]
    [InlineData("resume")]
    [InlineData("run")]
    [Incident("13", "the test puts a process of a crashed run beside one of another run")]
    public async Task What_a_dead_run_left_running_is_found_and_ended_and_nothing_of_another(string command)
    {
        using var site = new Site(tool).Diamond();
        site.Hold("core", 2);
        await using var choo = site.Choo.Start("run");
        await Eventually.HoldsAsync(() => site.Starts().Contains(("core", 2)), "the agent was not started");
        var run = site.Journal().Run;
        choo.KillHard();
        await choo.WaitAsync(CancellationToken.None);
        Assert.Empty(await Marked.LeftAfterAsync(run, TimeSpan.FromMinutes(1), CancellationToken.None));
        await Eventually.HoldsAsync(() => !Marked.IsWatched(run), "the watchdog goes on");
        await using var left = Orphan(site, run);
        await using var other = Orphan(site, run + "0");
        await Eventually.HoldsAsync(() => Marked.Find(run + "0").Count > 0 && Marked.Find(run).Count > 1, "the leftovers did not start");
        site.Release("core", 2);

        if (command == "doctor")
        {
            var told = await site.RunAsync(CancellationToken.None, "doctor");
            Assert.True(told.Output.Contains("left 1 processes running", StringComparison.Ordinal), told.Output + told.Error);
            Assert.True(Alive(left.Pid));
            await site.RunAsync(CancellationToken.None, "doctor", "--fix");
        }
        else
        {
            (await site.RunAsync(CancellationToken.None, command)).Exits(0);
        }

        await Eventually.HoldsAsync(() => !Alive(left.Pid), "the leftover goes on");
        Assert.True(Alive(other.Pid));
    }

    /// <summary>How long it takes to end after the last interrupt.</summary>
    private async Task<TimeSpan> InterruptAsync(bool again)
    {
        using var site = new Site(tool).Diamond();
        var (choo, run) = await StubbornAsync(site);
        await using var running = choo;
        var watch = Stopwatch.StartNew();
        choo.Signal("INT");
        if (again)
        {
            await Eventually.HoldsAsync(() => Interrupted(choo.Pid), "the first signal was not taken");
            watch.Restart();
            choo.Signal("INT");
        }

        (await choo.WaitAsync(CancellationToken.None)).Exits(130);
        Assert.Empty(Marked.Find(run));
        return watch.Elapsed;
    }

    /// <summary>A process as an agent of a run leaves one.</summary>
    private static RunningProgram Orphan(Site site, string run) =>
        new Program("/bin/sleep", site.Repo.Root, new Dictionary<string, string>(site.Environment) { ["CHOO_RUN"] = run }).Start("600");

    private static async Task<(RunningProgram Choo, string Run)> StubbornAsync(Site site)
    {
        site.UseClaude(Stubborn);
        var choo = site.Choo.Start("run");
        await Eventually.HoldsAsync(() => site.Around.Has("state/stubborn.txt"), "the grandchild was not started");
        return (choo, site.Journal().Run);
    }

    private static bool Alive(int pid) => File.Exists($"/proc/{pid}/stat") && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);

    // A signal that was sent and does not wait any more was taken.
    private static bool Interrupted(int pid) => File.ReadAllText($"/proc/{pid}/status").Split('\n').Any(line => line.StartsWith("ShdPnd:\t0000000000000000", StringComparison.Ordinal));
}
