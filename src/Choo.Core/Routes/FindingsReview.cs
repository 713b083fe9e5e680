using System.Collections.Immutable;
using Choo.Core.CodeReview;
using Choo.Core.Forge;

namespace Choo.Core.Routes;

/// <summary>
/// What another agent found in a unit, as a review of its pull request: each finding on its line, the others in the text. Posted once: it is found again by
/// its mark. That it cannot be posted keeps no work from landing.
/// </summary>
internal sealed class FindingsReview(PullRequestContext context, ForgeFacts facts, PullRequestLog log)
{
    // More than anybody reads, and well within what a forge takes.
    private const int Most = 50;

    private readonly ForgePatience patience = context.Patience;

    /// <summary>Nothing where nothing was found.</summary>
    public async Task PostAsync(int number, CancellationToken cancellationToken)
    {
        ImmutableArray<ReviewFinding> findings = [.. (log.Unit.Review?.Findings ?? []).Take(Most)];
        if (findings.IsEmpty)
        {
            return;
        }

        var mark = PullRequestText.MarkOfFindings(log.Unit.Id);
        var (me, _, rules) = await facts.ReadAsync(cancellationToken).ConfigureAwait(false);

        // Advice opens no conversation that somebody has to resolve before the merge.
        ImmutableArray<ReviewFinding> onLines = rules.MustResolveThreads ? [] : [.. findings.Where(finding => finding is { File: not null, Line: > 0 })];
        var since = context.Clock.GetUtcNow();
        while (!await IsThereAsync(number, me, mark, cancellationToken).ConfigureAwait(false))
        {
            switch (await context.Forge.Reviews.SubmitAsync(number, ReviewOf(mark, findings, onLines), cancellationToken).ConfigureAwait(false))
            {
                case null:
                    return;
                case ForgeFailure.Invalid when !onLines.IsEmpty:
                    // A line that the pull request does not change takes no comment, and one of them refuses the whole review.
                    onLines = [];
                    break;
                case { MayPass: true } passing:
                    await patience.PauseAsync(passing, since, cancellationToken).ConfigureAwait(false);
                    break;
                case var refused:
                    log.Note(ForgeDiagnostics.Of(refused, context.Forge.Repository));
                    return;
            }
        }
    }

    private NewReview ReviewOf(string mark, ImmutableArray<ReviewFinding> findings, ImmutableArray<ReviewFinding> onLines)
    {
        var listed = findings.Except(onLines).Select(finding => $"- {PlaceOf(finding)}{TextOf(finding)}");
        var body = string.Join('\n', (string[])[mark, "Another agent read this change. What it found is advice.", "", .. listed]).TrimEnd('\n');
        return new NewReview(log.Known.Commit, body, [.. onLines.Select(finding => new LineComment(finding.File!, finding.Line, $"{mark}\n{TextOf(finding)}"))]);
    }

    private string TextOf(ReviewFinding finding) =>
        $"**{finding.Severity.ToString().ToLowerInvariant()}**: {Plain(finding.Message)}{(finding.Suggestion is { } suggestion ? $"\n  Suggestion: {Plain(suggestion)}" : "")}";

    private static string PlaceOf(ReviewFinding finding) =>
        finding.File is null ? "" : $"{PullRequestMarkdown.Code(finding.Line > 0 ? $"{finding.File}:{finding.Line}" : finding.File)} ";

    private string Plain(string text) => PullRequestMarkdown.Paragraph(PullRequestMarkdown.Unmarked(context.Run.Redactor.Redact(text)));

    private async Task<bool> IsThereAsync(int number, ForgeUser me, string mark, CancellationToken cancellationToken)
    {
        var read = await patience.ReadAsync(token => context.Forge.PullRequests.SnapshotAsync([number], token), cancellationToken).ConfigureAwait(false);
        return read.SelectMany(each => each.Reviews).Any(review => review.Author.Login == me.Login && review.Body.StartsWith(mark, StringComparison.Ordinal));
    }
}
