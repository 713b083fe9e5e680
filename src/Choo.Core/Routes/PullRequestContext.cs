using System.Collections.Immutable;
using Choo.Core.Configuration;
using Choo.Core.Flow;
using Choo.Core.Ports;

namespace Choo.Core.Routes;

/// <summary>What pull requests are brought on with: the same for all of a run.</summary>
public sealed record PullRequestContext
{
    /// <summary>What is the same for every unit of the run.</summary>
    public required RunContext Run { get; init; }

    /// <summary>The forge.</summary>
    public required IForge Forge { get; init; }

    /// <summary>The remote that is on the forge.</summary>
    public required IRemote Remote { get; init; }

    /// <summary>Files of commits: plans and templates.</summary>
    public required ICommitTexts Texts { get; init; }

    /// <summary>Pull requests that earlier starts of the run opened: numbers by unit.</summary>
    public ImmutableDictionary<string, int> Opened { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>The feature whose units they are; null without one.</summary>
    public FeatureBranch? Feature { get; init; }

    /// <summary>Where units come from.</summary>
    public required IUnitSource Source { get; init; }

    /// <summary>The target as it is here.</summary>
    public required ILanding Landing { get; init; }

    /// <summary>Told of each landing.</summary>
    public required TargetHistory History { get; init; }

    /// <summary>The time.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>How pull requests are opened and merged.</summary>
    public PullRequestConfig Config => Run.Config.PullRequest;

    /// <summary>What counts as a review.</summary>
    public ReviewConfig Review => Run.Config.Review;

    /// <summary>The base of all pull requests: the target branch's short name.</summary>
    public string Base => Run.Target;

    /// <summary>Waits out what passes by itself.</summary>
    internal ForgePatience Patience => new(Forge.Repository, Clock, Review.PollInterval, Review.Timeout);

    /// <summary>The branch of a unit.</summary>
    public static string BranchOf(string unit) => $"choo/{unit}";
}
