using System.Collections.Immutable;

namespace Choo.Core.Forge;

/// <summary>What a forge says of a repository.</summary>
/// <param name="DefaultBranch">Its default branch.</param>
/// <param name="IsPublic">Whether strangers can see it, and comment.</param>
/// <param name="CanPush">Whether the token's owner may push.</param>
/// <param name="MergeMethods">How pull requests may be merged.</param>
public sealed record RepositoryFacts(string DefaultBranch, bool IsPublic, bool CanPush, ImmutableArray<MergeMethod> MergeMethods);

/// <summary>How a pull request's commits come into its base.</summary>
public enum MergeMethod
{
    /// <summary>By a merge commit.</summary>
    Merge,

    /// <summary>As one commit.</summary>
    Squash,

    /// <summary>Each on top of the base.</summary>
    Rebase,
}

/// <summary>What is left of a quota.</summary>
/// <param name="Limit">How much there is in each period.</param>
/// <param name="Remaining">How much of it is left.</param>
/// <param name="ResetsAt">When the next period begins.</param>
public sealed record Quota(int Limit, int Remaining, DateTimeOffset ResetsAt);

/// <summary>The token's quotas.</summary>
/// <param name="Rest">Requests of the REST interface.</param>
/// <param name="Graph">Points of the GraphQL interface.</param>
public sealed record ForgeQuotas(Quota Rest, Quota Graph);
