namespace Choo.Testing.GitHub.State;

/// <summary>What a branch asks for before anything gets onto it.</summary>
public sealed record BranchRules
{
    /// <summary>Names of checks or contexts that must be green at the head.</summary>
    public IReadOnlyList<string> RequiredChecks { get; init; } = [];

    /// <summary>Whether the head must contain the base's tip.</summary>
    public bool UpToDate { get; init; }

    /// <summary>Whether nobody may push to the branch past a pull request; so with all that follows.</summary>
    public bool PullRequest { get; init; }

    /// <summary>How many approvals of people who may write.</summary>
    public int Approvals { get; init; }

    /// <summary>Whether a push takes approvals back.</summary>
    public bool DismissStale { get; init; }

    /// <summary>Whether every thread must be resolved.</summary>
    public bool ThreadsResolved { get; init; }

    /// <summary>Methods that are allowed: merge, squash, rebase.</summary>
    public IReadOnlyList<string> Methods { get; init; } = ["merge", "squash", "rebase"];

    /// <summary>The method of the branch's merge queue; null when it has none.</summary>
    public string? Queue { get; init; }

    /// <summary>Whether it is the older branch protection, which is read elsewhere and by administrators alone.</summary>
    public bool Classic { get; init; }

    internal bool AsksForPullRequest => PullRequest || Approvals > 0 || DismissStale || ThreadsResolved || Queue is not null;
}
