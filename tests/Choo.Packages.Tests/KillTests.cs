using Choo.Packages.Tests.Surroundings;
using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary><c>kill -9</c> in the middle of a run, then <c>resume</c>.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class KillTests(InstalledTool tool)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    [LinuxTheory]
    [InlineData("task.agent.invoke core 1")]
    [InlineData("task.agent.done core 2")]
    [InlineData("task.committed core 1")]
    [InlineData("task.committed parser 2")]
    [InlineData("task.completed store 1")]
    [InlineData("unit.verified core")]
    [InlineData("unit.landing core")]
    [InlineData("unit.landing parser")]
    [InlineData("unit.merged core")]
    [InlineData("unit.completed api")]
    [InlineData("unit.landing app")]
    public async Task After_any_moment_resume_lands_everything_and_repeats_no_finished_turn(string moment)
    {
        using var site = Lasting();
        var before = site.Repo.Tip();

        var killed = await KillAtAsync(site, moment, "run");
        site.Release("zz", 1);
        (await site.RunAsync(CancellationToken.None, "resume")).Exits(0);

        NothingIsRepeated(site, [killed]);
        Aftermath.EverythingLanded(site, before, killed.Journal.Run);
        Aftermath.NothingIsLeft(site, killed.Journal.Run);
        Assert.Equal("complete", (await site.JsonAsync(0, CancellationToken.None, "status", "--json")).GetProperty("state").GetString());
    }

    [LinuxFact]
    public async Task At_the_very_end_of_a_run_too()
    {
        using var site = new Site(tool).Diamond();
        var before = site.Repo.Tip();
        await using var choo = site.Choo.Start("run", "--output", "ndjson");
        await choo.LineAsync(line => Happened.Parse(line).Is("worktree.removed"), choo.KillHard);

        // Nothing holds a run at its end: on a busy machine it may get there first.
        var finished = await choo.WaitAsync(CancellationToken.None);
        Assert.Contains(finished.Code, new[] { 137, 0 });
        var run = site.Journal().Run;
        (await site.RunAsync(CancellationToken.None, "resume")).Exits(0);
        Aftermath.EverythingLanded(site, before, run);
        Aftermath.NothingIsLeft(site, run);
    }

    [LinuxFact]
    public async Task A_resume_that_is_killed_itself_can_be_resumed()
    {
        using var site = Lasting();
        var before = site.Repo.Tip();

        var first = await KillAtAsync(site, "task.committed core 1", "run");
        var second = await KillAtAsync(site, "unit.landing store", "resume");
        site.Release("zz", 1);
        (await site.RunAsync(CancellationToken.None, "resume")).Exits(0);

        NothingIsRepeated(site, [first, second]);
        Aftermath.EverythingLanded(site, before, first.Journal.Run);
        Aftermath.NothingIsLeft(site, first.Journal.Run);
    }

    [LinuxFact]
    [Incident("13", "the test kills choo itself during a turn")]
    public async Task During_an_agents_turn_the_agent_and_what_it_started_end_by_themselves()
    {
        using var site = new Site(tool).Diamond();
        var before = site.Repo.Tip();
        site.Hold("parser", 2);
        await using var choo = site.Choo.Start("run", "--output", "ndjson");
        await choo.LineAsync(line => Happened.Parse(line).Is("task.agent.invoke parser 2"));
        await Eventually.HoldsAsync(() => site.Starts().Contains(("parser", 2)), "the agent was not started");
        var run = site.Journal().Run;
        Assert.NotEmpty(Marked.Find(run));

        choo.KillHard();

        Assert.Empty(await Marked.LeftAfterAsync(run, Soon, CancellationToken.None));
        await choo.WaitAsync(CancellationToken.None);
        Assert.Equal("interrupted", (await site.JsonAsync(0, CancellationToken.None, "status", "--json")).GetProperty("state").GetString());
        var killed = new Killed(site.Journal(), site.Starts());
        site.Release("parser", 2);
        (await site.RunAsync(CancellationToken.None, "resume")).Exits(0);
        NothingIsRepeated(site, [killed]);
        Assert.Equal(2, site.Starts().Count(start => start == ("parser", 2)));
        Aftermath.EverythingLanded(site, before, run);
        Aftermath.NothingIsLeft(site, run);
    }

    /// <summary>A diamond beside a unit whose agent does not end: however late the kill comes, the run is still there.</summary>
    private Site Lasting()
    {
        var site = new Site(tool).Add("zz").Diamond();
        site.Repo.Write(".choo.yaml", "parallelism: 3\n").Commit("configuration");
        site.Hold("zz", 1);
        return site;
    }

    private static async Task<Killed> KillAtAsync(Site site, string moment, string command)
    {
        await using var choo = site.Choo.Start(command, "--output", "ndjson");
        await choo.LineAsync(line => Happened.Parse(line).Is(moment), choo.KillHard);
        var finished = await choo.WaitAsync(CancellationToken.None);
        Assert.Equal(137, finished.Code);
        var journal = site.Journal();
        Assert.Empty(await Marked.LeftAfterAsync(journal.Run, Soon, CancellationToken.None));
        return new Killed(journal, site.Starts());
    }

    /// <summary>What the journal knew to be finished when choo died was not paid for again.</summary>
    private static void NothingIsRepeated(Site site, Killed[] times)
    {
        var starts = site.Starts();
        foreach (var killed in times)
        {
            foreach (var done in killed.Journal.Tasks("task.agent.done"))
            {
                Assert.True(
                    starts.Count(start => start == done) == killed.Starts.Count(start => start == done),
                    $"the agent was started again for {done}: {string.Join(' ', starts)}");
            }
        }

        Assert.All(starts.GroupBy(start => start), group => Assert.True(group.Count() <= 1 + times.Length, $"{group.Key} was started {group.Count()} times"));
    }

    private sealed record Killed(Journal Journal, (string Unit, int Task)[] Starts);
}
