using Choo.Core.Configuration;
using Choo.Core.Forge;
using Choo.Core.State;

namespace Choo.Core.Routes;

/// <summary>All that the next step of a pull request is decided by, as of one moment.</summary>
public sealed record PullRequestView
{
    /// <summary>The unit's id.</summary>
    public required string Unit { get; init; }

    /// <summary>What the forge says.</summary>
    public required PullRequestSnapshot Snapshot { get; init; }

    /// <summary>What the journal says.</summary>
    public required PullRequestProgress Known { get; init; }

    /// <summary>The branch that it is to be merged into in the end.</summary>
    public required string Base { get; init; }

    /// <summary>What it stands on; null for nothing.</summary>
    public StackedOn? Below { get; init; }

    /// <summary>What the base asks of pull requests.</summary>
    public required BranchRules Rules { get; init; }

    /// <summary>The checks of the head commit; null where they were not read: they all passed, or there are none.</summary>
    public CommitChecks? Checks { get; init; }

    /// <summary>Whose token choo has.</summary>
    public required ForgeUser Me { get; init; }

    /// <summary>Whether strangers can see the repository and react.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>Whether the head contains the base's newest commit; null where that was not looked at.</summary>
    public bool? HasBase { get; init; }

    /// <summary>What the head lacks of the checks that ran before; null where that was not looked at.</summary>
    public AwaitedChecks? Awaited { get; init; }

    /// <summary>Whether the look before this one saw that it is not in the merge queue any more.</summary>
    public bool HasLeftQueue { get; init; }

    /// <summary>Whether the forge refused to rebase the head, though it said that it merges: it has a commit that resolves a conflict, which a replay has not.</summary>
    public bool CannotRebase { get; init; }

    /// <summary>Since when the present wait lasts.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How pull requests are merged.</summary>
    public required PullRequestConfig Config { get; init; }

    /// <summary>What counts as a review.</summary>
    public required ReviewConfig Review { get; init; }
}
