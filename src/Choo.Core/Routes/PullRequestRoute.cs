using System.Collections.Immutable;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.State;

namespace Choo.Core.Routes;

/// <summary>
/// Each proved unit becomes a pull request that choo drives to its merge. The landing queue waits for the journal alone: pushing, opening and all that
/// follows is the unit's own flow, and a later start of the run takes it up where it was.
/// </summary>
public sealed class PullRequestRoute : ILandingRoute, IDisposable
{
    private readonly PullRequestContext context;
    private readonly PullRequestPoller poller;
    private readonly ForgeFacts facts;
    private readonly EarlierChecks earlier;
    private readonly PullRequestLanding landing;
    private readonly PullRequestStack stack;

    /// <summary>A route over a forge and a remote.</summary>
    public PullRequestRoute(PullRequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        this.context = context;
        poller = new PullRequestPoller(context.Forge, context.Clock, context.Review.PollInterval, context.Review.Timeout);
        facts = new ForgeFacts(context);
        earlier = new EarlierChecks(context);
        stack = new PullRequestStack(context);
        landing = new PullRequestLanding(context, stack);
    }

    /// <inheritdoc/>
    public ILandingQueue Queue(TrainLimits limits, string target)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return new ProposalQueue(limits, target);
    }

    /// <summary>
    /// A unit whose newest commit is in its pull request, or was to be, is followed again without another proof. One that has more since, or whose
    /// target moved, is proved first.
    /// </summary>
    public async Task<LandingResult.Left?> ContinueAsync(UnitAssignment unit, string target, IEvents events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(events);
        if (unit.PullRequest is not { IsOutdated: false } known || known.Commit != unit.Tip)
        {
            return null;
        }

        if (!known.IsPushed && !await context.Landing.KeepAsync(unit.Id, known.Commit, cancellationToken).ConfigureAwait(false))
        {
            // The commit that was to be pushed is gone: it is made and proved again.
            return null;
        }

        if (known is { IsPushed: true, Number: { } number })
        {
            var again = new PullRequestReviewed(number, PullRequestStatus.Pending);

            // One that left the merge queue may be put into it once more by a later start.
            unit = unit with { PullRequest = PullRequestProgress.After(known, again, context.Clock.GetUtcNow())! with { Queued = null } };
            events.Post(unit.Id, null, again);
        }

        return Follow(unit, [], events);
    }

    /// <inheritdoc/>
    public async Task<LandingResult> LandAsync(ProvedUnits proved, IEvents events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proved);
        ArgumentNullException.ThrowIfNull(events);
        var (unit, commit, proof) = proved.Units is [var only] ? (only.Unit, only.Commit, only.Proof) : throw new InvalidOperationException("units are proposed one by one");
        var pushing = new PullRequestPushing(unit.PullRequest?.Branch ?? PullRequestContext.BranchOf(unit.Id), commit, proved.From)
        {
            // Also what was merged between the proof and now: its commits may have landed as another one, and the watch has the unit proved on that.
            Below = unit.Parents.FirstOrDefault(parent => parent.Value.Merged != proved.From && parent.Value.Heads.Contains(proved.From)).Key,
        };
        await events.PostDurablyAsync(unit.Id, null, pushing).ConfigureAwait(false);
        await context.Landing.KeepAsync(unit.Id, commit, cancellationToken).ConfigureAwait(false);
        return Follow(unit with { Tip = commit, PullRequest = PullRequestProgress.After(unit.PullRequest, pushing, context.Clock.GetUtcNow()) }, proof, events);
    }

    /// <inheritdoc/>
    public void Leave(string unit, bool hasFailed) => stack.Stop(unit, hasFailed);

    /// <inheritdoc/>
    public void Dispose()
    {
        poller.Dispose();
        facts.Dispose();
        landing.Dispose();
    }

    private LandingResult.Left Follow(UnitAssignment unit, ImmutableArray<Evidence> proof, IEvents events)
    {
        stack.Begin(unit);
        var log = new PullRequestLog(unit, events, stack, context.Clock);
        return new LandingResult.Left
        {
            Follow = async stop =>
            {
                try
                {
                    await FollowAsync(log, proof, stop).ConfigureAwait(false);
                }
                catch (PortException failure)
                {
                    // What is proved stays proved: a person mends what refused it, and the run goes on from here.
                    log.Wait(failure.Diagnostic);
                }
            },
        };
    }

    private async Task FollowAsync(PullRequestLog log, ImmutableArray<Evidence> proof, CancellationToken stop)
    {
        if (!log.Known.IsPushed)
        {
            await new PullRequestPush(context, facts, log, proof, stack).RunAsync(stop).ConfigureAwait(false);
        }

        await new PullRequestWatch(context, poller, facts, earlier, landing, stack, log).RunAsync(stop).ConfigureAwait(false);
    }
}
