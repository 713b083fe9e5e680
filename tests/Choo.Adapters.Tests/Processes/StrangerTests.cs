using Choo.Adapters.Processes;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Processes;

/// <summary>Daemons that left their folder too: whose they are is only known while nothing else runs, so these tests run beside no other.</summary>
[Collection(AloneCollection.Name)]
public sealed class StrangerTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    private ProcessSpec Leaving(string file, string variable = "") => Scripts.Sh(
        $"env -i {variable} /usr/bin/setsid /bin/sh -c '(cd /; exec </dev/null >/dev/null 2>&1; exec /bin/sh -c \"echo \\$\\$ >{file}; while :; do /bin/sleep 1; done\") &' ; until [ -s {file} ]; do sleep 0.01; done", temp.Path);

    [LinuxFact(Timeout = 30000)]
    [Incident("T51", "the agent leaves a daemon with a session of its own and no environment")]
    public async Task With_nothing_else_under_way_it_ends_with_the_child_that_ends()
    {
        var outcome = await ProcessRun.RunAsync(Leaving(temp.At("pid")), null, CancellationToken.None);

        Assert.True(outcome.Leftovers >= 1);
        Assert.True(await Scripts.IsGoneAsync(await Scripts.ReadPidAsync(temp.At("pid"))));
    }

    [LinuxFact(Timeout = 30000)]
    [Incident("T51", "the agent leaves one while another turn runs")]
    public async Task Beside_another_child_it_stays_until_that_one_ends()
    {
        var folder = temp.Folder("worktree");
        var other = ProcessRun.RunAsync(Scripts.Sh($"until [ -e {temp.At("stop")} ]; do sleep 0.01; done", "/usr"), null, CancellationToken.None);
        await ProcessRun.RunAsync(Leaving(temp.At("pid")) with { Folder = folder }, null, CancellationToken.None);
        var pid = await Scripts.ReadPidAsync(temp.At("pid"));
        Assert.Equal(Liveness.Alive, ProcessIdentity.Of(pid)!.Probe());

        temp.Write("stop", "");
        Assert.True((await other).Leftovers >= 1);

        Assert.True(await Scripts.IsGoneAsync(pid));
    }

    [LinuxFact(Timeout = 30000)]
    public async Task Beside_another_child_it_ends_when_it_was_told_of_the_folder_it_came_from()
    {
        var other = ProcessRun.RunAsync(Scripts.Sh($"until [ -e {temp.At("stop")} ]; do sleep 0.01; done", "/usr"), null, CancellationToken.None);
        var folder = temp.Folder("worktree");
        var file = temp.At("worktree", "pid");

        var outcome = await ProcessRun.RunAsync(Leaving(file) with { Folder = folder }, null, CancellationToken.None);

        Assert.True(outcome.Leftovers >= 1);
        Assert.True(await Scripts.IsGoneAsync(await Scripts.ReadPidAsync(file)));
        temp.Write("stop", "");
        await other;
    }

    [LinuxFact(Timeout = 30000)]
    public async Task A_daemon_of_git_that_choo_started_stays()
    {
        await ProcessRun.RunAsync(Leaving(temp.At("pid"), $"{ChildEnvironment.GitVariable}=x"), null, CancellationToken.None);
        var daemon = ProcessIdentity.Of(await Scripts.ReadPidAsync(temp.At("pid")))!;

        Assert.Equal(Liveness.Alive, daemon.Probe());

        using var process = System.Diagnostics.Process.GetProcessById(daemon.Pid);
        process.Kill();
    }
}
