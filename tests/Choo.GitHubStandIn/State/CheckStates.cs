namespace Choo.Testing.GitHub.State;

/// <summary>How check runs and statuses are read as one state: SUCCESS, PENDING, FAILURE, ERROR or EXPECTED.</summary>
internal static class CheckStates
{
    public static string OfRun(CheckRun run) => run switch
    {
        { Status: not "completed" } => "PENDING",
        { Conclusion: "success" or "neutral" or "skipped" } => "SUCCESS",
        _ => "FAILURE",
    };

    /// <summary>All of a commit's states in one; null when there are none.</summary>
    public static string? Together(IReadOnlyCollection<string> states) =>
        states.Count == 0 ? null : new[] { "FAILURE", "ERROR", "PENDING", "EXPECTED" }.FirstOrDefault(states.Contains) ?? "SUCCESS";
}
