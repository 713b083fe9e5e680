using Choo.Packages.Tests.Surroundings;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary><c>kill -9</c> at moments that a seed chooses, resume, kill again; <c>CHOO_TEST_KILLS</c> says how many cases, <c>CHOO_TEST_SEED</c> replays one.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class RandomKillTests(InstalledTool tool)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    public static IEnumerable<object[]> Seeds => KillPlan.Seeds();

    [LinuxTheory]
    [MemberData(nameof(Seeds))]
    public async Task Whenever_it_is_killed_every_unit_lands_once_and_nothing_is_lost_or_left(int seed)
    {
        var plan = KillPlan.Of(seed);
        using var site = new Site(tool).Diamond();
        site.Environment["TMPDIR"] = site.Around.Folder("tmp");
        site.Repo.Write(".choo.yaml", $"parallelism: {plan.Slots}\nbaseline_checks:\n  - name: readme\n    command: test -f README.md\n").Commit("configuration");
        var before = site.Repo.Tip();
        var person = Checkout.Lived(site.Repo);
        try
        {
            var killed = await KillAsync(site, plan);
            (await site.RunAsync(CancellationToken.None, Begun(site) ? "resume" : "run")).Exits(0);

            Assert.All(killed, each => NothingIsPaidTwice(site, each));
            var run = site.Journal().Run;
            Aftermath.EverythingLanded(site, before, run);
            Aftermath.NothingIsLeft(site, run, person.Status);
            Assert.DoesNotContain(site.Repo.Refs("refs/choo/backup"), name => name.StartsWith("refs/choo/backup/unknown/", StringComparison.Ordinal));
            person.IsAsItWas(site.Repo);
            Remains.NoCommitIsLost(site.Repo);
            Remains.NoFileIsLeft(site);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{plan}\n{failure}\n{Story(site)}", failure);
        }
    }

    private static async Task<List<Killed>> KillAsync(Site site, KillPlan plan)
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
            if (!Begun(site))
            {
                continue;
            }

            var journal = site.Journal();
            Assert.Empty(await Marked.LeftAfterAsync(journal.Run, Soon, CancellationToken.None));
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

    /// <summary>A turn whose end the journal knew is not begun again.</summary>
    private static void NothingIsPaidTwice(Site site, Killed killed)
    {
        var starts = site.Starts();
        Assert.All(killed.Done, done => Assert.Equal(killed.Starts.Count(start => start == done), starts.Count(start => start == done)));
    }

    private static string Story(Site site)
    {
        var journals = site.Repo.Has(".choo/runs") ? Directory.EnumerateFiles(site.Repo.At(".choo/runs"), "events.jsonl", SearchOption.AllDirectories) : [];
        return string.Join('\n', journals.Select(file => $"--- {file}\n{File.ReadAllText(file)}")) + $"\n--- starts\n{string.Join('\n', site.Starts())}";
    }

    private sealed record Killed((string Unit, int Task)[] Done, (string Unit, int Task)[] Starts);
}
