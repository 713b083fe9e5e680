using Choo.Core.Agents;
using Choo.Core.Budgets;
using Choo.Core.CodeReview;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.TestEvidence;

namespace Choo.Tool.Tests.Output;

/// <summary>One of each kind of event.</summary>
internal static class EventSamples
{
    public static IEnumerable<EventData> All(Evidence evidence)
    {
        var diagnostic = DiagnosticCodes.Usage.Because("x");
        var outcome = new AgentOutcome { Verdict = AgentVerdict.Failed, ExitCode = 1, DurationMs = 1, Error = "it crashed" };
        EventData[] samples =
        [
            new RunStarted { Version = "1", Target = "main", Base = "b", TasksDir = "t", Land = "merge", Parallelism = 1, Units = [] },
            new RunResumed(2) { Parallelism = 3 }, new SpecsUpdated("c", [new(CannedRun.Unit("a"), ["01-x.md"])], ["b"]), new UnitsAdded("c", [CannedRun.Unit("d")]), new UnitUndone(diagnostic, true), new UnitRestarted("r"), new RunCompleted(1, 1), new RunFailed(), new RunInterrupted(RunSignal.SIGINT), new DiagnosticReported(diagnostic),
            new BaselinePassed([evidence]), new BaselineFailed([evidence]),
            new WorktreeCreated("w"), new WorktreeRemoved("w"), new WorktreeKept("w", "r"), new WorkSaved("refs/x", "c", "r"),
            new UnitQueued(), new UnitLocked("db", "a"), new UnitStarted(1, 0), new UnitPrepared("b", "t", "w"), new UnitVerified("c", "t", "b"), new UnitLanding("c", "o", "t"),
            new UnitMerged("c", "main", "t", []), new UnitCompleted("c", null), new UnitFailed(diagnostic), new UnitBlocked(["a"]), new UnitWaiting(diagnostic),
            new TestsChanged("b", [new(TestChangeKind.Vanished, "A.B", 1, 0)]), new TestsAccepted([new(TestChangeKind.Vanished, "A.B", 1, 0)]),
            new TestsAllowed([new(TestChangeKind.FailsAsItStood, "A.B", 1, 0), new(TestChangeKind.DoesNotBuildAsItStood, "tests", 1, 0)]), new NewTestsChecked(4, 3), new UnitReturned("c", "o"), new UnitConflict(["f"], "o"), new BaselineStarted("c"), new UnitCommitted("c", "t", "s"), new UnitCommandRan(GateKind.Setup, evidence),
            new PullRequestPushing("choo/a", "c", "o") { Below = "b" }, new PullRequestOpened(5, "https://example.com/5", "choo/a", "c") { Base = "choo/b", Stacks = true }, new PullRequestUpdated(5, "c"), new PullRequestReviewed(5, PullRequestStatus.InProgress),
            new PullRequestFeedback(5, 1, DateTimeOffset.UnixEpoch, [new(FeedbackKind.Thread, "t", "ann", "rename it") { Path = "a.cs", Line = 3, Comment = 7 }]), new PullRequestOutdated(5, "o") { Base = "main" }, new PullRequestQueued(5, "c"), new FeatureProposed(9, "https://example.com/9", "feature/x", "main", "c"), new FeatureUpdated(9, "https://example.com/9", "feature/x", "main", "d"), new PullRequestMerged(5, "c"),
            new TaskStarted("T", "f"), new AgentInvoked(TurnPurpose.Baseline, "claude", 2, "l"), new AgentDone(TurnPurpose.Task, "claude", 1, outcome), new AgentActivity("Bash: ls"),
            new EditsUndone(["f"]), new RedFirstChecked(evidence), new BackpressureStarted("c", "t"), new ValidationPassed(evidence), new ValidationFailed(1, AttemptFailure.NoChange, "nothing changed", null),
            new TaskRetried(2, AttemptFailure.Gate), new TaskCommitted("c", "t", 1), new TaskCompleted("T", 1),
            new ProviderPaused("claude", PauseReason.Limit, DateTimeOffset.UnixEpoch, true, 1, "limit"), new ProviderResumed("claude"), new UnitPaused("claude"),
            new CodeReviewStarted("codex", "c", "s"), new CodeReviewPassed("fine", "t"), new CodeReviewIssuesFound(1, [new(FindingSeverity.Error, "f", 3, "m", "s")], "bad", "t"),
            new CodeReviewFixAttempt(1, 2), new CodeReviewFixApplied(1), new CodeReviewFailed("no answer"),
            new BudgetReached(BudgetScope.Run, BudgetMeasure.Cost, 20.5m, 20m), new DiskFreed(1, 2, 3),
            new EscalationSent("slack", new string('0', 32), "a failed"),
        ];
        var known = typeof(EventData).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(EventData)) && !type.IsAbstract).ToHashSet();
        known.ExceptWith(samples.Select(sample => sample.GetType()));
        return known.Count == 0 ? samples : throw new InvalidOperationException($"no sample of {string.Join(", ", known.Select(type => type.Name))}");
    }
}
