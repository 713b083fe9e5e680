using System.Collections.Immutable;

namespace Choo.Core.Forge;

/// <summary>A check that must pass before a merge.</summary>
/// <param name="Name">The check's name or the status' context.</param>
/// <param name="AppId">The app that must report it; null for any.</param>
public sealed record RequiredCheck(string Name, long? AppId);

/// <summary>What a branch asks of pull requests.</summary>
public sealed record BranchRules
{
    /// <summary>Checks that must pass.</summary>
    public ImmutableArray<RequiredCheck> RequiredChecks { get; init; } = [];

    /// <summary>Whether they must have passed on top of the branch's newest commit.</summary>
    public bool MustBeUpToDate { get; init; }

    /// <summary>Approvals that are needed.</summary>
    public int Approvals { get; init; }

    /// <summary>Whether all threads must be resolved.</summary>
    public bool MustResolveThreads { get; init; }

    /// <summary>Whether merges go through the forge's own merge queue.</summary>
    public bool HasMergeQueue { get; init; }

    /// <summary>How pull requests may be merged; null when the rules do not say.</summary>
    public ImmutableArray<MergeMethod>? MergeMethods { get; init; }

    /// <summary>Whether the token could read branch protection too, the older form of rules; without it required checks may be missing here.</summary>
    public bool IsComplete { get; init; } = true;
}
