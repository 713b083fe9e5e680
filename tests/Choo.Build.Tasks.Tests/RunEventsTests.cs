using System.Buffers;
using System.Text;
using Choo.Build.Tasks.Mapping;
using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Xunit;

namespace Choo.Build.Tasks.Tests;

/// <summary>What the engine's own events come to in a build, written by the engine's own serialiser.</summary>
public sealed class RunEventsTests
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly Diagnostic Red = DiagnosticCodes.BackpressureFailed.At("specs/tasks/red/01-x.md", 4, 15, "it is red");
    private static readonly Diagnostic Compiler = new("CS1002", Severity.Error, "src/a.cs", 3, 5, "; expected");
    private readonly RunEvents events = new();
    private long seq;

    [Fact]
    public void A_failed_unit_is_an_error_at_its_place_and_the_compilers_own_are_marked_with_it()
    {
        Send("red", 1, new ValidationFailed(1, AttemptFailure.Gate, "exit code 1", Evidence()));

        var problems = Send("red", null, new UnitFailed(Red)).OfType<Problem>().ToList();

        Assert.Equal(
            [
                new Problem("CHOO4101", "error", "specs/tasks/red/01-x.md", 4, 15, "it is red") { Concern = Concern.Failed },
                new Problem("CS1002", "error", "src/a.cs", 3, 5, "; expected [unit red]") { Concern = Concern.Failed },
            ],
            problems);
    }

    [Fact]
    public void A_landing_that_was_taken_back_is_an_error_and_the_unit_waits()
    {
        Send("a", null, new UnitCompleted("1234567890abcdef", null));

        var entries = Send("a", null, new UnitUndone(DiagnosticCodes.LandingTakenBack.Because("taken back"), true)).ToList();

        Assert.Equal(("CHOO5005", Concern.Blocked), (Assert.Single(entries.OfType<Problem>()).Code, entries.OfType<Problem>().Single().Concern));
        Assert.Contains(entries.OfType<Said>(), said => said.Text == "choo: a: next: `dotnet choo resume`");
        Assert.Equal("waiting", events.Units.Single().State);
    }

    [Fact]
    public void What_a_later_attempt_cured_is_told_by_no_diagnostic()
    {
        List<Entry> entries = [.. Send("a", 1, new ValidationFailed(1, AttemptFailure.Gate, "exit code 1", Evidence())), .. Send("a", 1, new TaskCommitted("c", "t", 1))];
        entries.AddRange(Send("a", null, new UnitFailed(Red)));

        Assert.Single(entries.OfType<Problem>());
    }

    [Fact]
    public void A_red_target_is_an_error_only_when_the_run_ends_by_it()
    {
        Assert.Empty(Send(null, null, new BaselineFailed([Evidence()])).OfType<Problem>());

        var end = Send(null, null, new RunFailed { Reason = DiagnosticCodes.TargetRed.Because("the target is red") });

        Assert.Equal(["CHOO4103", "CS1002"], end.OfType<Problem>().Select(problem => problem.Code));
        Assert.True(events.Ended);
    }

    [Fact]
    public void A_unit_that_is_added_to_the_run_is_one_of_its_units()
    {
        var said = Assert.Single(Send(null, null, new UnitsAdded("c", [new PlannedUnit("late", "specs/tasks/late", [], "claude", [])])).OfType<Said>());
        Assert.Equal("choo: added to the run: late", said.Text);
        Assert.Contains(events.Units, unit => unit.Id == "late");
    }

    [Fact]
    public void The_end_is_summed_up_in_a_line()
    {
        Assert.Null(events.Summary);
        Send(null, null, new RunFailed { Complete = 2, Failed = 1, Blocked = 3, DurationMs = 61_500 });
        Assert.StartsWith("2 complete, 1 failed, 3 blocked, 0 waiting in 61.5 s (run ", events.Summary, StringComparison.Ordinal);

        Send(null, null, new RunInterrupted(RunSignal.SIGTERM));
        Assert.StartsWith("interrupted (SIGTERM): run the same target again to continue (run ", events.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gate_that_starts_and_a_units_ends_are_what_a_normal_build_shows()
    {
        List<Said> said =
        [
            .. Send("a", 1, new BackpressureStarted("dotnet test", "t")).OfType<Said>(),
            .. Send("a", null, new UnitCompleted("1234567890abcdef", null)).OfType<Said>(),
            .. Send("b", null, new UnitFailed(Red)).OfType<Said>(),
        ];

        Assert.Equal(["choo: a: task 1: gate `dotnet test` started", "choo: a: complete, 1234567890", "choo: b: failed, CHOO4101", "choo: b: next: make the spec clearer or the task smaller and commit it, then `dotnet choo retry b`"], said.Select(each => each.Text));
        Assert.All(said, each => Assert.Equal(Detail.Unit, each.Detail));
    }

    [Fact]
    public void The_items_tell_what_became_of_each_unit()
    {
        Send(null, null, new RunStarted
        {
            Version = "1",
            Target = "main",
            Base = "b",
            TasksDir = "t",
            Parallelism = 1,
            Units = [new PlannedUnit("a", "t/a", [], "claude", []), new PlannedUnit("b", "t/b", ["a"], "claude", []), new PlannedUnit("c", "t/c", [], "claude", [])],
        });
        Send("a", null, new UnitStarted(1, 0));
        Turn("a", 0.25m);
        Turn("a", 0.5m);
        Turn("a", 0.25m, TurnPurpose.Baseline);
        Send("a", null, new UnitCompleted("1234567890abcdef", null), 4);
        Send("b", null, new UnitBlocked(["x", "y"]));

        var items = events.ToItems().ToDictionary(item => item.ItemSpec);

        Assert.Equal(["a", "b", "c"], items.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("complete 1234567890abcdef main 2 1 0 4.000 1.00 ", Line(items["a"]));
        Assert.Equal("blocked   0 0 0   x;y", Line(items["b"]));
        Assert.Equal("pending   0 0 0   ", Line(items["c"]));
    }

    [Fact]
    public void The_items_have_their_pull_requests()
    {
        Send("a", null, new PullRequestOpened(7, "https://example.com/7", "choo/a", "c"));
        Assert.Equal("7 open https://example.com/7", PullRequest());

        Send("a", null, new UnitWaiting(DiagnosticCodes.PullRequestClosed.Because("it was closed")));
        Assert.Equal("7 closed https://example.com/7", PullRequest());

        Send("a", null, new PullRequestReviewed(7, PullRequestStatus.Pending));
        Assert.Equal("7 open https://example.com/7", PullRequest());

        Send("a", null, new PullRequestMerged(7, "m"));
        Assert.Equal("7 merged https://example.com/7", PullRequest());

        Send("b", null, new UnitQueued());
        Assert.Equal("  ", PullRequest("b"));
    }

    [Fact]
    public void Every_event_of_the_engine_is_taken_also_by_one_that_does_not_know_it()
    {
        var unknown = Json.Parse("""{"seq":7,"time":"2026-03-02T08:00:00.000Z","type":"unit.teleported","run":"r","unit":"a","data":{}}""")!.Value;

        Assert.Equal([new Said("choo: a: unit.teleported", Detail.Step)], events.Take(unknown));
        Assert.Empty(events.Take(Json.Parse("{}")!.Value).OfType<Problem>());
    }

    [Theory]
    [InlineData("specs/a.md(3,5): error CHOO1003: text: more", "CHOO1003", "error", "specs/a.md", 3, 5, "text: more")]
    [InlineData("specs/a b (1).md: warning CHOO1002: text", "CHOO1002", "warning", "specs/a b (1).md", 0, 0, "text")]
    [InlineData("choo: error CHOO0002: busy", "CHOO0002", "error", null, 0, 0, "busy")]
    public void The_engines_lines_are_read_as_it_writes_them(string line, string code, string severity, string? file, int row, int column, string message)
    {
        Assert.Equal(new Problem(code, severity, file, row, column, message), Problem.Parse(line));
        var written = new Diagnostic(code, severity == "error" ? Severity.Error : Severity.Warning, file, row, column, message);
        Assert.Equal(line, written.ToString());
    }

    [Fact]
    public void The_tasks_codes_are_in_the_registry() => Assert.Equal(
        [DiagnosticCodes.Usage.Id, DiagnosticCodes.RuntimeMissing.Id, DiagnosticCodes.EngineEnded.Id, DiagnosticCodes.PullRequestClosed.Id],
        new[] { TaskCodes.Usage, TaskCodes.RuntimeMissing, TaskCodes.EngineEnded, TaskCodes.PullRequestClosed });

    private static string Line(Microsoft.Build.Framework.ITaskItem item) => string.Join(
        ' ', new[] { "State", "Commit", "Branch", "Attempts", "FixTurns", "ConflictTurns", "DurationSeconds", "Cost", "BlockedBy" }.Select(item.GetMetadata));

    private string PullRequest(string unit = "a") =>
        string.Join(' ', new[] { "PullRequestNumber", "PullRequestState", "PullRequestUrl" }.Select(events.ToItems().Single(item => item.ItemSpec == unit).GetMetadata));

    private static Evidence Evidence() => new() { Gate = "backpressure", Command = "c", Tree = "t", ExitCode = 1, DurationMs = 1, OutputDigest = "d", Diagnostics = [Compiler] };

    private void Turn(string unit, decimal cost, TurnPurpose purpose = TurnPurpose.Task)
    {
        var outcome = new AgentOutcome { Verdict = AgentVerdict.Finished, ExitCode = 0, DurationMs = 1, Usage = new AgentUsage(1, 1, cost) };
        Send(unit, 1, new AgentInvoked(purpose, "claude", 1, "log"));
        Send(unit, 1, new AgentDone(purpose, "claude", 1, outcome));
        if (purpose == TurnPurpose.Task)
        {
            Send(unit, 1, new ValidationFailed(1, AttemptFailure.Gate, "exit code 1", null));
        }
    }

    private List<Entry> Send(string? unit, int? task, EventData data, int seconds = 0)
    {
        var buffer = new ArrayBufferWriter<byte>();
        EventJson.WriteLine(buffer, new RunEvent(++seq, Begin.AddSeconds(seconds), "r", unit, task, data));
        return [.. events.Take(Json.Parse(Encoding.UTF8.GetString(buffer.WrittenSpan))!.Value)];
    }
}
