using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Views.Text;

namespace Choo.Views.Lines;

/// <summary>A pull request as people and programs are shown it.</summary>
/// <param name="Unit">The unit's id.</param>
/// <param name="Number">Its number.</param>
/// <param name="Url">Its web page.</param>
internal sealed record PullRequestRow(string Unit, int Number, string Url)
{
    /// <summary><c>open</c>, <c>merged</c> or <c>closed</c>, as the run saw it last.</summary>
    public required string State { get; init; }

    /// <summary>What reviewers said last.</summary>
    public required PullRequestStatus Review { get; init; }

    /// <summary>What has to happen before it is merged, in a few words; empty when it is merged.</summary>
    public required string WaitsFor { get; init; }

    /// <summary>The branch with the work.</summary>
    public required string Branch { get; init; }

    /// <summary>How many rounds of feedback were answered.</summary>
    public required int Rounds { get; init; }

    /// <summary>The number and the state.</summary>
    public string Cell => $"#{Number} {State}";

    /// <summary>All of it in a line.</summary>
    public string Line => $"pull request #{Number}: {State}{(WaitsFor.Length > 0 ? $", waits for {WaitsFor}" : "")}: {Url}";

    /// <summary>Of a unit; null when none was opened.</summary>
    public static PullRequestRow? Of(UnitProgress unit) => unit.PullRequest is { Number: { } number } known
        ? new PullRequestRow(unit.Id, number, OneLine.Of(known.Url ?? ""))
        {
            State = StateOf(unit, known),
            Review = known.Status,
            WaitsFor = Waits(unit, known),
            Branch = known.Branch,
            Rounds = known.Rounds,
        }
        : null;

    private static string StateOf(UnitProgress unit, PullRequestProgress known) => known.Merged is not null ? "merged"
        : unit.Failure?.Code == DiagnosticCodes.PullRequestClosed.Id ? "closed" : "open";

    private static string Waits(UnitProgress unit, PullRequestProgress known) => unit.State switch
    {
        _ when known.Merged is not null => "",
        UnitState.Waiting or UnitState.Failed => $"you ({unit.Failure?.Code})",
        UnitState.Blocked => string.Join(", ", unit.BlockedBy),
        UnitState.Ready or UnitState.InProgress => "a feedback turn",
        UnitState.Merging or UnitState.Pending => known.IsOutdated ? "a proof on the newer target" : "a proof of its newest work",
        _ when known.Queued == known.Commit => "the merge queue",
        _ => known.Status switch
        {
            PullRequestStatus.InProgress => "the end of a review",
            PullRequestStatus.Approved => "checks and the merge",
            PullRequestStatus.ChangesRequested => "an answer",
            _ => "a review or checks",
        },
    };
}
