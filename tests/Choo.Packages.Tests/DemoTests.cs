using Choo.Packages.Tests.Surroundings;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary>The demo of the installed tool: real git, real builds, real tests, an agent that replays.</summary>
[Collection(InstalledToolCollection.Name)]
[Trait("Category", "Demo")]
public sealed class DemoTests(InstalledTool tool)
{
    [LinuxFact(Timeout = 360_000)]
    public async Task It_runs_to_the_end_and_shows_a_gate_that_refuses_what_does_not_compile()
    {
        using var site = new Site(tool);
        var folder = site.Around.At("demo");

        var finished = await new Program("dotnet", site.Around.Path, site.Environment).RunAsync(["choo", "demo", "--folder", folder], CancellationToken.None);

        finished.Exits(0);
        var journal = Journal.Newest(folder);
        var first = journal.Events.First(e => e.Type == "task.validation.fail");
        Assert.Equal(("catalog", 1), (first.Unit, first.Data.GetProperty("attempt").GetInt32()));
        Assert.Single(journal.Events, e => e.Type == "task.validation.fail");
        Assert.Contains("CS0117", journal.Log("catalog-01-turn2*.prompt.md"), StringComparison.Ordinal);
        Assert.Equal(4, journal.Events.Count(e => e.Type == "unit.merged"));
        Assert.Contains("4 of 4 units complete", finished.Output, StringComparison.Ordinal);
        Assert.Contains($"git -C {folder} log", finished.Error, StringComparison.Ordinal);
        Assert.Equal("", site.Repo.Status(folder));
        Assert.Equal("", site.Repo.GitIn(folder, "fsck", "--full", "--strict", "--no-dangling"));
    }
}
