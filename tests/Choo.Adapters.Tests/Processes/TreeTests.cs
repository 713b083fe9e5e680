using System.Diagnostics;
using Choo.Adapters.Processes;
using Choo.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Processes;

public sealed class TreeTests : IDisposable
{
    // In a session of its own, deaf to the polite signal, with streams of its own.
    private const string Stubborn = "setsid sh -c 'trap \"\" TERM HUP INT; exec </dev/null >/dev/null 2>&1; echo $$ >\"$0.new\"; mv \"$0.new\" \"$0\"; while :; do sleep 1; done'";
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [LinuxFact(Timeout = 30000)]
    [Incident("e", "the grandchild has a session of its own")]
    public async Task A_stubborn_grandchild_that_is_left_behind_is_ended()
    {
        var file = temp.At("pid");
        var outcome = await ProcessRun.RunAsync(Scripts.Sh($"({Stubborn} {file} &) ; until [ -f {file} ]; do sleep 0.01; done; exit 5"), null, CancellationToken.None);
        Assert.Equal((ProcessEnd.Exited, 5), (outcome.End, outcome.ExitCode));
        Assert.True(outcome.Leftovers >= 1);
        Assert.True(await Scripts.IsGoneAsync(await Scripts.ReadPidAsync(file)));
    }

    [LinuxFact(Timeout = 30000)]
    public async Task A_time_out_ends_the_whole_tree_in_whatever_session()
    {
        var time = new FakeTimeProvider();
        var file = temp.At("pid");
        var run = ProcessRun.RunAsync(Scripts.Sh($"{Stubborn} {file} & wait") with { Timeout = TimeSpan.FromMinutes(1), Time = time }, null, CancellationToken.None);
        var pid = await Scripts.ReadPidAsync(file);
        await time.AdvanceUntilAsync(run);
        Assert.Equal(ProcessEnd.TimedOut, (await run).End);
        Assert.True(await Scripts.IsGoneAsync(pid));
    }

    [LinuxFact(Timeout = 30000)]
    public async Task An_orphan_of_a_live_run_is_found_by_its_marker()
    {
        var time = new FakeTimeProvider();
        var file = temp.At("pid");
        var run = ProcessRun.RunAsync(Scripts.Sh($"({Stubborn} {file} &) ; exec sleep 1000") with { Timeout = TimeSpan.FromMinutes(1), Time = time }, null, CancellationToken.None);
        var pid = await Scripts.ReadPidAsync(file);
        await time.AdvanceUntilAsync(run);
        Assert.True(await Scripts.IsGoneAsync(pid));
    }

    [LinuxFact(Timeout = 30000)]
    public async Task An_orphan_that_cleared_its_environment_is_found_by_its_session()
    {
        var file = temp.At("pid");
        var outcome = await ProcessRun.RunAsync(
            Scripts.Sh($"(env -i /bin/sh -c 'exec </dev/null >/dev/null 2>&1; echo $$ >{file}; while :; do /bin/sleep 1; done' &) ; until [ -s {file} ]; do sleep 0.01; done"),
            null,
            CancellationToken.None);
        Assert.True(outcome.Leftovers >= 1);
        Assert.True(await Scripts.IsGoneAsync(await Scripts.ReadPidAsync(file)));
    }

    [LinuxFact(Timeout = 30000)]
    [Incident("e", "the grandchild has a session of its own, a cleared environment, and was started by a double fork")]
    public async Task An_orphan_that_nothing_marks_is_found_by_the_folder_it_works_in()
    {
        var file = temp.At("pid");
        var outcome = await ProcessRun.RunAsync(
            Scripts.Sh(
                $"env -i /usr/bin/setsid /bin/sh -c '(exec </dev/null >/dev/null 2>&1; exec /bin/sh -c \"echo \\$\\$ >{file}; while :; do /bin/sleep 1; done\") &' ; until [ -s {file} ]; do sleep 0.01; done",
                temp.Path),
            null,
            CancellationToken.None);
        Assert.True(outcome.Leftovers >= 1);
        Assert.True(await Scripts.IsGoneAsync(await Scripts.ReadPidAsync(file)));
    }

    [LinuxFact(Timeout = 30000)]
    public async Task Another_runs_orphans_are_left_alone()
    {
        var file = temp.At("pid");
        var stop = temp.At("stop");
        var first = ProcessRun.RunAsync(Scripts.Sh($"({Stubborn} {file} &) ; until [ -f {stop} ]; do sleep 0.01; done"), null, CancellationToken.None);
        var pid = await Scripts.ReadPidAsync(file);
        var second = await ProcessRun.RunAsync(Scripts.Sh("exit 0"), null, CancellationToken.None);
        Assert.Equal(0, second.Leftovers);
        Assert.Equal(Liveness.Alive, ProcessIdentity.Of(pid)!.Probe());
        temp.Write("stop", "");
        await first;
        Assert.True(await Scripts.IsGoneAsync(pid));
    }

    [UnixTheory(Timeout = 30000)]
    [InlineData(false)]
    [InlineData(true)]
    [Incident("e", "the grandchild also holds the output open")]
    public async Task A_grandchild_that_holds_the_output_does_not_hold_the_run(bool portable)
    {
        var outcome = await ProcessRun.RunAsync(Scripts.PlatformOf(portable), Scripts.Sh("sleep 6 & echo done; exit 3"), null, CancellationToken.None);
        Assert.Equal((3, "done\n"), (outcome.ExitCode, outcome.Stdout.Text));
        Assert.InRange(outcome.Duration, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [LinuxFact(Timeout = 30000)]
    public async Task Ended_orphans_leave_no_zombies()
    {
        var outcome = await ProcessRun.RunAsync(Scripts.Sh($"(sleep 0.01 &) ; ({Stubborn} {temp.At("pid")} &) ; until [ -f {temp.At("pid")} ]; do sleep 0.01; done"), null, CancellationToken.None);
        Assert.True(outcome.Leftovers >= 1);
        var pid = await Scripts.ReadPidAsync(temp.At("pid"));
        Assert.True(await Scripts.IsGoneAsync(pid));
        Assert.False(Directory.Exists($"/proc/{pid}"));
    }

    [LinuxFact(Timeout = 30000)]
    public async Task What_the_runtime_itself_started_keeps_its_exit_code()
    {
        using var own = Process.Start("/bin/sh", ["-c", "exit 42"]);
        await ProcessRun.RunAsync(Scripts.Sh("(sleep 1000 &) ; exit 0"), null, CancellationToken.None);
        await own.WaitForExitAsync();
        Assert.Equal(42, own.ExitCode);
    }

    [LinuxFact(Timeout = 30000)]
    public async Task A_child_leads_a_session_of_its_own_so_that_a_terminals_interrupt_passes_it_by()
    {
        var text = (await ProcessRun.RunAsync(Scripts.Sh("cut -d' ' -f6 /proc/$$/stat; echo $$"), null, CancellationToken.None)).Stdout.Text.Split('\n');
        Assert.Equal(text[1], text[0]);
    }
}
