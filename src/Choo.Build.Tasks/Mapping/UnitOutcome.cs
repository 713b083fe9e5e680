using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Choo.Build.Tasks.Mapping;

/// <summary>What is known of a unit so far; becomes an item of @(ChooUnit).</summary>
internal sealed class UnitOutcome(string id)
{
    /// <summary>The unit's id.</summary>
    public string Id => id;

    /// <summary>pending, ready, in_progress, merging, pr_open, in_review, complete, failed, blocked or waiting.</summary>
    public string State { get; set; } = "pending";

    /// <summary>The commit that landed.</summary>
    public string Commit { get; set; } = "";

    /// <summary>Where it landed, or its own branch.</summary>
    public string Branch { get; set; } = "";

    /// <summary>Whether its next turn waits for a paused provider, so that it holds no slot.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Whether its gates have passed, so that a resume lands it instead of working it again.</summary>
    public bool IsVerified { get; set; }

    /// <summary>Whether its work is in a pull request, or was about to be: a resume follows that.</summary>
    public bool IsProposed { get; set; }

    /// <summary>Its pull request's number; null when none was opened.</summary>
    public int? PullRequestNumber { get; set; }

    /// <summary>open, merged or closed; empty when none was opened.</summary>
    public string PullRequestState { get; set; } = "";

    /// <summary>Its pull request's web page.</summary>
    public string PullRequestUrl { get; set; } = "";

    /// <summary>Turns and time.</summary>
    public UnitWork Work { get; init; } = new();

    /// <summary>US dollars; null when no agent reported it.</summary>
    public decimal? Cost { get; set; }

    /// <summary>The units at the root of its being blocked.</summary>
    public IReadOnlyList<string> BlockedBy { get; set; } = [];

    /// <summary>What the compiler said when its last gate was red.</summary>
    public IReadOnlyList<Problem> Findings { get; set; } = [];

    /// <summary>As an item.</summary>
    /// <param name="worked">How long it was worked on; null when it was not started.</param>
    public ITaskItem ToItem(TimeSpan? worked) => new TaskItem(Id, new Dictionary<string, string>
    {
        ["State"] = State,
        ["Commit"] = Commit,
        ["Branch"] = Branch,
        ["Attempts"] = Work.Attempts.ToString(CultureInfo.InvariantCulture),
        ["FixTurns"] = Work.FixTurns.ToString(CultureInfo.InvariantCulture),
        ["ConflictTurns"] = Work.ConflictTurns.ToString(CultureInfo.InvariantCulture),
        ["DurationSeconds"] = worked?.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture) ?? "",
        ["Cost"] = Cost?.ToString(CultureInfo.InvariantCulture) ?? "",
        ["PullRequestNumber"] = PullRequestNumber?.ToString(CultureInfo.InvariantCulture) ?? "",
        ["PullRequestState"] = PullRequestState,
        ["PullRequestUrl"] = PullRequestUrl,
        ["BlockedBy"] = string.Join(";", BlockedBy),
    });
}
