namespace Choo.Testing.GitHub.State;

/// <summary>A check run; for a job of Actions the run's id is the job's.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Commit">The commit that it checks.</param>
/// <param name="Name">Its name, which rules ask for.</param>
/// <param name="Conclusion">success, failure, neutral, cancelled, skipped, timed_out or action_required; null while it runs.</param>
/// <param name="StartedAt">When it began.</param>
public sealed record CheckRun(long Id, string Commit, string Name, string? Conclusion, DateTimeOffset StartedAt)
{
    /// <summary>queued, in_progress or completed.</summary>
    public string Status { get; init; } = "completed";

    public DateTimeOffset? CompletedAt { get; init; }

    public string? Title { get; init; }

    public string? Summary { get; init; }

    public IReadOnlyList<CheckAnnotation> Annotations { get; init; } = [];

    /// <summary>The job's log; null for a check that is no job of Actions.</summary>
    public string? Log { get; init; }

    internal string State => CheckStates.OfRun(this);
}
