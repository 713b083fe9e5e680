using Choo.Core.Backlogs;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Engine;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>Gaps of a backlog are worked on, landed and closed.</summary>
public sealed class GapRunTests
{
    // One fails its gate, one waits for it, one is too large, one is held, one is done, and the others stand next to each other in the file.
    private const string Eight = """
        # Our backlog.
        meta: {current_priorities: {explicit_holds: ['HELD-1: wait for the licence']}}
        gaps:
          - id: A-1   # first
            title: Make a
            priority: P1
            effort: s
            status: open  # nobody yet
            description: |
              Nobody has a file for a.
            acceptance_criteria: [the file of a is there]
            backpressure: test -e A-1-1.txt
          - id: A-2
            title: Make b
            priority: P1
            status: 'open'
          - {id: A-3, title: Make c, priority: P0, status: open, depends_on: [a-1, A-2], backpressure: test -e A-1-1.txt}
          - {id: RED-1, title: Never green, priority: P2, status: open, backpressure: test -e never.txt}
          - {id: RED-2, title: Waits for it, priority: P2, status: open, depends_on: [RED-1]}
          - {id: BIG-1, title: Too large, priority: P0, status: open, effort: xl}
          - {id: HELD-1, title: Held, priority: P0, status: open}
          - {id: OLD-1, title: Was done, priority: P0, status: done, closed_date: 2026-01-01}
          - {id: A-4, title: Make d, priority: P2, status: open, depends_on: [OLD-1]}

        """;

    private const string Gates = "backlog: {domains: {a: {backpressure: test -d docs}, Red: {backpressure: test -d docs}}}\n";

    private static readonly string[] Right = ["A-1", "A-2", "A-3", "A-4"];

    private static TestEngine Engine(string backlog = Eight)
    {
        var engine = new TestEngine().Configure($"baseline_checks: [{{name: fine, command: 'test -e README.md'}}]\nlimits: {{task_attempts: 1}}\n{Gates}");
        engine.Repo.Write("docs/gaps.yaml", backlog).Commit();
        return engine;
    }

    private static RunRequest All(RunRequest request) => request with { Gaps = new GapRequest { Most = 20 }, Parallelism = 3 };

    private static RunRequest Only(RunRequest request, params string[] ids) => request with { Gaps = new GapRequest { Ids = [.. ids] } };

    private static Dictionary<string, string> Statuses(TestEngine engine) => engine.Backlog().Gaps.ToDictionary(gap => gap.Id, gap => gap.StatusWord);

    [Fact(Timeout = 60000)]
    public async Task The_right_ones_land_and_are_closed_and_the_others_stay()
    {
        using var engine = Engine();
        engine.AssertExit(1, await engine.RunAsync(All));

        Assert.Equal([.. Right, "RED-1", "RED-2"], engine.Recorder.Of<RunStarted>().Single().Units.Select(unit => unit.Id).Order(StringComparer.Ordinal));
        Assert.Equal(Right, Statuses(engine).Where(each => each.Value == "done" && each.Key != "OLD-1").Select(each => each.Key).Order(StringComparer.Ordinal));
        Assert.Equal(DiagnosticCodes.BackpressureFailed.Id, engine.Recorder.Of<UnitFailed>().Single().Diagnostic.Code);
        Assert.Equal("RED-1", Assert.Single(engine.Recorder.Of<UnitBlocked>().Single().BlockedBy));
        var prompt = engine.Agent.Prompt("A-1", "1", 1);
        Assert.Contains("\n# A-1: Make a\n\nNobody has a file for a.\n\n## Acceptance criteria\n\n- the file of a is there\n", prompt, StringComparison.Ordinal);
        Assert.Contains("test -e A-1-1.txt", prompt, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Each_landing_changes_its_own_record_and_nothing_else_of_the_file()
    {
        using var engine = Engine();
        await engine.RunAsync(All);

        var expected = Eight;
        foreach (var merge in engine.Repo.Log().Where(commit => commit.Subject.StartsWith("Merge unit ", StringComparison.Ordinal)).Reverse())
        {
            var (unit, before) = (merge.Trailer("Choo-Unit")!, engine.Repo.Show(merge.Parents[0], "docs/gaps.yaml"));
            var closing = new GapClosing(unit, DateOnly.FromDateTime(DateTime.UtcNow), merge.Parents[1]);
            expected = Closed(expected, closing);
            Assert.Equal(expected.Trim(), engine.Repo.Show(merge.Id, "docs/gaps.yaml"));
            Assert.Equal(Closed(before, closing), engine.Repo.Show(merge.Id, "docs/gaps.yaml"));
        }

        Assert.Equal(expected, engine.Repo.Read("docs/gaps.yaml"));
    }

    [Fact(Timeout = 60000)]
    public async Task An_agents_edit_of_the_backlog_is_undone()
    {
        using var engine = Engine("- id: A-1\n  title: t\n  priority: P1\n  status: open\n  description: |\n    do: echo x > a.txt; echo '- {id: B-1}' >> docs/gaps.yaml\n  backpressure: test -e a.txt\n");
        engine.AssertExit(0, await engine.RunAsync(All));
        Assert.Equal(["docs/gaps.yaml"], engine.Recorder.Of<EditsUndone>().Single().Files.AsEnumerable());
        Assert.Equal("A-1", Assert.Single(engine.Backlog().Gaps).Id);
        engine.AssertNothingLeft();
    }

    [Theory(Timeout = 60000)]
    [InlineData("BIG-1", "its effort is xl; split it")]
    [InlineData("HELD-1", "it is held: wait for the licence")]
    [InlineData("OLD-1", "its status is done")]
    [InlineData("A-9", "there is no gap A-9")]
    public async Task A_named_gap_that_cannot_be_worked_on_is_refused_with_its_reason(string id, string why)
    {
        using var engine = Engine();
        var report = await engine.RunAsync(request => Only(request, id));
        Assert.Equal(2, report.ExitCode);
        Assert.Contains(report.Diagnostics, each => each.Code == DiagnosticCodes.GapNotDispatched.Id && each.Message.Contains(why, StringComparison.Ordinal));
        Assert.Empty(engine.Agent.Starts);
    }

    [Fact(Timeout = 60000)]
    public async Task A_named_gap_brings_what_it_depends_on_and_a_dry_run_starts_nothing()
    {
        using var engine = Engine();
        var tip = engine.Repo.Tip();
        var plan = await ChooHost.DryRunAsync(Only(engine.Request, "a-3"), resumes: false, CancellationToken.None);
        Assert.Equal(["A-1", "A-2", "A-3"], plan.Gaps!.Gaps.Select(gap => gap.Id));
        Assert.Equal(tip, engine.Repo.Tip());
        Assert.Empty(engine.Agent.Starts);

        engine.AssertExit(0, await engine.RunAsync(request => Only(request, "a-3")));
        Assert.Equal("open", Statuses(engine)["A-4"]);
    }

    [Fact(Timeout = 60000)]
    public async Task A_record_that_cannot_be_closed_is_said_before_anything_starts()
    {
        using var engine = Engine("- id: A-1\n  title: t\n  priority: P1\n  status: |-\n    open\n");
        var report = await engine.RunAsync(All);
        Assert.Equal((2, DiagnosticCodes.GapNotClosable.Id), (report.ExitCode, report.Diagnostics.Single(each => each.Severity == Severity.Error).Code));
        Assert.Empty(engine.Agent.Starts);
    }

    [Fact(Timeout = 60000)]
    public async Task A_folder_with_a_file_a_gap_is_a_backlog_too_and_criteria_can_be_tasks()
    {
        using var engine = new TestEngine().Configure("backlog: {criteria_as_tasks: true, domains: {B: {backpressure: test -e B-1-1.txt}}}");
        engine.Repo.Write("docs/gaps/A-1.yaml", "- {id: A-1, title: a, priority: P1, status: open, backpressure: test -e A-1-1.txt}\n")
            .Write("docs/gaps/B-1.yaml", "- id: B-1\n  title: b\n  priority: P1\n  status: open\n  acceptance_criteria: [one, two]\n").Commit();
        engine.AssertExit(0, await engine.RunAsync(All));
        Assert.Equal(["A-1 1 1", "B-1 1 1", "B-1 2 1"], engine.Agent.Starts.Order(StringComparer.Ordinal));
        Assert.Equal(["done", "done"], Statuses(engine).Values);
        Assert.Contains("## This task\n\ntwo\n", engine.Agent.Prompt("B-1", "2", 1), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Nothing_to_work_on_is_no_failure()
    {
        using var engine = Engine("gaps: []\n");
        Assert.Equal(0, (await engine.RunAsync(All)).ExitCode);
        Assert.False(Directory.Exists(engine.Repo.At(".choo/runs")));
    }

    [Fact(Timeout = 60000)]
    public async Task A_backlog_that_is_not_committed_is_refused()
    {
        using var engine = new TestEngine();
        engine.Repo.Commit();
        engine.Repo.Write("docs/gaps.yaml", Eight);
        var report = await engine.RunAsync(All);
        Assert.Equal((2, DiagnosticCodes.BacklogMissing.Id), (report.ExitCode, report.Diagnostics.Single(each => each.Severity == Severity.Error).Code));
    }

    [Fact(Timeout = 60000)]
    public async Task A_fix_turn_works_on_the_closed_file_and_the_record_is_closed_once()
    {
        using var engine = new TestEngine().Configure("baseline_checks: [{name: fixed, command: 'test ! -e A-1-1.txt || test -e fixed.txt'}]\n" + Gates, "echo x > fixed.txt");
        engine.Repo.Write("docs/gaps.yaml", Eight).Commit();
        engine.AssertExit(0, await engine.RunAsync(request => Only(request, Right)));
        Assert.Equal(4, engine.Repo.Read("docs/gaps.yaml").Split("closed_commit").Length - 1);
        var merge = engine.Repo.Log().First(commit => commit.Subject == "Merge unit A-1");
        Assert.Contains($"closed_commit: '{merge.Parents[1]}'", engine.Repo.Read("docs/gaps.yaml"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Gaps_that_conflict_elsewhere_get_a_conflict_turn_without_the_backlog()
    {
        using var engine = new TestEngine().Configure("baseline_checks: [{name: fine, command: 'test -e README.md'}]", "printf 'both\\n' > shared.txt");
        engine.Repo.Write("docs/gaps.yaml", string.Concat(Enumerable.Range(1, 3).Select(n =>
            $"- id: A-{n}\n  title: t\n  priority: P1\n  description: |\n    do: echo {n} > shared.txt; until test -e $STATE/A-1.1.1 -a -e $STATE/A-2.1.1 -a -e $STATE/A-3.1.1; do sleep 0.05; done\n  backpressure: test -e shared.txt\n  status: open\n"))).Commit();
        engine.AssertExit(0, await engine.RunAsync(All));
        Assert.Equal(["done", "done", "done"], Statuses(engine).Values);
        Assert.DoesNotContain(engine.Recorder.Of<UnitConflict>().SelectMany(each => each.Files), file => file.Contains("gaps", StringComparison.Ordinal));
        Assert.NotEmpty(engine.Recorder.Of<UnitConflict>());
    }

    [Fact(Timeout = 60000)]
    public async Task Another_records_change_does_not_hold_a_gap_up_and_its_own_does()
    {
        using var engine = Engine();
        engine.After = e =>
        {
            if (e is { Data: TaskCommitted, Unit: "A-1" })
            {
                engine.Repo.Write("docs/gaps.yaml", engine.Repo.Show("main", "docs/gaps.yaml").Replace("Make b", "Make the other b", StringComparison.Ordinal).Replace("P0, status: open, effort", "P1, status: open, effort", StringComparison.Ordinal) + "\n").Commit();
            }
        };
        engine.AssertExit(3, await engine.RunAsync(request => Only(request, "A-1", "A-2") with { Parallelism = 1 }));
        Assert.Equal(("done", "open"), (Statuses(engine)["A-1"], Statuses(engine)["A-2"]));
        Assert.Contains("gaps.yaml changed", engine.Recorder.Of<UnitWaiting>().Single().Diagnostic.Message, StringComparison.Ordinal);

        engine.After = null;
        engine.AssertExit(0, await engine.ResumeAsync());
        Assert.Equal("A-2", Assert.Single(engine.Recorder.Of<SpecsUpdated>().Single().Changed).Unit.Id);
        Assert.Equal("done", Statuses(engine)["A-2"]);
        Assert.Contains("Make the other b", engine.Agent.Prompt("A-2", "1", 1), StringComparison.Ordinal);
    }

    [Theory(Timeout = 60000)]
    [InlineData("status: open  # nobody yet", "status: wontfix  # we decided", "gaps.yaml changed")]
    [InlineData("['HELD-1: wait for the licence']", "['HELD-1: wait for the licence', 'A-1: not now']", "gaps.yaml changed")]
    [InlineData("- id: A-2\n", "- id: a-1\n    title: another\n    status: open\n  - id: A-2\n", "choo cannot close A-1")]
    public async Task A_gap_that_a_person_drops_holds_or_spoils_while_it_is_worked_on_waits_for_them(string before, string after, string told)
    {
        using var engine = Engine();
        var changed = Eight.Replace(before, after, StringComparison.Ordinal);
        Assert.NotEqual(Eight, changed);
        engine.After = e =>
        {
            if (e is { Data: TaskCommitted, Unit: "A-1" })
            {
                engine.Repo.Write("docs/gaps.yaml", changed).Commit();
            }
        };

        engine.AssertExit(3, await engine.RunAsync(request => Only(request, "A-1")));

        Assert.Contains(told, Assert.Single(engine.Recorder.Of<UnitWaiting>()).Diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(changed.Trim(), engine.Repo.Show("main", "docs/gaps.yaml"));
        Assert.DoesNotContain("A-1-1.txt", engine.Repo.Files());
    }

    [Theory(Timeout = 60000)]
    [InlineData(4)]
    [InlineData(12)]
    [InlineData(20)]
    [InlineData(28)]
    [InlineData(36)]
    [InlineData(44)]
    [InlineData(52)]
    public async Task A_run_that_was_stopped_or_lost_the_end_of_its_journal_lands_each_once(int n)
    {
        using var engine = Engine(Eight.Replace("backpressure: test -e never.txt", "backpressure: test -d .", StringComparison.Ordinal));
        await engine.RunUntilAsync(e => e.Seq == n, change: All);
        var journal = File.ReadAllLines(engine.Journal);
        File.WriteAllLines(engine.Journal, journal.Take(Math.Max(1, Math.Min(n, journal.Length) - 3)));

        engine.AssertExit(0, await engine.ResumeAsync());
        Assert.Equal(
            [.. Right, "RED-1", "RED-2"],
            engine.Repo.Log().Where(commit => commit.Subject.StartsWith("Merge unit ", StringComparison.Ordinal)).Select(commit => commit.Trailer("Choo-Unit")!).Order(StringComparer.Ordinal));
        Assert.Equal(6, engine.Repo.Read("docs/gaps.yaml").Split("closed_commit").Length - 1);
        Assert.Empty(engine.Repo.Refs("refs/choo/runs"));
        Assert.Equal("", engine.Repo.Status());
    }

    [Fact(Timeout = 60000)]
    public async Task A_gap_that_a_person_closed_before_its_work_began_leaves_the_run()
    {
        using var engine = Engine();
        await engine.RunUntilAsync(e => e is { Data: TaskStarted, Unit: "A-1" }, change: request => Only(request, "A-1", "A-2") with { Parallelism = 1 });
        engine.Repo.Write("docs/gaps.yaml", Eight.Replace("status: 'open'", "status: 'done'", StringComparison.Ordinal)).Commit();
        engine.AssertExit(0, await engine.ResumeAsync());
        Assert.Equal(["A-2"], engine.Recorder.Of<SpecsUpdated>().Single().Gone.AsEnumerable());
        Assert.DoesNotContain(engine.Agent.Starts, start => start.StartsWith("A-2", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60000)]
    public async Task Branches_of_their_own_close_nothing()
    {
        using var engine = Engine();
        await engine.RunAsync(request => Only(request, "A-3") with { NoMerge = true });
        Assert.Equal(Eight.Trim(), engine.Repo.Show("choo/A-3", "docs/gaps.yaml"));
        Assert.Contains("A-3-1.txt", engine.Repo.Files("choo/A-3"));
    }

    private static string Closed(string text, GapClosing closing) => System.Text.Encoding.UTF8.GetString(
        GapEditor.Close(System.Text.Encoding.UTF8.GetBytes(text), Adapters.Specs.YamlReader.Instance, closing)!);
}
