using Choo.Core.Events;
using Choo.Views.Text;

namespace Choo.Views.Lines;

/// <summary>A unit's pull request in words.</summary>
internal static class PullRequestText
{
    /// <summary>An event of a pull request as a line; null for any other.</summary>
    public static EventLine? Of(RunEvent e) => e.Data switch
    {
        PullRequestPushing pushing => new(Verbosity.Detailed, Tone.Faint, $"{e.Unit}: pushes {Amounts.Commit(pushing.Commit)} to {pushing.Branch}"),
        PullRequestOpened opened => new(Verbosity.Minimal, Tone.Good, $"{e.Unit}: pull request #{opened.Number} is open: {opened.Url}"),
        PullRequestUpdated updated => new(Verbosity.Normal, Tone.Plain, $"{e.Unit}: pull request #{updated.Number} is at {Amounts.Commit(updated.Commit)}"),
        PullRequestReviewed reviewed => new(Verbosity.Normal, Tone.Plain, $"{e.Unit}: pull request #{reviewed.Number}: {Of(reviewed.Status.Known)}"),
        PullRequestFeedback feedback => new(Verbosity.Normal, Tone.Warning, $"{e.Unit}: pull request #{feedback.Number}: {Amounts.Count(feedback.Items.Length, "point")} to answer, round {feedback.Round}")
        {
            Details = [.. feedback.Items.Select(item => OneLine.Of($"{item.Author}{(item.Path is { } path ? $" on {path}{(item.Line is { } line ? $":{line}" : "")}" : "")}: {item.Text.Split('\n')[0]}"))],
        },
        PullRequestOutdated outdated => new(Verbosity.Normal, Tone.Plain, $"{e.Unit}: pull request #{outdated.Number} is merged with {Amounts.Commit(outdated.Onto)} and proved again"),
        PullRequestQueued queued => new(Verbosity.Normal, Tone.Plain, $"{e.Unit}: pull request #{queued.Number} is in the merge queue"),
        PullRequestMerged merged => new(Verbosity.Normal, Tone.Good, $"{e.Unit}: pull request #{merged.Number} was merged as {Amounts.Commit(merged.Commit)}"),
        _ => null,
    };

    /// <summary>What reviewers say.</summary>
    public static string Of(PullRequestStatus? status) => status switch
    {
        PullRequestStatus.InProgress => "is being reviewed",
        PullRequestStatus.Approved => "is approved",
        PullRequestStatus.ChangesRequested => "changes are asked for",
        _ => "waits for a review",
    };
}
