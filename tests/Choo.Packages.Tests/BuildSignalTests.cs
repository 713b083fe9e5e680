using Choo.Packages.Tests.Surroundings;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary>Ctrl+C during an agent's turn, wherever MSBuild runs the task; the same target goes on.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class BuildSignalTests(InstalledTool tool)
{
    [LinuxTheory]
    [InlineData("in process")]
    [InlineData("in a task host", "-p:ChooTaskHost=true")]
    [InlineData("several threads", "-mt")]
    [InlineData("server and node reuse")]
    public async Task It_ends_within_seconds_and_the_target_goes_on(string where, params string[] arguments)
    {
        using var site = new BuildSite(tool);
        site.Site.Add("first").Add("second", "first");
        site.Repo.Commit("specs");
        var server = where.StartsWith("server", StringComparison.Ordinal);
        if (server)
        {
            site.Site.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "1";
            site.Site.Environment["MSBUILDDISABLENODEREUSE"] = "0";
        }

        site.Site.Hold("first", 2);
        await using var build = site.Dotnet.Start(["msbuild", "build/choo.proj", "-t:ChooOrchestrate", "-nologo", .. arguments]);
        await Eventually.HoldsAsync(() => site.Site.Starts().Contains(("first", 2)), "the agent was not started");
        var run = site.Site.Journal().Run;

        build.Signal("INT");

        // How long MSBuild itself takes to go is not choo's.
        Assert.Empty(await Marked.LeftAfterAsync(run, TimeSpan.FromMinutes(1), CancellationToken.None));
        (await build.WaitAsync(CancellationToken.None)).Exits(1);
        Assert.Equal("orch.interrupted", site.Site.Journal().Events[^1].Type);
        site.Site.Release("first", 2);
        var again = (await site.BuildAsync("build/choo.proj", "ChooOrchestrate", arguments)).Exits(0);
        Assert.Equal(run, site.Site.Journal().Run);
        Assert.Single(site.Site.Starts(), start => start == ("first", 1));
        Assert.Empty(again.Errors("").Concat(again.Warnings("")));
        Aftermath.NothingIsLeft(site.Site, run);
        if (server)
        {
            (await site.Dotnet.RunAsync(["build-server", "shutdown", "--msbuild"], CancellationToken.None)).Exits(0);
        }
    }
}
