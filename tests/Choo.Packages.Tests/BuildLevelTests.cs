using Choo.Packages.Tests.Surroundings;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary>Where the package can be put: the target runs once there, and never in a plain build.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class BuildLevelTests(InstalledTool tool)
{
    private const string One = "<TargetFramework>net10.0</TargetFramework>";
    private const string Several = "<TargetFrameworks>net10.0</TargetFrameworks>";

    [LinuxTheory]
    [InlineData(One)]
    [InlineData(Several, "-graph")]
    public async Task In_a_project_it_runs_once_and_not_in_a_plain_build(string frameworks, params string[] more)
    {
        using var site = new BuildSite(tool).Project("App", frameworks);
        site.Site.Add("unit");
        site.Repo.Commit("specs");

        var plain = (await site.BuildAsync("App", "Build", ["-restore", .. more])).Exits(0);
        var dry = (await site.BuildAsync("App", "ChooOrchestrate", ["-p:ChooDryRun=true", .. more])).Exits(0);

        Assert.Equal((0, 1), (plain.Runs("ChooRun"), plain.Runs("Csc")));
        Assert.Equal((1, 0), (dry.Runs("ChooRun"), dry.Runs("Csc")));
        Assert.False(site.Repo.Has(".choo"), "a dry run and a build leave nothing");
        Assert.DoesNotContain(Directory.EnumerateFiles(site.Repo.At("App/bin"), "*", SearchOption.AllDirectories), file => Path.GetFileName(file).StartsWith("Choo.", StringComparison.Ordinal));
    }

    [LinuxFact]
    public async Task In_a_solution_it_runs_once_for_all_its_projects()
    {
        using var site = new BuildSite(tool).Project("App", One).Project("Lib", Several);
        site.Site.Add("unit");
        site.Repo.Write("Directory.Solution.targets", $"<Project><Import Project=\"Sdk.targets\" Sdk=\"Choo.Build.Tasks\" Version=\"{tool.Version}\" /></Project>\n");
        site.Repo.Write("All.slnx", "<Solution><Project Path=\"App/App.csproj\" /><Project Path=\"Lib/Lib.csproj\" /></Solution>\n");
        site.Repo.Commit("specs");

        var build = (await site.BuildAsync("All.slnx", "ChooOrchestrate", "-restore", "-m:2", "-p:ChooDryRun=true")).Exits(0);

        Assert.Equal(1, build.Runs("ChooRun"));
    }

    [LinuxFact]
    public async Task Nothing_runs_in_a_design_time_build_or_when_it_is_switched_off()
    {
        using var site = new BuildSite(tool).Mixed();

        foreach (var off in new[] { "-p:ChooSkip=true", "-p:DesignTimeBuild=true" })
        {
            var build = (await site.BuildAsync("build/choo.proj", "ChooOrchestrate;ChooPlan;ChooValidate;ChooStatus;ChooClean", off)).Exits(0);
            Assert.Empty(build.Log.FindChildrenRecursive<Microsoft.Build.Logging.StructuredLogger.Task>());
        }
    }
}
