using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Testing;
using Choo.Views.Reports;
using Choo.Views.Tables;
using Choo.Views.Text;
using Xunit;

namespace Choo.Tool.Tests.Output;

public sealed class SummaryTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void The_table_comes_first_and_then_what_to_do_next(int width)
    {
        var lines = new Summary(CannedRun.Mixed().Report(), new Paint(false)).Lines(width).ToList();
        Assert.All(lines.TakeWhile(line => line.Length > 0), line => Assert.InRange(Columns.Width(line), 1, width));
        Golden.Verify(string.Join('\n', lines) + "\n", $"Summary.{width}");
    }

    [Fact]
    public void Pull_requests_have_a_column_and_their_links() =>
        Golden.Verify(string.Join('\n', new Summary(CannedRun.Proposed().Report(), new Paint(false)).Lines(120)) + "\n", "Summary.pull-requests");

    [Fact]
    public void A_features_pull_request_is_linked() =>
        Assert.Contains("feature shop: pull request #21 from feature/shop to main: https://github.com/octo/app/pull/21", new Summary(CannedRun.OfFeature().Report(), new Paint(false)).Lines(120));

    [Fact]
    public void A_narrow_terminal_has_pull_requests_below_the_table()
    {
        var lines = new Summary(CannedRun.Proposed().Report(), new Paint(false)).Lines(80).ToList();
        Assert.All(lines.TakeWhile(line => line.Length > 0), line => Assert.InRange(Columns.Width(line), 1, 80));
        Assert.Contains("  core: pull request #11: merged: https://github.com/octo/app/pull/11", lines);
    }

    [Fact]
    public void The_step_page_links_pull_requests() => Golden.Verify(StepSummary.Markdown(CannedRun.Proposed().Report()), "StepSummary.pull-requests");

    [Fact]
    public void A_complete_run_asks_for_nothing()
    {
        var run = new CannedRun().Start(CannedRun.Unit("core")).Begin("core").Turn("core", 1).Green("core", 1).Land("core").Add(null, null, new RunCompleted(1, 9_000));
        var lines = new Summary(run.Report(), new Paint(false)).Lines(80).ToList();
        Assert.Equal("1 of 1 unit complete; 1 attempt, 12.3k tokens, $0.05, 0:16", lines[^1]);
    }

    [Fact]
    public void A_run_without_units_has_no_empty_table() =>
        Assert.Equal(["Every unit was complete already."], new Summary(new CannedRun().Start().Add(null, null, new RunCompleted(0, 1)).Report(), new Paint(false)).Lines(80));

    [Fact]
    public void An_interrupted_run_says_how_to_go_on()
    {
        var run = new CannedRun().Start(CannedRun.Unit("core")).Begin("core").Turn("core", 1).Add(null, null, new RunInterrupted(RunSignal.SIGINT));
        var lines = new Summary(run.Report(), new Paint(false)).Lines(80).ToList();
        Assert.Equal("Then: dotnet choo resume", lines[^1]);
        Assert.Contains(lines, line => line.EndsWith(", 0:08", StringComparison.Ordinal));
    }

    [Fact]
    public void Fix_turns_are_counted_apart_and_the_total_is_the_sum_of_the_table()
    {
        var run = new CannedRun().Start(CannedRun.Unit("core")).Begin("core").Turn("core", 1).Red("core", 1).Turn("core", 1, 2).Green("core", 1, 2)
            .Add("core", null, new BaselineFailed([])).Add("core", null, new AgentInvoked(TurnPurpose.Baseline, "claude", 1, "x.log"))
            .Add("core", null, new AgentDone(TurnPurpose.Baseline, "claude", 1, new AgentOutcome { Verdict = AgentVerdict.Finished, ExitCode = 0, DurationMs = 1 })).Land("core");
        var lines = new Summary(run.Report(), new Paint(false)).Lines(80).ToList();
        Assert.Contains(" 2 + 1 fix ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("1 of 1 unit complete; 2 attempts, 1 fix turn, ", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_merging_names_the_branches_it_left()
    {
        var run = new CannedRun().Start(CannedRun.Unit("core"), CannedRun.Unit("docs"));
        run = run.Begin("core").Turn("core", 1).Green("core", 1).Add("core", null, new UnitCompleted(new string('d', 40), "choo/core"))
            .Begin("docs").Turn("docs", 1).Green("docs", 1).Add("docs", null, new UnitCompleted(new string('e', 40), "choo/docs+2")).Add(null, null, new RunCompleted(2, 1));
        var lines = new Summary(run.Report(), new Paint(false)).Lines(80).ToList();
        Assert.Equal(
            ["Not merged into main:", "  choo/core  dddddddddd", "  choo/docs+2  eeeeeeeeee", "Merge them on main (git merge choo/core, and so on); until then another run would repeat the same work."],
            lines[^4..]);
    }

    [Fact]
    public void A_long_unit_name_gives_way_and_the_numbers_stay()
    {
        var name = new string('x', 120);
        var run = new CannedRun().Start(CannedRun.Unit(name)).Begin(name).Turn(name, 1).Green(name, 1).Land(name);
        var row = new Summary(run.Report(), new Paint(false)).Lines(80).ElementAt(1);
        Assert.Equal(80, Columns.Width(row.TrimEnd()));
        Assert.Contains("x…", row, StringComparison.Ordinal);
        Assert.EndsWith("dddddddddd", row, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_printed_for_a_run_that_did_not_start() =>
        Assert.Empty(new Summary(new RunReport(2, null, null, []), new Paint(false)).Lines(80));

    [Fact]
    public void A_run_with_nothing_to_do_says_so() =>
        Assert.Equal(["Nothing to do: every unit is complete."], new Summary(new RunReport(0, null, null, []), new Paint(false)).Lines(80));

    [Fact]
    public void The_step_page_is_a_table_of_markdown() => Golden.Verify(StepSummary.Markdown(CannedRun.Mixed().Report()), "StepSummary");

    [Fact]
    public void The_step_page_of_a_huge_run_stays_below_what_GitHub_takes()
    {
        var run = new CannedRun().Start([.. Enumerable.Range(0, 12_000).Select(i => CannedRun.Unit($"a-unit-with-a-long-name-{new string('x', 40)}-{i:00000}"))]);
        foreach (var unit in run.State.Units.Take(9000).Select(unit => unit.Id).ToArray())
        {
            run.Add(unit, null, new UnitFailed(DiagnosticCodes.BackpressureFailed.Because(new string('é', 200))));
        }

        var text = StepSummary.Markdown(run.Report());
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(text), 500_000, StepSummary.MostBytes);
        Assert.Matches(@"\nand [0-9]+ more units\n", text);
        Assert.Matches(@"\nand [0-9]+ more problems\n$", text);
        Assert.Contains("Stage 1", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_that_Mermaid_would_refuse_is_drawn_by_stage()
    {
        var units = Enumerable.Range(0, 99).Select(i => CannedRun.Unit(new string('日', 300) + i, 1, i == 0 ? [] : [new string('日', 300) + (i - 1)])).ToArray();
        Assert.Contains("Stages 1 to 5", StepSummary.Markdown(new CannedRun().Start([.. units.Select(unit => unit with { Id = unit.Id.Replace("日", "<", StringComparison.Ordinal), DependsOn = [.. unit.DependsOn.Select(id => id.Replace("日", "<", StringComparison.Ordinal))] })]).Report()), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_others_write_leaves_the_step_pages_graph()
    {
        var run = new CannedRun().Start([.. HostileText.All.Select(id => CannedRun.Unit(id))]);
        var lines = StepSummary.Markdown(run.Report()).Split('\n');
        var (begin, end) = (Array.IndexOf(lines, "```mermaid"), Array.IndexOf(lines, "```"));
        Assert.All(lines[(begin + 2)..end], line => Assert.Matches("^  (n|class)", line));
        Assert.DoesNotContain(lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, @"(?<!\\)<|(?<!\\)`(?!``)") && !line.StartsWith("```", StringComparison.Ordinal) && !line.StartsWith("  n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\e[31mred\e[0m text", "red text")]
    [InlineData("\e]8;;http://x\atitle", "title")]
    [InlineData("tab\there", "tab here")]
    [InlineData("bell\a and \u009b1m", "bell  and  1m")]
    [InlineData("\e", "")]
    [InlineData("\e[", "")]
    [InlineData("plain", "plain")]
    public void Text_of_others_cannot_steer_a_terminal(string text, string expected) => Assert.Equal(expected, OneLine.Of(text));

    [Theory]
    [InlineData(999, "999 ms")]
    [InlineData(59_940, "59.9 s")]
    [InlineData(161_000, "2:41 min")]
    public void Durations_read_well(long milliseconds, string expected) => Assert.Equal(expected, Amounts.Duration(milliseconds));

    [Fact]
    public void Tokens_of_both_directions_count() => Assert.Equal("1.2M", Amounts.Tokens(Amounts.Total(new AgentUsage(1_200_000, 1_234, null))));
}
