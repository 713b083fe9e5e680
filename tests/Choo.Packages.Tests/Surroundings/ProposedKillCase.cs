using Xunit;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>Two units that land through pull requests in a run that is killed and resumed, and what must hold in the end.</summary>
internal sealed class ProposedKillCase(InstalledTool tool, KillPlan plan)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    public async Task TryAsync()
    {
        await using var proposed = await ProposedSite.StartAsync(tool, plan.Slots, "choo-word-of-the-forge-0123456789");
        var site = proposed.Site;
        var kills = 0;
        var failed = 1;
        try
        {
            kills = await KillAsync(site);
            (await site.RunAsync(CancellationToken.None, Begun(site) ? "resume" : "run")).Exits(0);
            proposed.AssertLandedOnce();
            Aftermath.NothingIsLeft(site, site.Journal().Run);
            Assert.DoesNotContain(site.Journal().Events, e => e.Type == "diagnostic" && e.Data.GetRawText().Contains("choo\\u0027s own ref", StringComparison.Ordinal));
            failed = 0;
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{plan}\n{failure}\n{Story(proposed)}", failure);
        }
        finally
        {
            Testing.Figures.Note(
                "proposals", ("cases", 1), ("failed", failed), ("kills", kills), ("pulls", proposed.Hub.PullRequests.All.Count),
                ("merged", proposed.Hub.PullRequests.All.Count(pull => pull.IsMerged)), ("pushes", proposed.Pushes().Length), ("again", proposed.Pushes().Length - proposed.Pushes().Distinct().Count()));
        }
    }

    private async Task<int> KillAsync(Site site)
    {
        var kills = 0;
        foreach (var moment in plan.Moments)
        {
            await using var choo = site.Choo.Start(Begun(site) ? "resume" : "run", "--output", "ndjson");
            await moment.StrikeAsync(choo, PowerCut.OfAlone);
            var finished = await choo.WaitAsync(CancellationToken.None);
            if (finished.Code == 0)
            {
                break;
            }

            finished.Exits(137);
            kills++;
            if (Begun(site))
            {
                Assert.Empty(await Marked.LeftAfterAsync(site.Journal().Run, Soon, CancellationToken.None));
            }
        }

        return kills;
    }

    private static bool Begun(Site site) => Journals(site).Any(file => File.ReadAllText(file).Contains('\n', StringComparison.Ordinal));

    private static IEnumerable<string> Journals(Site site) => site.Repo.Has(".choo/runs") ? Directory.EnumerateFiles(site.Repo.At(".choo/runs"), "events.jsonl", SearchOption.AllDirectories) : [];

    private static string Story(ProposedSite proposed) => string.Join('\n', Journals(proposed.Site).Select(file => $"--- {file}\n{File.ReadAllText(file)}"))
        + $"\n--- requests\n{string.Join('\n', proposed.Hub.Log.Calls.Where(call => call.Method != "GET").Select(call => $"{call.Method} {call.Path} {string.Join(' ', call.Fields)} {call.Status} {(call.Path.EndsWith("graphql", StringComparison.Ordinal) ? "" : call.Body)}"))}";
}
