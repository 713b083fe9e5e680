using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Choo.Build.Tasks.Mapping;

/// <summary>What is known of a unit so far; becomes an item of @(ChooUnit).</summary>
internal sealed class UnitOutcome(string id)
{
    /// <summary>Its id.</summary>
    public string Id => id;

    /// <summary>pending, ready, in_progress, merging, complete, failed, blocked or waiting.</summary>
    public string State { get; set; } = "pending";

    /// <summary>The commit that landed.</summary>
    public string Commit { get; set; } = "";

    /// <summary>Where it landed, or its own branch.</summary>
    public string Branch { get; set; } = "";

    /// <summary>Agent turns.</summary>
    public int Attempts { get; set; }

    /// <summary>When it got its slot.</summary>
    public DateTimeOffset? Started { get; set; }

    /// <summary>When it reached its final state.</summary>
    public DateTimeOffset? Ended { get; set; }

    /// <summary>US dollars; null when no agent told.</summary>
    public decimal? Cost { get; set; }

    /// <summary>The units at the root of its being blocked.</summary>
    public IReadOnlyList<string> BlockedBy { get; set; } = [];

    /// <summary>What the compiler said when its last gate was red.</summary>
    public IReadOnlyList<Problem> Findings { get; set; } = [];

    /// <summary>As an item.</summary>
    public ITaskItem ToItem() => new TaskItem(Id, new Dictionary<string, string>
    {
        ["State"] = State,
        ["Commit"] = Commit,
        ["Branch"] = Branch,
        ["Attempts"] = Attempts.ToString(CultureInfo.InvariantCulture),
        ["DurationSeconds"] = Started is { } from && Ended is { } to && to >= from ? (to - from).TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture) : "",
        ["Cost"] = Cost?.ToString(CultureInfo.InvariantCulture) ?? "",
        ["BlockedBy"] = string.Join(";", BlockedBy),
    });
}
