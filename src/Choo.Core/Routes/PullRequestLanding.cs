using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Flow;
using Choo.Core.Forge;
using Choo.Core.Landing;
using Choo.Core.Ports;

namespace Choo.Core.Routes;

/// <summary>What is between the base on the remote and the target here: whether a head has the base, and what a merge brought.</summary>
internal sealed class PullRequestLanding(PullRequestContext context, PullRequestStack stack) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly ForgePatience patience = context.Patience;

    /// <summary>Whether a commit contains the base's newest commit on the remote.</summary>
    public async Task<bool> HasBaseAsync(string commit, CancellationToken cancellationToken) =>
        await context.Landing.ContainsAsync(commit, await TipAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Moves the target here to where the base is on the remote; returns that commit.</summary>
    public async Task<string> FollowBaseAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (true)
            {
                var tip = await TipAsync(cancellationToken).ConfigureAwait(false);
                var here = await context.Landing.TipAsync(cancellationToken).ConfigureAwait(false);
                if (here == tip)
                {
                    return tip;
                }

                if (!await context.Landing.ContainsAsync(tip, here, cancellationToken).ConfigureAwait(false))
                {
                    throw new PortException(DiagnosticCodes.TargetNotPushed.Because($"{context.Base} has commits here that the remote does not have: push or remove them, and resume"));
                }

                switch (await context.Landing.AdvanceAsync(here, tip, cancellationToken).ConfigureAwait(false))
                {
                    case AdvanceOutcome.Advanced:
                        return tip;
                    case AdvanceOutcome.Refused refused:
                        throw new PortException(DiagnosticCodes.CheckoutInTheWay.Because(
                            $"the checkout in {refused.Checkout} cannot be fast-forwarded to what was merged: {refused.Reason} Nothing was touched: commit or move those files, then `dotnet choo resume`"));
                }
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A pull request is said to be merged: the unit is complete once the target contains its work.</summary>
    public async Task CompleteAsync(PullRequestLog log, string commit, CancellationToken cancellationToken)
    {
        var unit = log.Unit;
        await WaitForAsync(unit.Id, commit, cancellationToken).ConfigureAwait(false);
        await CheckWorkAsync(unit.Id, commit, log.Known.Commit, cancellationToken).ConfigureAwait(false);
        await log.PostAsync(new PullRequestMerged(log.Known.Number!.Value, commit)).ConfigureAwait(false);
        await FollowBaseAsync(cancellationToken).ConfigureAwait(false);
        context.History.Land(new Landed(unit.Id, unit.Planned.Path, commit, log.Known.Commit));
        foreach (var above in stack.On(log.Known.Branch))
        {
            // Before the branch goes: without it they would be closed. They look at it themselves too.
            if (await RetargetAsync(above, cancellationToken).ConfigureAwait(false) is { } refused)
            {
                log.Note(ForgeDiagnostics.Of(refused, context.Forge.Repository));
            }
        }

        if (await context.Forge.Branches.DeleteAsync(log.Known.Branch, log.Known.Commit, cancellationToken).ConfigureAwait(false) is { } failure and not ForgeFailure.NotFound)
        {
            log.Note(ForgeDiagnostics.Of(failure, context.Forge.Repository));
        }

        log.Post(new UnitMerged(commit, context.Base, log.Known.Commit, []));
        await log.PostAsync(new UnitCompleted(commit, null)).ConfigureAwait(false);
    }

    /// <summary>Makes the target the base of a pull request; the refusal where the forge does not do it.</summary>
    public async Task<ForgeFailure?> RetargetAsync(int number, CancellationToken cancellationToken)
    {
        var since = context.Clock.GetUtcNow();
        while (true)
        {
            var failure = await context.Forge.PullRequests.UpdateAsync(new PullRequestKey(number, ""), new PullRequestChange { Base = context.Base }, cancellationToken).ConfigureAwait(false);
            if (failure is not (ForgeFailure.RateLimited or ForgeFailure.Unavailable or ForgeFailure.AnswerLost))
            {
                return failure;
            }

            await patience.PauseAsync(failure, since, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task<string> TipAsync(CancellationToken cancellationToken) =>
        await patience.ReachAsync(token => context.Remote.FetchAsync(context.Base, token), cancellationToken).ConfigureAwait(false)
            ?? throw new PortException(DiagnosticCodes.TargetNotPushed.Because($"the remote has no branch {context.Base}: push it and resume"));

    /// <summary>Until the base on the remote has the commit: a forge may answer before its git does.</summary>
    private async Task WaitForAsync(string unit, string commit, CancellationToken cancellationToken)
    {
        var since = context.Clock.GetUtcNow();
        while (true)
        {
            var tip = await TipAsync(cancellationToken).ConfigureAwait(false);
            if ((await context.Landing.MissingAsync(tip, [commit], cancellationToken).ConfigureAwait(false)).Count == 0)
            {
                return;
            }

            if (context.Clock.GetUtcNow() - since >= context.Review.Timeout)
            {
                throw new PortException(DiagnosticCodes.PullRequestChanged.Because($"{unit}: the forge says that its pull request was merged as {commit}, and {context.Base} does not have that commit"));
            }

            await Task.Delay(context.Review.PollInterval, context.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whatever the way of the merge: merging the proved commit into it once more changes nothing.</summary>
    private async Task CheckWorkAsync(string unit, string commit, string proved, CancellationToken cancellationToken)
    {
        var again = await context.Landing.MergeAsync(commit, proved, CommitMessages.ForLanding(context.Run.Run, unit), cancellationToken).ConfigureAwait(false);
        var tree = await context.Landing.TreeOfAsync(commit, cancellationToken).ConfigureAwait(false);
        if (again is not MergeOutcome.Merged merged || merged.Tree != tree)
        {
            throw new PortException(DiagnosticCodes.PullRequestChanged.Because($"{unit}: what was merged as {commit} is not the proved work of {proved}; look at it, and resume once it is on {context.Base}"));
        }
    }
}
