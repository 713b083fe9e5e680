using System.Diagnostics;
using System.Globalization;
using Choo.Packages.Tests.Surroundings;
using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary>A person or the system ends a run; another run while one is under way.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class SignalTests(InstalledTool tool)
{
    [LinuxTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_it_soon_with_its_agents_and_resume_completes(string signal, int exit)
    {
        using var site = new Site(tool).Diamond();
        var before = site.Repo.Tip();
        await using var choo = await StartHeldAsync(site);
        var run = site.Journal().Run;
        var watch = Stopwatch.StartNew();

        choo.Signal(signal);
        var finished = await choo.WaitAsync(CancellationToken.None);

        finished.Exits(exit);
        // The agents would stay for minutes; how soon it is on an idle machine, the figures in docs/reliability.md say.
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"it took {watch.Elapsed}");
        Assert.Empty(Marked.Find(run));
        var last = site.Journal().Events[^1];
        Assert.Equal(("orch.interrupted", $"SIG{signal}"), (last.Type, last.Data.GetProperty("signal").GetString()));
        Assert.Equal("interrupted", (await site.JsonAsync(0, CancellationToken.None, "status", "--json")).GetProperty("state").GetString());
        Assert.Contains("dotnet choo resume", finished.Output + finished.Error, StringComparison.Ordinal);
        site.Release("core", 2);
        (await site.RunAsync(CancellationToken.None, "resume")).Exits(0);
        Assert.Single(site.Starts(), start => start == ("core", 1));
        Aftermath.EverythingLanded(site, before, run);
        Aftermath.NothingIsLeft(site, run);
    }

    [LinuxTheory]
    [InlineData("run")]
    [InlineData("resume")]
    [Incident("18", "the test starts a second run")]
    public async Task While_one_runs_another_is_refused_and_told_which(string command)
    {
        using var site = new Site(tool).Diamond();
        await using var choo = await StartHeldAsync(site);
        var run = site.Journal().Run;

        var second = await site.RunAsync(CancellationToken.None, command);

        second.Exits(2);
        Assert.Contains($"process {choo.Pid.ToString(CultureInfo.InvariantCulture)}", second.Error, StringComparison.Ordinal);
        Assert.Equal(run, site.Journal().Run);
        Assert.Equal("running", (await site.JsonAsync(0, CancellationToken.None, "status", "--json")).GetProperty("state").GetString());
        choo.Signal("TERM");
        (await choo.WaitAsync(CancellationToken.None)).Exits(143);
    }

    /// <summary>A run whose first unit's second task is with an agent that does not end.</summary>
    private static async Task<RunningProgram> StartHeldAsync(Site site)
    {
        site.Hold("core", 2);
        var choo = site.Choo.Start("run");
        await Eventually.HoldsAsync(() => site.Starts().Contains(("core", 2)), "the agent was not started");
        return choo;
    }
}
