using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Core.Events;
using Choo.Core.Forge;
using Choo.Core.Gates;
using Choo.Core.Routes;
using Choo.Core.Tests.Flow.Memory;

namespace Choo.Core.Tests.Routes;

/// <summary>A run of a feature in memory. Its branch is what the run lands on (main), and trunk is what it is proposed to.</summary>
internal sealed class FeatureRun
{
    public static readonly FeatureBranch Feature = new("shop", "main", "trunk");

    /// <param name="proposesUnits">Whether units become pull requests too.</param>
    /// <param name="config">How pull requests are opened.</param>
    public FeatureRun(bool proposesUnits = false, PullRequestConfig? config = null)
    {
        Run = new MemoryRun((request, tree) =>
        {
            tree.Write($"{request.Unit}-{request.Task}.txt", request.Unit);
            return AgentVerdict.Finished;
        })
        {
            Config = new ChooConfig { PullRequest = config ?? new PullRequestConfig(), TaskAttempts = 2, Land = proposesUnits ? LandingWay.PullRequest : LandingWay.Merge },
            Baseline = [new Gate("build", "true")],
            Route = proposesUnits
                ? (context, history) => new PullRequestRoute(new PullRequestContext { Run = context, Forge = Forge!, Remote = Remote!, Texts = new MemoryTexts(Run!.Git), Source = new MemorySource(), Landing = Run!.Landing, History = history, Clock = Clock, Feature = Feature })
                : null,
            Propose = (context, state, events, stop) => new FeaturePullRequest(
                new PullRequestContext { Run = context, Forge = Forge!, Remote = Remote!, Texts = new MemoryTexts(Run!.Git), Source = new MemorySource(), Landing = Run!.Landing, History = Core.Flow.TargetHistory.Of(context), Clock = Clock },
                Feature).ProposeAsync(state.Units, events, stop),
        };
        Remote = new MemoryRemote(Run.Git);
        Forge = new MemoryForge(Run.Git, Remote) { People = pull => pull.React(ReactionKind.ThumbsUp), IsPublic = false };
        Run.Begun = first => Remote["trunk"] = first;
    }

    public MemoryRun Run { get; }

    public MemoryRemote Remote { get; }

    public MemoryForge Forge { get; }

    public JumpingClock Clock { get; } = new();

    /// <summary>The feature's own pull request.</summary>
    public MemoryPullRequest Proposed => Forge.All.Single(each => each.Base == "trunk");

    /// <summary>Why the run could not go on; null when nothing kept it.</summary>
    public string? Reason => (Run.State.End as RunFailed)?.Reason?.Code;
}
