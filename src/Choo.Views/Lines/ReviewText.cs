using Choo.Core.Events;
using Choo.Views.Text;
using static Choo.Views.Lines.Verbosity;

namespace Choo.Views.Lines;

/// <summary>The events of reviews by another agent as lines. The findings themselves are diagnostics.</summary>
internal static class ReviewText
{
    /// <summary>The line of an event.</summary>
    public static EventLine Of(RunEvent e) => e.Data switch
    {
        CodeReviewStarted started => new(Detailed, Tone.Faint, $"{e.Unit}: {started.Provider} is to review {Amounts.Commit(started.Since)}..{Amounts.Commit(started.Commit)}"),
        CodeReviewPassed passed => new(Normal, Tone.Good, $"{e.Unit}: the review found nothing{Said(passed.Summary)}"),
        CodeReviewIssuesFound found => new(Normal, Tone.Warning, $"{e.Unit}: the review found {Amounts.Count(found.Count, "issue")}{Said(found.Summary)}"),
        CodeReviewFixAttempt fix => new(Detailed, Tone.Plain, $"{e.Unit}: fix turn {fix.Iteration} of {fix.MaxIterations} for what the review found"),
        CodeReviewFixApplied fix => new(Detailed, Tone.Good, $"{e.Unit}: fix {fix.Iteration} of what the review found is committed"),
        CodeReviewFailed failed => new(Normal, Tone.Warning, $"{e.Unit}: the review was not done: {failed.Error}"),
        _ => new(Verbosity.Diagnostic, Tone.Faint, e.Type),
    };

    private static string Said(string summary) => summary.Length == 0 ? "" : $": {summary}";
}
