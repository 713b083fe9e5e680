using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Choo.Core.Agents;
using Choo.Core.CodeReview;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Proofs;
using Choo.Core.State;
using Choo.Views.Graphs;
using Choo.Views.Logs;
using Choo.Views.Pages;
using Choo.Views.Reports;
using Choo.Views.Timelines;
using Xunit;

namespace Choo.Tool.Tests.Pages;

public sealed class ReportPageTests
{
    private static readonly string[] Elements =
    [
        "html", "head", "meta", "title", "style", "body", "a", "header", "main", "nav", "section", "footer", "div", "span", "p", "h1", "h2", "h3", "h4", "ul", "li", "dl", "dt", "dd", "pre", "code", "strong",
        "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary", "svg", "defs", "marker", "path", "g", "rect", "text",
    ];

    private static readonly string[] Attributes =
    [
        "lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "rel", "role", "tabindex", "scope", "open", "data-label", "aria-label", "aria-labelledby", "aria-hidden", "xmlns", "viewBox", "preserveAspectRatio",
        "x", "y", "width", "height", "rx", "d", "fill", "stroke", "stroke-width", "paint-order", "text-anchor", "font-family", "font-size", "font-weight", "refX", "refY", "markerWidth", "markerHeight", "markerUnits", "orient", "marker-end",
    ];

    [Fact]
    public void A_page_shows_every_part_of_a_run_and_why_units_did_not_land()
    {
        var page = Render(CannedRun.Mixed());
        var body = page.Root!.Element("body")!;
        Assert.Equal(["What needs attention", "Graph", "Timeline", "Units", "Unit by unit"], body.Descendants("h2").Select(title => title.Value));
        Assert.Equal(["core", "parser", "api", "docs"], body.Descendants("h3").Select(title => title.Value));
        Assert.Contains("the gate stayed red for 3 attempts", Section(body, "problems").Value, StringComparison.Ordinal);
        Assert.Contains("1 unit blocked by parser: api", Section(body, "problems").Value, StringComparison.Ordinal);
        Assert.Contains("dotnet choo retry parser", Section(body, "problems").Value, StringComparison.Ordinal);
        Assert.Equal(["core", "complete", "2/2", "3", "0:35", "37.0k", "$1.60", "dddddddddd"], Section(body, "units").Descendants("tr").ElementAt(1).Elements().Select(cell => cell.Value));
        Assert.Equal(4, Section(body, "timeline").Descendants("svg").Count(svg => svg.Attribute("class")?.Value == "bar"));
        Assert.Equal(["parser", "docs"], body.Descendants("details").Where(part => part.Attribute("open") is not null).Select(part => part.Descendants("h3").First().Value));
        var parser = body.Descendants("details").First(part => part.Attribute("id")?.Value == "u1");
        Assert.Contains("src/parser/Thing.cs(12,34): error CS1002: ; expected", parser.Value, StringComparison.Ordinal);
        Assert.Contains("failed test Things.Tests.Thing_works", parser.Value, StringComparison.Ordinal);
        Assert.Equal(
            ["Task 1 “Step 1 of parser”, attempt 1 finished, 12.3 s, 12.3k tokens, $0.05; backpressure failed (exit 1, 3.2 s)", "Task 1 “Step 1 of parser”, attempt 2 finished, 12.3 s, 12.3k tokens, $0.05; backpressure failed (exit 1, 3.2 s)"],
            parser.Descendants("summary").Select(line => line.Value).Where(line => line.StartsWith("Task", StringComparison.Ordinal)));
        Assert.Contains("dotnet choo recover parser 1", parser.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_policy_allows_its_own_style_and_nothing_else()
    {
        var page = Render(CannedRun.Mixed());
        var policy = page.Descendants("meta").Single(meta => meta.Attribute("http-equiv")?.Value == "Content-Security-Policy").Attribute("content")!.Value;
        var digest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page.Descendants("style").Single().Value)));
        Assert.Equal($"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'", policy);
        Assert.DoesNotMatch(@"url\(|@import|<", page.Descendants("style").Single().Value);
    }

    [Fact]
    public void Whatever_others_write_is_text()
    {
        var page = Render(Hostile(), unit => Material(unit));
        AssertInert(page);
        foreach (var payload in HostileText.All)
        {
            Assert.Contains(page.Descendants("h3"), title => title.Value == Choo.Views.Text.MarkupText.WellFormed(Choo.Views.Text.OneLine.Of(payload)));
        }

        Assert.Equal(["https://good.invalid/%22onmouseover=%22/7"], page.Descendants("a").Select(link => link.Attribute("href")!.Value).Where(href => href.StartsWith("http", StringComparison.Ordinal) && !href.Contains("pages.invalid", StringComparison.Ordinal)).Distinct());
        Assert.Contains("</span><script>alert(1)</script>", page.Descendants("span").Single(part => part.Attribute("class")?.Value == "new").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_others_write_is_text_in_the_pictures()
    {
        var run = Hostile();
        var graph = RunGraph.Of(run.State, []);
        AssertInert(XDocument.Parse(SvgGraph.Of(graph)));
        AssertInert(XDocument.Parse(TimelineSvg.Of(Timeline(run))));
        var lines = MermaidGraph.Of(graph).TrimEnd('\n').Split('\n');
        Assert.Equal(HostileText.All.Length, lines.Count(line => System.Text.RegularExpressions.Regex.IsMatch(line, """^  n\d+\["([\w ,.-]|#\d+;)*<br/>[\w ,#;]+"\]:::\w+$""")));
        Assert.All(lines[1..], line => Assert.Matches("^  (n|class)", line));
    }

    [Fact]
    public void A_run_under_way_has_a_page_too()
    {
        var run = new CannedRun().Start(CannedRun.Unit("core", 2), CannedRun.Unit("api", 1, "core")).Begin("core", 2).Turn("core", 1);
        var page = Render(run, alive: true);
        Assert.Contains("running", page.Descendants("header").Single().Value, StringComparison.Ordinal);
        Assert.Contains("As of", page.Descendants("header").Single().Value, StringComparison.Ordinal);
        Assert.Contains("core is under way: gate, task #1", page.Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resumed_run_shows_no_time_between_its_starts()
    {
        var run = new CannedRun().Start(CannedRun.Unit("core")).Begin("core").Turn("core", 1).Add(null, null, new RunInterrupted(RunSignal.SIGINT));
        var timeline = Timeline(run.Add(null, null, new RunResumed(0)).Begin("core").Turn("core", 1).Green("core", 1).Land("core").Add(null, null, new RunCompleted(1, 1)));
        Assert.Equal(run.State.Worked, timeline.Axis.Length);
        Assert.Single(timeline.Axis.Resumes);
        Assert.True(timeline.Rows.Single().IsCritical);
        Assert.Equal("waits for a slot 0:04, preparing 0:06, agent 0:02, gate 0:05, queue and train 0:06", timeline.Rows.Single().Words);
    }

    [Fact]
    public void A_stage_is_drawn_over_the_time_in_which_it_was_worked_on()
    {
        var begin = DateTimeOffset.UnixEpoch;
        var axis = new TimeAxis([(begin, begin.AddMinutes(10)), (begin.AddHours(5), begin.AddHours(5).AddMinutes(10))]).Between(begin.AddMinutes(5), begin.AddHours(5).AddMinutes(5));
        Assert.Equal((TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(5)), (axis.Length, axis.Offset));
        Assert.Equal([0.5], axis.Resumes);
        var row = new TimelineRow("a", [new(Activity.Slot, begin, begin.AddMinutes(4)), new(Activity.Agent, begin.AddMinutes(5), begin.AddMinutes(10)), new(Activity.Gate, begin.AddHours(5), begin.AddHours(6))]);
        Assert.Equal([new TimelineBar(Activity.Agent, 0, 5), new TimelineBar(Activity.Gate, 5, 5)], TimelineBar.Of(row, axis, 10));
    }

    [Fact]
    public void The_critical_path_goes_back_over_what_ended_last()
    {
        var run = new CannedRun().Start(CannedRun.Unit("a"), CannedRun.Unit("b"), CannedRun.Unit("c", 1, "a", "b"), CannedRun.Unit("d"));
        foreach (var unit in (string[])["d", "a", "b", "c"])
        {
            run.Begin(unit).Turn(unit, 1).Green(unit, 1).Land(unit);
        }

        Assert.Equal(["b", "c"], CriticalUnits.Of(run.State));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(10_000)]
    public void A_large_run_has_a_page_of_bounded_size(int count)
    {
        var run = new CannedRun().Start([.. Enumerable.Range(0, count).Select(i => CannedRun.Unit($"u{i:00000}", 1, i < 200 ? [] : [$"u{i - 200:00000}"]))]);
        for (var i = 0; i < 300; i++)
        {
            run.Begin($"u{i:00000}").Turn($"u{i:00000}", 1).Green($"u{i:00000}", 1).Land($"u{i:00000}");
        }

        run.Begin("u00300").Turn("u00300", 1).Red("u00300", 1).Fail("u00300");
        var page = Render(run);
        Assert.InRange(page.Descendants().Count(), 1000, 80_000);
        Assert.InRange(page.ToString(SaveOptions.DisableFormatting).Length, 100_000, 8 << 20);
        Assert.InRange(page.Descendants().Count(element => element.Name.LocalName == "g"), 1, 20);
        Assert.Equal(1000, page.Descendants("h3").Count());
        Assert.Contains("u00300", page.Descendants("h3").Select(title => title.Value));
        Assert.Equal(count > 2000, page.Descendants("p").Any(line => line.Value.Contains("of 10000 units are shown", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_long_log_and_a_long_patch_are_cut_and_it_is_said()
    {
        var log = LogExcerpt.Of(string.Concat(Enumerable.Range(0, 500).Select(i => $"line {i}\n")), "", 0);
        Assert.True(log.IsCut);
        Assert.Equal(("line 0", "line 499"), (log.Head[0], log.Tail[^1]));
        var patch = string.Concat(Enumerable.Range(0, 5000).Select(i => $"+line {i}\n"));
        var page = Render(CannedRun.Mixed(), unit => new UnitMaterial(Story(CannedRun.Mixed(), unit)) { Changes = new UnitChanges("a", "b", [new ChangedLines("x.cs", 5000, 0)], patch) { FilesLeftOut = 2 }, Logs = LogsOf(log) });
        Assert.Equal(4, page.Descendants("p").Count(line => line.Value == "The patch is cut; 2 files more changed."));
        Assert.Contains(page.Descendants("span"), part => part.Value == $"... more lies between; dotnet choo logs core --run {CannedRun.Id} prints all of it");
        Assert.DoesNotContain("+line 700\n", page.Root!.Value, StringComparison.Ordinal);

        static Dictionary<string, LogExcerpt> LogsOf(LogExcerpt log) => new(StringComparer.Ordinal) { ["core-1-1-agent.log"] = log };
    }

    [Fact]
    public void Logs_and_patches_beyond_the_pages_room_are_left_out()
    {
        var budget = new PageBudget();
        Assert.True(budget.TakeLog(5 << 20));
        Assert.False(budget.TakeLog(1));
        Assert.False(budget.HasRoomForLogs);
        Assert.True(budget.TakePatch(1) && budget.HasRoomForPatches);

        var run = CannedRun.Mixed();
        var page = new RunPage(new RunRecord(CannedRun.Id, ".", run.State, false, "."), Timeline(run), new Release("1", "https://pages.invalid/"));
        page.Budget.TakeLog(5 << 20);
        page.Budget.TakePatch(5 << 20);
        page.Begin();
        var text = page.Unit(run.State.Unit("parser"), new UnitMaterial(Story(run, run.State.Unit("parser")))
        {
            Changes = new UnitChanges("a", "b", [new ChangedLines("x.cs", 1, 0)], "+line"),
            Logs = new Dictionary<string, LogExcerpt>(StringComparer.Ordinal) { ["parser-1-1-agent.log"] = LogExcerpt.Of("words", "", 0) },
        });
        Assert.Contains("What it found is left out", text, StringComparison.Ordinal);
        Assert.Contains("What the agent said is left out", text, StringComparison.Ordinal);
        Assert.Contains("The patch is left out", text, StringComparison.Ordinal);
    }

    /// <summary>Only elements and attributes that choo writes, and no address that starts anything.</summary>
    private static void AssertInert(XDocument page)
    {
        Assert.All(page.Descendants(), element => Assert.Contains(element.Name.LocalName, Elements));
        Assert.All(page.Descendants().Attributes(), attribute => Assert.Contains(attribute.Name.LocalName, Attributes));
        Assert.All(page.Descendants().Attributes("href"), href => Assert.Matches("^(#[a-z]+[0-9]*|https?://[^<>\"]+)$", href.Value));
        Assert.DoesNotContain('\e', page.ToString());
        Assert.DoesNotContain('\u202e', page.ToString());
    }

    private static CannedRun Hostile()
    {
        var run = new CannedRun().Start([.. HostileText.All.Select(id => CannedRun.Unit(id) with { Issue = id, Tasks = [new PlannedTask(1, id, id, false)] })]);
        foreach (var id in HostileText.All)
        {
            run.Begin(id).Add(id, 1, new TaskStarted(id, id)).Add(id, 1, new AgentInvoked(TurnPurpose.Task, id, 1, id))
                .Add(id, 1, new AgentDone(TurnPurpose.Task, id, 1, new AgentOutcome { Verdict = AgentVerdict.Failed, ExitCode = 1, DurationMs = 1, Error = id, Denials = [id] }))
                .Add(id, 1, new EditsUndone([id]))
                .Red(id, 1).Add(id, null, new UnitConflict([id], new string('b', 40))).Add(id, null, new WorkSaved(id, id, id))
                .Add(id, null, new PullRequestPushing(id, new string('d', 40), new string('b', 40))).Add(id, null, new PullRequestOpened(7, id == HostileText.All[0] ? "https://good.invalid/\"onmouseover=\"/7" : id, id, new string('d', 40)))
                .Add(id, null, new PullRequestFeedback(7, 1, DateTimeOffset.UnixEpoch, [new FeedbackItem(FeedbackKind.Thread, id, id, id)]))
                .Add(id, null, new UnitFailed(new Diagnostic(id, Severity.Error, id, 1, 1, id)));
        }

        return run.Add(null, null, new RunFailed { Failed = 20, Reason = new Diagnostic("CHOO0001", Severity.Error, null, 0, 0, HostileText.All[0]) });
    }

    private static UnitMaterial Material(UnitProgress unit) => new(Story(Hostile(), unit))
    {
        Changes = new UnitChanges(unit.Id, unit.Id, [new ChangedLines(unit.Id, 1, 1)], unit.Id == HostileText.All[0] ? "+</span><script>alert(1)</script>" : unit.Id),
        Evidence = new EvidenceBundle
        {
            Run = unit.Id,
            Unit = unit.Id,
            Branch = unit.Id,
            Commit = unit.Id,
            ProvedCommit = unit.Id,
            ProvedTree = unit.Id,
            Time = DateTimeOffset.UnixEpoch,
            NewTests = unit.Id,
            Changes = new ChangeStat(0, 0, []),
            Gates = [new GateRun { Stage = unit.Id, Gate = unit.Id, Command = unit.Id, Tree = unit.Id, Passed = true, ExitCode = 0, DurationMs = 1, OutputDigest = unit.Id }],
        },
        Logs = new Dictionary<string, LogExcerpt>(StringComparer.Ordinal) { [unit.Id] = LogExcerpt.Of(unit.Id, "", 0) },
    };

    private static UnitStory Story(CannedRun run, UnitProgress unit)
    {
        var story = new UnitStory();
        foreach (var e in run.Events.Where(e => e.Unit == unit.Id))
        {
            story.Take(e, run.State);
        }

        return story;
    }

    private static RunTimeline Timeline(CannedRun run)
    {
        var fold = new TimelineFold();
        RunState? state = null;
        foreach (var e in run.Events)
        {
            state = e.Data is RunStarted started ? new RunState(started) : state;
            if (e.Data is RunStarted)
            {
                state!.BeginAt(e.Time);
            }
            else
            {
                state!.Apply(e);
            }

            fold.Take(e, state);
        }

        return fold.ToTimeline(state!);
    }

    private static XDocument Render(CannedRun run, Func<UnitProgress, UnitMaterial>? material = null, bool alive = false)
    {
        var record = new RunRecord(CannedRun.Id, $".choo/runs/{CannedRun.Id}", run.State, alive, ".") { Began = run.Events[0].Time, Worked = run.State.Worked };
        var page = new RunPage(record, Timeline(run), new Release("1.2.3", "https://pages.invalid/"));
        var stories = page.Shown.ToDictionary(unit => unit.Id, _ => new UnitStory(), StringComparer.Ordinal);
        foreach (var e in run.Events.Where(e => e.Unit is not null && stories.ContainsKey(e.Unit)))
        {
            stories[e.Unit!].Take(e, run.State);
        }

        return XDocument.Parse(page.Begin() + string.Concat(page.Shown.Select(unit => page.Unit(unit, material?.Invoke(unit) ?? new UnitMaterial(stories[unit.Id])))) + page.End(), LoadOptions.PreserveWhitespace);
    }

    private static XElement Section(XElement body, string id) => body.Descendants("section").Single(part => part.Attribute("id")?.Value == id);
}
