using Choo.Core.Diagnostics;
using Choo.Core.Escalation;
using Choo.Core.Events;
using Xunit;

namespace Choo.Core.Tests.Escalation;

/// <summary>What a person is told, and what not again.</summary>
public sealed class EscalationFoldTests
{
    private static readonly string[] Usual = ["failed", "blocked", "waiting"];
    private static readonly Diagnostic Red = DiagnosticCodes.BackpressureFailed.At("specs/tasks/a/01-x.md", 3, 1, "the gate failed");
    private readonly List<RunEvent> events = [];

    private static PlannedUnit Unit(string id, params string[] needs) => new(id, $"specs/tasks/{id}", [.. needs], "claude", []);

    private static RunStarted Started(params PlannedUnit[] units) => new() { Version = "1", Target = "main", Base = "b", TasksDir = "t", Parallelism = 1, Units = [.. units] };

    private DueEscalation? Take(EscalationFold fold, string? unit, EventData data)
    {
        events.Add(new RunEvent(events.Count + 1, DateTimeOffset.UnixEpoch, "run", unit, null, data));
        return fold.Apply(events[^1]);
    }

    private EscalationFold Begin(string[]? when = null, string[]? channels = null)
    {
        var fold = new EscalationFold("app", when ?? Usual, [.. channels ?? ["slack"]]);
        Assert.Null(Take(fold, null, Started(Unit("a"), Unit("b", "a"), Unit("c", "b"), Unit("d"))));
        return fold;
    }

    [Fact]
    public void A_failed_unit_is_told_with_the_units_that_it_blocks_and_they_are_not_told_again()
    {
        var fold = Begin();
        var due = Take(fold, "a", new UnitFailed(Red))!;
        Assert.Equal("a failed (CHOO4101); it blocks 2 units", due.Message.Title);
        Assert.Equal((EscalationKind.Failed, Severity.Error, "a", "the gate failed", Red), (due.Message.Kind, due.Message.Severity, due.Message.Unit, due.Message.Message, due.Message.Diagnostic));
        Assert.Equal(["b", "c"], due.Message.Blocks.AsEnumerable());
        Assert.Equal(("app", "run", "main"), (due.Message.Repository, due.Message.Run, due.Message.Target));
        Assert.Matches("^[0-9a-f]{32}$", due.Message.Id);
        Assert.Null(Take(fold, "b", new UnitBlocked(["a"])));
        Assert.Null(Take(fold, "c", new UnitBlocked(["a"])));
    }

    [Fact]
    public void Where_failures_are_not_told_the_first_unit_that_is_blocked_tells_of_all()
    {
        var fold = Begin(["blocked"]);
        Assert.Null(Take(fold, "a", new UnitFailed(Red)));
        var due = Take(fold, "b", new UnitBlocked(["a"]))!;
        Assert.Equal("2 units blocked by a (CHOO4101)", due.Message.Title);
        Assert.Equal((EscalationKind.Blocked, "a", Red), (due.Message.Kind, due.Message.Unit, due.Message.Diagnostic));
        Assert.Null(Take(fold, "c", new UnitBlocked(["a"])));
    }

    [Fact]
    public void Units_that_wait_for_the_same_reason_are_one_cause()
    {
        var fold = Begin();
        var closed = DiagnosticCodes.ProviderClosed.Because("claude had its credentials rejected");
        Assert.Equal("a needs your attention (CHOO3019); it blocks 2 units", Take(fold, "a", new UnitWaiting(closed))!.Message.Title);
        Assert.Null(Take(fold, "d", new UnitWaiting(closed)));
    }

    [Fact]
    public void What_was_sent_is_not_told_after_a_resume_and_what_was_not_is()
    {
        var fold = Begin(channels: ["slack", "webhook"]);
        var due = Take(fold, "a", new UnitFailed(Red))!;
        Assert.Equal(["slack", "webhook"], due.Channels.AsEnumerable());
        Take(fold, "a", new EscalationSent("slack", due.Message.Id, due.Message.Title));
        Assert.Null(Take(fold, null, new RunResumed(0)));
        var again = Take(fold, "a", new UnitFailed(Red))!;
        Assert.Equal((due.Message.Id, "webhook"), (again.Message.Id, Assert.Single(again.Channels)));
        Take(fold, "a", new EscalationSent("webhook", due.Message.Id, due.Message.Title));
        Take(fold, null, new RunResumed(0));
        Assert.Null(Take(fold, "a", new UnitFailed(Red)));
        Assert.Null(Take(fold, "b", new UnitBlocked(["a"])));
    }

    [Fact]
    public void Another_reason_is_another_cause_and_so_is_the_same_one_after_the_unit_was_complete()
    {
        var fold = Begin();
        var first = Take(fold, "a", new UnitWaiting(Red))!;
        Take(fold, "a", new EscalationSent("slack", first.Message.Id, ""));
        Assert.NotEqual(first.Message.Id, Take(fold, "a", new UnitFailed(Red with { Message = "otherwise" }))!.Message.Id);
        Take(fold, "d", new UnitUndone(Red, true));
        Assert.Null(Take(fold, "a", new UnitCompleted("c", null)));
        Assert.Null(Take(fold, "d", new UnitCompleted("c", null)));
        Assert.Equal(EscalationKind.Waiting, Take(fold, "a", new UnitUndone(Red, true))!.Message.Kind);
    }

    [Fact]
    public void Units_that_were_added_changed_or_removed_count_as_they_are()
    {
        var fold = Begin();
        Take(fold, null, new UnitsAdded("c", [Unit("e", "d"), Unit("f", "d")]));
        Take(fold, null, new SpecsUpdated("c", [new(Unit("b"), [])], ["f"]));
        Assert.Equal(["e"], Take(fold, "d", new UnitFailed(Red))!.Message.Blocks.AsEnumerable());
        Assert.Empty(Take(fold, "a", new UnitFailed(Red with { Message = "x" }))!.Message.Blocks);
    }

    [Theory]
    [InlineData("ended", true)]
    [InlineData("failed", false)]
    public void The_end_is_told_when_asked(string when, bool told)
    {
        var fold = Begin([when]);
        Assert.Equal(told, Take(fold, null, new RunCompleted(4, 1)) is not null);
        Assert.Equal(told, Take(fold, null, new RunInterrupted(RunSignal.SIGTERM)) is not null);
        Assert.Equal(told, Take(fold, null, new RunFailed { Failed = 1, Complete = 3 }) is not null);
    }

    [Fact]
    public void An_end_says_how_it_went_and_is_told_each_time()
    {
        var fold = Begin(["ended"]);
        Take(fold, "a", new UnitCompleted("c", null));
        Assert.Equal("run interrupted by SIGINT: 1 of 4 units complete", Take(fold, null, new RunInterrupted(RunSignal.SIGINT))!.Message.Title);
        var failed = Take(fold, null, new RunFailed { Complete = 1, Failed = 1, Blocked = 2 })!.Message;
        Assert.Equal(("run ended: 1 complete, 1 failed, 2 blocked, 0 waiting", Severity.Error, new EscalationCounts(1, 1, 2, 0)), (failed.Title, failed.Severity, failed.Counts));
        Assert.NotEqual(failed.Id, Take(fold, null, new RunFailed { Complete = 1, Failed = 1, Blocked = 2 })!.Message.Id);
        Assert.Equal(("run complete: 4 units", Severity.Info), Take(fold, null, new RunCompleted(4, 1)) is { Message: var done } ? (done.Title, done.Severity) : default);
    }

    [Fact]
    public void What_ends_the_run_early_is_a_failure_and_told_once()
    {
        var red = DiagnosticCodes.TargetRed.Because("the baseline fails on main");
        Assert.Equal(EscalationKind.Failed, Take(Begin(), null, new RunFailed { Reason = red })!.Message.Kind);
        Assert.Equal(("run ended early (CHOO4103): 0 of 4 units complete", EscalationKind.Ended), Take(Begin(["failed", "ended"]), null, new RunFailed { Reason = red }) is { Message: var end } ? (end.Title, end.Kind) : default);
    }

    [Fact]
    public void The_document_leaves_out_what_is_not_there()
    {
        var json = EscalationJson.Write(Take(Begin(), "d", new UnitFailed(Red))!.Message);
        Assert.StartsWith("{\"schema\":1,\"id\":\"", json, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"failed\",\"severity\":\"error\",\"time\":\"1970-01-01T00:00:00+00:00\",\"repository\":\"app\",\"run\":\"run\",\"target\":\"main\",\"unit\":\"d\"", json, StringComparison.Ordinal);
        Assert.EndsWith("\"blocks\":[]}", json, StringComparison.Ordinal);
        Assert.DoesNotContain("null", json, StringComparison.Ordinal);
    }
}
