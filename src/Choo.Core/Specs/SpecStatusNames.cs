namespace Choo.Core.Specs;

/// <summary>How a status is written.</summary>
public static class SpecStatusNames
{
    /// <summary>All statuses, in the order a task goes through them.</summary>
    public static IReadOnlyList<string> All { get; } = ["pending", "in_progress", "complete", "failed"];

    /// <summary>The word for a status.</summary>
    public static string Of(SpecStatus status) => status switch
    {
        SpecStatus.Pending => "pending",
        SpecStatus.InProgress => "in_progress",
        SpecStatus.Complete => "complete",
        SpecStatus.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <summary>The status of a word, null when there is none; the case counts.</summary>
    public static SpecStatus? Parse(string word) => word switch
    {
        "pending" => SpecStatus.Pending,
        "in_progress" => SpecStatus.InProgress,
        "complete" => SpecStatus.Complete,
        "failed" => SpecStatus.Failed,
        _ => null,
    };

    /// <summary>A unit's status derived from its tasks: complete when all are, otherwise failed when one is, otherwise in progress when one has started.</summary>
    public static SpecStatus Of(Unit unit)
    {
        var begun = false;
        var failed = false;
        var all = true;
        foreach (var task in unit.Tasks)
        {
            failed |= task.Status == SpecStatus.Failed;
            begun |= task.Status is SpecStatus.InProgress or SpecStatus.Complete;
            all &= task.Status == SpecStatus.Complete;
        }
        return all ? SpecStatus.Complete : failed ? SpecStatus.Failed : begun ? SpecStatus.InProgress : SpecStatus.Pending;
    }
}
