using Choo.Packages.Tests.Surroundings;
using Choo.Testing;
using Choo.Testing.MockModel;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary>The real agents' command lines in a whole run of the installed tool, against a model on loopback.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class RealCliRunTests(InstalledTool tool)
{
    [RealCliFact("claude")]
    public Task Claude_completes_two_units() => TwoUnitsLandAsync("claude", "claude");

    [RealCliFact("codex")]
    public Task Codex_completes_two_units() => TwoUnitsLandAsync("codex", "codex");

    [RealCliFact("claude", "codex")]
    public Task Claude_and_codex_complete_a_unit_each() => TwoUnitsLandAsync("claude", "codex");

    private async Task TwoUnitsLandAsync(string first, string second)
    {
        await using var model = await MockServer.StartAsync();
        using var site = new Site(tool);
        Isolate(site, model, first, second);
        site.Repo.Unit("words", provider: first, tasks: [Writes("words/one.txt"), Writes("words/two.txt")]);
        site.Repo.Unit("more", ["words"], second, Writes("more/one.txt"), Writes("more/two.txt"));
        var before = site.Repo.Commit("specs");

        (await site.RunAsync(CancellationToken.None, "run")).Exits(0);

        var journal = site.Journal();
        foreach (var file in new[] { "words/one.txt", "words/two.txt", "more/one.txt", "more/two.txt" })
        {
            Assert.Equal($"the text of {file}", site.Repo.Show("main", file));
        }

        var tasks = site.Repo.Log($"{before}..main").Select(commit => $"{commit.Trailer("Choo-Unit")} {commit.Trailer("Choo-Task")}").Where(task => !task.EndsWith(' '));
        Assert.Equal(["more 1", "more 2", "words 1", "words 2"], tasks.Order(StringComparer.Ordinal));
        EveryTurnIsAccounted(journal, new() { ["words"] = first, ["more"] = second });
        Aftermath.NothingIsLeft(site, journal.Run);
    }

    private static void EveryTurnIsAccounted(Journal journal, Dictionary<string, string> providers)
    {
        var turns = journal.Events.Where(e => e.Type == "task.agent.done").ToList();
        Assert.Equal(4, turns.Count);
        foreach (var turn in turns)
        {
            var outcome = turn.Data.GetProperty("outcome");
            Assert.Equal(providers[turn.Unit], turn.Data.GetProperty("provider").GetString());
            Assert.Equal("finished", outcome.GetProperty("verdict").GetString());
            Assert.True(Guid.TryParse(outcome.GetProperty("session").GetString(), out _), outcome.ToString());
            Assert.True(outcome.GetProperty("usage").GetProperty("input_tokens").GetInt64() > 0, outcome.ToString());
            Assert.True(outcome.GetProperty("usage").GetProperty("output_tokens").GetInt64() > 0, outcome.ToString());
        }

        Assert.Equal(4, turns.Select(turn => turn.Data.GetProperty("outcome").GetProperty("session").GetString()).Distinct().Count());
    }

    private static SpecText Writes(string file) => new($"@mock write {file} the text of {file}", $"test -f {file}");

    private static void Isolate(Site site, MockServer model, params string[] agents)
    {
        var path = site.Environment["PATH"];
        foreach (var (name, value) in RealCli.Isolate(model, site.Around.Folder("home")))
        {
            site.Environment[name] = value;
        }

        File.Delete(site.Around.At("bin/claude"));
        foreach (var agent in agents.Distinct())
        {
            File.CreateSymbolicLink(site.Around.At("bin", agent), RealCli.Find(agent)!);
        }

        site.Environment["PATH"] = path;
    }
}
