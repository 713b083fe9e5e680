using Choo.Packages.Tests.Surroundings;
using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary><c>kill -9</c> at moments that a seed chooses, resume, kill again; <c>CHOO_TEST_KILLS</c> says how many cases, <c>CHOO_TEST_SEED</c> replays one.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class RandomKillTests(InstalledTool tool)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    public static IEnumerable<object[]> Seeds => KillPlan.Seeds();

    [LinuxTheory]
    [MemberData(nameof(Seeds))]
    [Incident("2", "kills choo anywhere, also while it lands")]
    [Incident("8", "compares the person's stash before and after")]
    [Incident("d", "at random moments, again and again")]
    [Incident("T1", "kills a run of six units up to three times, at random moments: 20 cases, or as many as `CHOO_TEST_KILLS` says; `CHOO_TEST_SEED` replays one")]
    public Task Whenever_it_is_killed_every_unit_lands_once_and_nothing_is_lost_or_left(int seed) => TryAsync(KillPlan.Of(seed), ordinary: false);

    [LinuxTheory]
    [InlineData(1001)]
    [InlineData(1002)]
    [InlineData(1003)]
    [Incident("T9", "kills and resumes a run of a user who is not root")]
    public Task So_it_is_for_a_user_who_is_not_root(int seed) => TryAsync(KillPlan.Of(seed), ordinary: true);

    private async Task TryAsync(KillPlan plan, bool ordinary)
    {
        using var site = new Site(tool).Diamond();
        site.Environment["TMPDIR"] = site.Around.Folder("tmp");
        site.Repo.Write(".choo.yaml", $"parallelism: {plan.Slots}\nbaseline_checks:\n  - name: readme\n    command: test -f README.md\n").Commit("configuration");
        var before = site.Repo.Tip();
        var person = Checkout.Lived(site.Repo);
        _ = ordinary ? site.AsOrdinaryUser() : site;
        var figures = new KillFigures();
        try
        {
            var killed = await KillAsync(site, plan, figures);
            (await site.RunAsync(CancellationToken.None, Begun(site) ? "resume" : "run")).Exits(0);

            figures.Turns(killed.SelectMany(each => each.Done).Distinct().Count(), [.. killed.SelectMany(each => each.PaidAgain(site.Starts()))]);
            var run = site.Journal().Run;
            Aftermath.EverythingLanded(site, before, run);
            figures.Processes(Marked.Find(run));
            Aftermath.NothingIsLeft(site, run, person.Status);
            Assert.DoesNotContain(site.Repo.Refs("refs/choo/backup"), name => name.StartsWith("refs/choo/backup/unknown/", StringComparison.Ordinal));
            person.IsAsItWas(site.Repo);
            figures.Commits(Remains.Commits(site.Repo), Remains.LostCommits(site.Repo));
            Remains.NoFileIsLeft(site);
            figures.Landed(site.Repo.Log($"{before}..main").Select(commit => commit.Trailer("Choo-Unit")).Distinct().Count());
        }
        catch (Exception failure)
        {
            figures.Failed();
            throw new InvalidOperationException($"{plan}\n{failure}\n{Story(site)}", failure);
        }
        finally
        {
            figures.Note();
        }
    }

    private static async Task<List<Killed>> KillAsync(Site site, KillPlan plan, KillFigures figures)
    {
        var killed = new List<Killed>();
        foreach (var moment in plan.Moments)
        {
            await using var choo = site.Choo.Start(Begun(site) ? "resume" : "run", "--output", "ndjson");
            await StrikeAsync(choo, moment);
            var finished = await choo.WaitAsync(CancellationToken.None);
            if (finished.Code == 0)
            {
                break;
            }

            finished.Exits(137);
            figures.Killed();
            if (!Begun(site))
            {
                continue;
            }

            var journal = site.Journal();
            figures.Processes(await Marked.LeftAfterAsync(journal.Run, Soon, CancellationToken.None));
            killed.Add(new Killed([.. journal.Tasks("task.agent.done")], site.Starts()));
        }

        return killed;
    }

    /// <summary>A run that came to its end before the moment is no failure.</summary>
    private static async Task StrikeAsync(RunningProgram choo, KillMoment moment)
    {
        if (moment.Line > 0)
        {
            var seen = 0;
            await Task.WhenAny(choo.LineAsync(_ => ++seen == moment.Line), choo.WaitAsync(CancellationToken.None));
        }

        await Task.Delay(moment.Delay);
        choo.KillHard();
    }

    private static bool Begun(Site site) => site.Repo.Has(".choo/runs")
        && Directory.EnumerateFiles(site.Repo.At(".choo/runs"), "events.jsonl", SearchOption.AllDirectories).Any(file => File.ReadAllText(file).Contains('\n', StringComparison.Ordinal));

    private static string Story(Site site)
    {
        var journals = site.Repo.Has(".choo/runs") ? Directory.EnumerateFiles(site.Repo.At(".choo/runs"), "events.jsonl", SearchOption.AllDirectories) : [];
        return string.Join('\n', journals.Select(file => $"--- {file}\n{File.ReadAllText(file)}")) + $"\n--- starts\n{string.Join('\n', site.Starts())}";
    }
}
