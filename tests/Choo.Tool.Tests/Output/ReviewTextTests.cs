using Choo.Core.Agents;
using Choo.Core.CodeReview;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Views.Lines;
using Xunit;

namespace Choo.Tool.Tests.Output;

/// <summary>A unit under review, as people read it.</summary>
public sealed class ReviewTextTests
{
    private readonly List<string> lines = [];
    private readonly CannedRun run;

    public ReviewTextTests() => run = new CannedRun { Watch = (e, state) => lines.Add(EventLines.Of(e, state).Text) }
        .Start(CannedRun.Unit("core")).Begin("core").Turn("core", 1).Green("core", 1);

    private string Phase => PhaseText.Of(run.State.Unit("core"));

    private CannedRun Add(EventData data) => run.Add("core", null, data);

    private void Turn(TurnPurpose purpose, string provider)
    {
        Add(new AgentInvoked(purpose, provider, 1, "x.log"));
        Assert.Equal(purpose == TurnPurpose.Review ? "review" : "review fix turn 1", Phase);
        Add(new AgentDone(purpose, provider, 1, new AgentOutcome { Verdict = AgentVerdict.Finished, ExitCode = 0, DurationMs = 1 }));
        Assert.Equal("review", Phase);
    }

    [Fact]
    public void Its_phases_and_lines_say_what_happens()
    {
        lines.Clear();
        Add(new CodeReviewStarted("codex", new string('c', 40), new string('b', 40)));
        Assert.Equal("review", Phase);
        Turn(TurnPurpose.Review, "codex");
        Add(new CodeReviewIssuesFound(1, [new(FindingSeverity.Error, "a.cs", 3, "wrong", null)], "not yet", "t"));
        Add(new CodeReviewFixAttempt(1, 2));
        Turn(TurnPurpose.ReviewFix, "claude");
        Add(new CodeReviewFixApplied(1));
        Add(new CodeReviewPassed("", "u"));
        Add(new CodeReviewFailed("no answer"));
        Assert.Equal(
        [
            "core: codex is to review bbbbbbbbbb..cccccccccc", "core: agent \"codex\" reviews the change", "core: codex finished (1 ms)", "core: the review found 1 issue: not yet",
            "core: fix turn 1 of 2 for what the review found", "core: agent \"claude\" fixes what the review found", "core: claude finished (1 ms)",
            "core: fix 1 of what the review found is committed", "core: the review found nothing", "core: the review was not done: no answer",
        ], lines);
    }

    [Fact]
    public void A_review_that_waits_for_its_provider_names_it()
    {
        Add(new CodeReviewStarted("codex", "c", "b"));
        Add(new UnitPaused("codex"));
        Assert.Equal("waiting for codex", Phase);
    }

    [Fact]
    public void Why_a_blocked_unit_waits_lists_the_findings()
    {
        Add(new CodeReviewIssuesFound(1, [new(FindingSeverity.Error, "a.cs", 3, "wrong", "right"), new(FindingSeverity.Info, null, 0, "a note", null)], "", "t"));
        Add(new UnitWaiting(DiagnosticCodes.ReviewBlocks.At("a.cs", 3, 0, "core is not to land")));
        var why = NextSteps.Of(run.State.Unit("core"), null).ToList();
        Assert.Contains("  error a.cs:3: wrong Suggestion: right", why);
        Assert.Contains("  info: a note", why);
        Assert.Contains("  next: look at the findings, then dotnet choo resume", why);
    }
}
