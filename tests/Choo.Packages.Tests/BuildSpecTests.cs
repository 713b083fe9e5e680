using Choo.Packages.Tests.Surroundings;
using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary>What is wrong with specs, as a build tells it, and when it looks.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class BuildSpecTests(InstalledTool tool)
{
    [LinuxFact]
    public async Task Specs_are_looked_at_again_only_when_one_changed_came_or_went()
    {
        using var site = new BuildSite(tool).Mixed();
        async Task<int> LookedAsync() => (await site.BuildAsync("build/choo.proj", "ChooValidate")).Exits(0).Runs("ChooValidateSpecs");

        Assert.Equal((1, 0), (await LookedAsync(), await LookedAsync()));
        File.SetLastWriteTimeUtc(site.Repo.At(GitRepo.SpecPath("red", 1)), DateTime.UtcNow.AddSeconds(2));
        Assert.Equal(1, await LookedAsync());
        File.Delete(site.Repo.At(GitRepo.SpecPath("green", 2)));
        Assert.Equal(1, await LookedAsync());
        (await site.BuildAsync("build/choo.proj", "ChooClean")).Exits(0);
        Assert.Equal(1, await LookedAsync());
    }

    [LinuxFact]
    public async Task A_bad_spec_is_an_error_at_its_place_each_time()
    {
        using var site = new BuildSite(tool).Mixed();
        site.Repo.Write("specs/tasks/late/IMPLEMENTATION_PLAN.md", "---\nunit: late\ndepends_on: [rde]\n---\n\n# late\n");

        for (var time = 0; time < 2; time++)
        {
            var build = (await site.BuildAsync("build/choo.proj", "ChooValidate")).Exits(1);
            Assert.StartsWith("specs/tasks/late/IMPLEMENTATION_PLAN.md(3,14): CHOO1", Assert.Single(build.Errors(site.Repo.Root)), StringComparison.Ordinal);
        }
    }

    [LinuxFact]
    public async Task Warnings_obey_MSBuilds_own_switches()
    {
        using var site = new BuildSite(tool).Mixed();
        site.Repo.Write("specs/tasks/empty/IMPLEMENTATION_PLAN.md", "---\nunit: empty\n---\n\n# empty\n");

        var warned = (await site.BuildAsync("build/choo.proj", "ChooValidate")).Exits(0);
        var promoted = (await site.BuildAsync("build/choo.proj", "ChooValidate", "-warnaserror:CHOO1002")).Exits(1);
        var silenced = (await site.BuildAsync("build/choo.proj", "ChooValidate", "-p:MSBuildWarningsAsMessages=CHOO1002")).Exits(0);

        Assert.Equal(["specs/tasks/empty(0,0): CHOO1002"], warned.Warnings(site.Repo.Root));
        Assert.Equal(["specs/tasks/empty(0,0): CHOO1002"], promoted.Errors(site.Repo.Root));
        Assert.Empty(silenced.Warnings(site.Repo.Root));
    }

    [LinuxTheory]
    [InlineData("ChooValidate")]
    [InlineData("ChooOrchestrate")]
    public async Task A_missing_tasks_folder_is_an_error_with_a_code(string target)
    {
        using var site = new BuildSite(tool).Mixed();

        var build = (await site.BuildAsync("build/choo.proj", target, "-p:ChooTasksDir=no/such")).Exits(1);

        Assert.Contains(": CHOO", Assert.Single(build.Errors(site.Repo.Root)), StringComparison.Ordinal);
        Assert.Contains("no/such", build.Finished.Output, StringComparison.Ordinal);
    }
}
