using System.Text.Json;
using System.Xml.Linq;
using Choo.Packages.Tests.Surroundings;
using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary>What programs read of a run: events, reports, annotations.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class OutputTests(InstalledTool tool)
{
    [LinuxFact]
    public async Task Ndjson_prints_the_events_and_nothing_else()
    {
        using var site = new Site(tool).Diamond();

        var finished = await site.RunAsync(CancellationToken.None, "run", "--output", "ndjson");

        finished.Exits(0);
        var events = finished.Lines.Select(Happened.Parse).ToList();
        Assert.Equal(("orch.started", "orch.completed"), (events[0].Type, events[^1].Type));
        var journal = site.Journal();
        Assert.Equal(Enumerable.Range(1, journal.Events.Count).Select(seq => (long)seq), journal.Events.Select(e => e.Seq));
        Assert.Equal(journal.Events.Select(e => e.Seq), events.Where(e => e.Type != "task.agent.activity").Select(e => e.Seq));
        Assert.Equal(12, events.Count(e => e.Type == "task.committed"));
        Assert.Equal(6, events.Count(e => e.Type == "unit.merged"));
        Assert.All(finished.Lines, line => Assert.Contains($"\"run\":\"{journal.Run}\"", line, StringComparison.Ordinal));
    }

    [LinuxFact]
    public async Task Reports_are_written_for_build_servers()
    {
        using var site = new Site(tool);
        Arrange(site);

        (await site.RunAsync(CancellationToken.None, "run", "--report", "junit=../junit.xml", "--report", "sarif=../choo.sarif")).Exits(1);

        var suite = XDocument.Parse(site.Around.Read("junit.xml")).Root!.Element("testsuite")!;
        Assert.Equal(["3", "1", "1"], new[] { "tests", "failures", "skipped" }.Select(name => suite.Attribute(name)?.Value));
        Assert.Equal(["green", "late", "red"], suite.Elements("testcase").Select(unit => unit.Attribute("name")?.Value).Order(StringComparer.Ordinal));
        using var sarif = JsonDocument.Parse(site.Around.Read("choo.sarif"));
        var results = sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().ToList();
        Assert.Contains(results, result => result.GetProperty("ruleId").GetString() == "CS1002");
        Assert.Contains(results, result => result.GetProperty("ruleId").GetString()!.StartsWith("CHOO4", StringComparison.Ordinal));
    }

    [LinuxFact]
    public async Task GitHub_gets_annotations_and_a_summary()
    {
        using var site = new Site(tool);
        Arrange(site);
        site.Environment["GITHUB_ACTIONS"] = "true";
        site.Environment["GITHUB_STEP_SUMMARY"] = site.Around.At("summary.md");

        var finished = (await site.RunAsync(CancellationToken.None, "run")).Exits(1);

        var annotations = (finished.Output + finished.Error).Split('\n').Where(line => line.StartsWith("::error ", StringComparison.Ordinal)).ToList();
        Assert.Contains(annotations, line => line.StartsWith($"::error file={GitRepo.SpecPath("red", 1)},line=4,", StringComparison.Ordinal) && line.Contains("title=CHOO4", StringComparison.Ordinal));
        Assert.Contains(annotations, line => line == "::error file=src/a.cs,line=3,col=5,title=CS1002::; expected");
        Assert.Contains("| red |", site.Around.Read("summary.md"), StringComparison.Ordinal);
    }

    // What GitHub, Azure and TeamCity take for commands, wherever they take them.
    private static readonly string[] Payloads =
    [
        "::stop-commands::token", "::add-mask::secret", "::error file=a,line=1::no", "  ::warning::indented", "\t::notice::with a tab", "::debug::x", "::set-output name=a::b",
        "::save-state name=a::b", "::group::more", "::endgroup::", "::add-path::/x", "::set-env name=a::b", "##[add-mask]x", "text ##[error]x", "##[command]x",
        "##vso[task.setvariable variable=x]y", "text ##vso[task.complete result=Succeeded;]done", "##VSO[task.logissue type=error]x", "##teamcity[buildStatus status='SUCCESS']",
        "a ##TeamCity[setParameter name='x' value='y']",
    ];

    [LinuxTheory]
    [Incident("T45", "an agent, a gate, a title and a compiler's message contain 20 commands of build services, and the test reads every output of the run")]
    [InlineData("GITHUB_ACTIONS")]
    [InlineData("TF_BUILD")]
    [InlineData("TEAMCITY_VERSION")]
    public async Task No_text_of_others_commands_a_build_service_in_any_output(string service)
    {
        using var site = new Site(tool);
        var payloads = site.Around.Write("payloads.txt", string.Join('\n', Payloads) + "\n");
        site.UseClaude(Site.Claude.Replace("printf '{\"type\":\"result\"", $"cat {payloads}; cat {payloads} >&2; printf '{{\"type\":\"result\"", StringComparison.Ordinal));
        site.Repo.Write(".choo.yaml", "limits:\n  task_attempts: 1\n  baseline_attempts: 0\n");
        site.Repo.Unit("red", tasks: new SpecText("##vso[task.complete]x", $"cat {payloads}; sed 's/^/src\\/a.cs(3,5): error CS1002: /' {payloads}; exit 1"));
        site.Repo.Unit("late", ["red"], tasks: new SpecText("::error::x"));
        site.Repo.Commit("specs");
        site.Environment[service] = "true";
        site.Environment["GITHUB_STEP_SUMMARY"] = site.Around.At("summary.md");

        var said = new List<Finished> { (await site.RunAsync(CancellationToken.None, "run", "--report", "junit=../junit.xml", "--report", "sarif=../choo.sarif")).Exits(1) };
        foreach (var command in (string[][])[["status"], ["why", "red"], ["logs", "red"], ["logs", "red", "--raw"], ["plan"], ["validate"], ["runs"], ["recover"], ["cleanup"], ["doctor"], ["prompt", "red"]])
        {
            said.Add(await site.RunAsync(CancellationToken.None, command));
        }

        var lines = said.SelectMany(each => (each.Output + "\n" + each.Error).Split('\n', '\r')).Concat(site.Around.Has("summary.md") ? site.Around.Read("summary.md").Split('\n') : []);
        Assert.DoesNotContain(lines, line => IsTaken(line, service));
        Assert.Contains("add-mask", said[3].Output, StringComparison.Ordinal);
    }

    // choo's own annotations name a code, its own or a compiler's.
    private static bool IsTaken(string line, string service) =>
        (line.TrimStart(' ', '\t', '\uFEFF').StartsWith("::", StringComparison.Ordinal)
            && !(service == "GITHUB_ACTIONS" && System.Text.RegularExpressions.Regex.IsMatch(line, "^::(error|warning|notice) [^:]*title=(CHOO|CS)[0-9]+::(?!.*[\r\n])")))
        || new[] { "##[", "##vso[", "##teamcity[" }.Any(mark => line.Contains(mark, StringComparison.OrdinalIgnoreCase));

    private static void Arrange(Site site)
    {
        site.Add("green");
        site.Repo.Write(".choo.yaml", "limits:\n  task_attempts: 1\n");
        site.Repo.Unit("red", tasks: new SpecText(Gate: "echo 'src/a.cs(3,5): error CS1002: ; expected'; exit 1"));
        site.Repo.Unit("late", ["red"], tasks: new SpecText());
        site.Repo.Commit("specs");
    }
}
