using Xunit;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>A diamond of six units that is killed and resumed, and what must hold in the end.</summary>
internal sealed class KillCase(Site site, KillPlan plan, KillShape shape)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    /// <summary>Whether a user without rights runs it.</summary>
    public bool Ordinary { get; init; }

    /// <summary>Under which name it is counted.</summary>
    public string Figures { get; init; } = "kills";

    /// <summary>Ends choo; its argument is choo's pid.</summary>
    public Action<int> Strike { get; init; } = PowerCut.OfAlone;

    public async Task TryAsync()
    {
        site.Environment["TMPDIR"] = site.Around.Folder("tmp");
        shape.Prepare(site, plan.Slots);
        var before = site.Repo.Tip();
        var person = Checkout.Lived(site.Repo);
        _ = Ordinary ? site.AsOrdinaryUser() : site;
        var figures = new KillFigures(Figures);
        try
        {
            var killed = await KillAsync(figures);
            (await site.RunAsync(CancellationToken.None, Begun() ? "resume" : "run")).Exits(0);

            figures.Turns(killed.SelectMany(each => each.Done).Distinct().Count(), [.. killed.SelectMany(each => each.PaidAgain(site.Starts()))]);
            var run = site.Journal().Run;
            Aftermath.EverythingLanded(site, before, run);
            figures.Processes(Marked.Find(run));
            Aftermath.NothingIsLeft(site, run, person.Status);
            Assert.DoesNotContain(site.Repo.Refs("refs/choo/backup"), name => name.StartsWith("refs/choo/backup/unknown/", StringComparison.Ordinal));
            person.IsAsItWas(site.Repo);
            figures.Commits(Remains.Commits(site.Repo), Remains.LostCommits(site.Repo));
            Remains.NoFileIsLeft(site, Strike == PowerCut.Of);
            figures.Landed(site.Repo.Log($"{before}..main").Select(commit => commit.Trailer("Choo-Unit")).OfType<string>().Distinct().Count());
        }
        catch (Exception failure)
        {
            figures.Failed();
            throw new InvalidOperationException($"{plan}, {shape.Name}\n{failure}\n{Story()}", failure);
        }
        finally
        {
            figures.Note();
        }
    }

    private async Task<List<Killed>> KillAsync(KillFigures figures)
    {
        var killed = new List<Killed>();
        foreach (var moment in plan.Moments)
        {
            await using var choo = site.Choo.Start(Begun() ? "resume" : "run", "--output", "ndjson");
            await moment.StrikeAsync(choo, Strike);
            var finished = await choo.WaitAsync(CancellationToken.None);
            if (finished.Code == 0)
            {
                break;
            }

            finished.Exits(137);
            figures.Killed();
            shape.Between(site.Repo);
            if (!Begun())
            {
                continue;
            }

            var journal = site.Journal();
            figures.Processes(await Marked.LeftAfterAsync(journal.Run, Soon, CancellationToken.None));
            killed.Add(new Killed([.. journal.Tasks("task.agent.done")], site.Starts()));
        }

        return killed;
    }

    private bool Begun() => site.Repo.Has(".choo/runs")
        && Directory.EnumerateFiles(site.Repo.At(".choo/runs"), "events.jsonl", SearchOption.AllDirectories).Any(file => File.ReadAllText(file).Contains('\n', StringComparison.Ordinal));

    private string Story()
    {
        var journals = site.Repo.Has(".choo/runs") ? Directory.EnumerateFiles(site.Repo.At(".choo/runs"), "events.jsonl", SearchOption.AllDirectories) : [];
        return string.Join('\n', journals.Select(file => $"--- {file}\n{File.ReadAllText(file)}")) + $"\n--- starts\n{string.Join('\n', site.Starts())}";
    }
}
