using System.Text.Json;
using Choo.Packages.Tests.Surroundings;
using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary>What becomes of units, as a build tells it.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class BuildOutcomeTests(InstalledTool tool)
{
    private const string Secret = "sk-a-key-that-no-log-may-hold";
    private static readonly string[] MixedErrors =
    [
        "specs/tasks/late/IMPLEMENTATION_PLAN.md(3,14): CHOO4201", $"{GitRepo.SpecPath("red", 1)}(4,1): CHOO4101", "src/a.cs(3,5): CS1002",
    ];

    [LinuxFact]
    public async Task A_good_unit_lands_and_the_failed_and_the_blocked_one_are_errors_at_their_lines()
    {
        using var site = new BuildSite(tool).Mixed();
        site.Site.Environment["ANTHROPIC_API_KEY"] = Secret;

        var build = (await site.BuildAsync("build/choo.proj", "ChooOrchestrate", "-getItem:ChooUnit")).Exits(1);

        Assert.Equal(MixedErrors, build.Errors(site.Repo.Root));
        Assert.Empty(build.Warnings(site.Repo.Root));
        Assert.Contains("; expected [unit red]", build.Finished.Error + build.Finished.Output, StringComparison.Ordinal);
        Assert.Equal("work on 02-step of green", site.Repo.Show("main", "green-02-step.txt"));
        Assert.Equal(["green complete 2 ", "late blocked 0 red", "red failed 1 "], Units(build));
        Assert.True(build.Says("choo: the plan of specs/tasks") && build.Says("choo: green: task 2: done"), "the log has the plan and the transitions");
        Assert.DoesNotContain(Secret, Inflate(build.File), StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task With_everything_good_it_passes_without_a_warning_and_then_there_is_nothing_to_do()
    {
        using var site = new BuildSite(tool);
        site.Site.Diamond();

        var build = (await site.BuildAsync("build/choo.proj", "ChooOrchestrate", "-p:ChooJunitReport=../../junit.xml")).Exits(0);
        var again = (await site.BuildAsync("build/choo.proj", "ChooOrchestrate")).Exits(0);

        Assert.Empty(build.Errors("").Concat(build.Warnings("")).Concat(again.Warnings("")));
        Assert.True(site.Site.Around.Has("junit.xml"));
        Assert.Equal("", site.Repo.Status());
        Assert.Equal(12, site.Site.Starts().Length);
    }

    [LinuxFact]
    public async Task The_terminal_logger_shows_the_outcome_of_good_and_bad_runs()
    {
        using var site = new BuildSite(tool).Mixed();

        var bad = (await site.BuildAsync("build/choo.proj", "ChooOrchestrate", "-tl:on")).Exits(1);
        var good = (await site.BuildAsync("build/choo.proj", "ChooValidate", "-tl:on")).Exits(0);

        Assert.Contains("1 complete, 1 failed, 1 blocked, 0 waiting in ", bad.Finished.Output, StringComparison.Ordinal);
        Assert.Contains("3 units, 4 tasks: 0 problems", good.Finished.Output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task The_next_step_that_a_build_names_works_in_the_build()
    {
        using var site = new BuildSite(tool);
        site.Site.Around.WriteProgram("bin/claude", """
            #!/bin/sh
            cat > /dev/null
            echo 'A Passed' > tests.txt
            echo '{"type":"result","subtype":"success","is_error":false,"num_turns":1,"result":"done","session_id":"s","total_cost_usd":0,"usage":{"input_tokens":1,"output_tokens":1},"permission_denials":[]}'

            """);
        site.Repo.Write("test.sh", """
            mkdir -p "$CHOO_TEST_RESULTS"
            {
              echo '<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>'
              sed 's|^\([^ ]*\) \(.*\)$|<UnitTestResult testId="\1" testName="N.C.\1" outcome="\2"/>|' tests.txt
              echo '</Results><TestDefinitions>'
              sed 's|^\([^ ]*\) .*$|<UnitTest id="\1" name="N.C.\1"><TestMethod codeBase="/w/T.dll" className="N.C" name="\1"/></UnitTest>|' tests.txt
              echo '</TestDefinitions><ResultSummary outcome="Completed"/></TestRun>'
            } > "$CHOO_TEST_RESULTS/a.trx"

            """);
        site.Repo.Write("tests.txt", "A Passed\nB Passed\n").Write(".choo.yaml", "baseline_checks:\n  - name: test\n    command: sh test.sh\n").Unit("a", tasks: new SpecText()).Commit("specs");

        var waits = (await site.BuildAsync("build/choo.proj", "ChooOrchestrate")).Exits(1);
        var told = waits.Finished.Output + waits.Finished.Error;
        Assert.Contains("`dotnet msbuild build/choo.proj -t:ChooOrchestrate -p:ChooAccept=a`", told, StringComparison.Ordinal);
        Assert.DoesNotContain("dotnet choo", told, StringComparison.Ordinal);

        (await site.BuildAsync("build/choo.proj", "ChooOrchestrate", "-p:ChooAccept=a")).Exits(0);
        Assert.Equal("A Passed", site.Repo.Show("main", "tests.txt"));
    }

    [LinuxFact]
    public async Task What_fails_the_build_can_be_chosen()
    {
        using var site = new BuildSite(tool).Mixed();

        var none = (await site.BuildAsync("build/choo.proj", "ChooOrchestrate", "-p:ChooFailOn=none")).Exits(0);
        var blocked = (await site.BuildAsync("build/choo.proj", "ChooOrchestrate", "-p:ChooFailOn=blocked", "-p:ChooResume=true")).Exits(1);
        var wrong = (await site.BuildAsync("build/choo.proj", "ChooOrchestrate", "-p:ChooFailOn=sometimes")).Exits(1);

        Assert.Equal(MixedErrors, none.Warnings(site.Repo.Root));
        Assert.Equal(MixedErrors[..1], blocked.Errors(site.Repo.Root));
        Assert.Equal(["green complete 2 ", "late blocked 0 red", "red failed 2 "], await StatusAsync(site));
        Assert.EndsWith("CHOO0001", Assert.Single(wrong.Errors(site.Repo.Root)), StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task One_unit_can_be_asked_for()
    {
        using var site = new BuildSite(tool).Mixed();

        (await site.BuildAsync("build/choo.proj", "ChooOrchestrate", "-p:ChooUnit=green")).Exits(0);
        var unknown = (await site.BuildAsync("build/choo.proj", "ChooPlan", "-p:ChooUnit=gren")).Exits(1);

        Assert.All(site.Site.Starts(), start => Assert.Equal("green", start.Unit));
        Assert.Single(unknown.Errors(site.Repo.Root));
    }

    [LinuxFact]
    public async Task Without_the_runtime_there_is_one_clear_error()
    {
        using var site = new BuildSite(tool).Mixed();
        (await site.BuildAsync("build/choo.proj", "ChooPlan")).Exits(0);
        var package = Path.Combine(tool.Packages, "choo.build.tasks", tool.Version.ToLowerInvariant());
        Directory.CreateDirectory(site.Site.Around.At("engine/any"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(package, "tools/engine/any")))
        {
            File.Copy(file, site.Site.Around.At("engine/any", Path.GetFileName(file)));
        }

        var config = site.Site.Around.At("engine/any/dotnet-choo.runtimeconfig.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"version\": \"10.", "\"version\": \"99.", StringComparison.Ordinal));

        var build = (await site.BuildAsync("build/choo.proj", "ChooOrchestrate", $"-p:ChooEngine={site.Site.Around.At("engine")}/")).Exits(1);

        Assert.EndsWith("CHOO0201", Assert.Single(build.Errors(site.Repo.Root)), StringComparison.Ordinal);
        Assert.Contains("99.", build.Finished.Output, StringComparison.Ordinal);
    }

    private static async Task<string[]> StatusAsync(BuildSite site) =>
        Units((await site.BuildAsync("build/choo.proj", "ChooStatus", "-getItem:ChooUnit")).Exits(0));

    private static string[] Units(BuildRun build)
    {
        var text = build.Finished.Output;
        using var document = JsonDocument.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..(text.LastIndexOf('}') + 1)]);
        return [.. document.RootElement.GetProperty("Items").GetProperty("ChooUnit").EnumerateArray().Select(unit =>
            string.Join(' ', new[] { "Identity", "State", "Attempts", "BlockedBy" }.Select(name => unit.GetProperty(name).GetString()))).Order(StringComparer.Ordinal)];
    }

    private static string Inflate(string file)
    {
        using var stream = new System.IO.Compression.GZipStream(File.OpenRead(file), System.IO.Compression.CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return System.Text.Encoding.Latin1.GetString(bytes.ToArray());
    }
}
