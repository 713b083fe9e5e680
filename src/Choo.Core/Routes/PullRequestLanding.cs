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
    private readonly SemaphoreSlim merging = new(1);
    private readonly ForgePatience patience = context.Patience;

    /// <summary>Whether a commit contains the base's newest commit on the remote.</summary>
    public async Task<bool> HasBaseAsync(string commit, CancellationToken cancellationToken) =>
        await context.Landing.ContainsAsync(commit, await TipAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Has the forge merge one, and no other of this run meanwhile: two that were approved at once were not proved together. Null when the base has
    /// moved, whose newest commit the merge's head does not have.
    /// </summary>
    public async Task<ForgeAnswer<string>?> MergeAsync(string unit, PullRequestMerge merge, CancellationToken cancellationToken)
    {
        await merging.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!await HasBaseAsync(merge.HeadCommit, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            var answer = await context.Forge.PullRequests.MergeAsync(merge, cancellationToken).ConfigureAwait(false);
            if (answer is ForgeAnswer<string>.Ok merged)
            {
                // The next one looks at the base over git, which may be behind what the forge answers.
                await WaitForAsync(unit, merged.Value, cancellationToken).ConfigureAwait(false);
            }

            return answer;
        }
        finally
        {
            merging.Release();
        }
    }

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
        if (log.Known.Merged != commit)
        {
            await TellOfUnprovedAsync(log, commit, cancellationToken).ConfigureAwait(false);
            await log.PostAsync(new PullRequestMerged(log.Known.Number!.Value, commit)).ConfigureAwait(false);
        }

        await FollowBaseAsync(cancellationToken).ConfigureAwait(false);
        if (await new ClosedRecords(context).ProblemAsync(unit.Id, commit, log.Known.Commit, cancellationToken).ConfigureAwait(false) is { } open)
        {
            log.Note(open);
        }

        foreach (var above in stack.On(log.Known.Branch))
        {
            // Before the branch goes: without it they would be closed. They look at it themselves too.
            if (await RetargetAsync(above, cancellationToken).ConfigureAwait(false) is { } refused)
            {
                log.Note(ForgeDiagnostics.Of(refused, context.Forge.Repository));
            }
        }

        var (branch, head) = (log.Known.Branch, log.Known.Commit);
        if (await patience.DoAsync(token => context.Forge.Branches.DeleteAsync(branch, head, token), cancellationToken).ConfigureAwait(false) is { } failure and not ForgeFailure.NotFound)
        {
            log.Note(ForgeDiagnostics.Of(failure, context.Forge.Repository));
        }

        // Together with the event: those above go by the one and by the other.
        context.History.Land(new Landed(unit.Id, unit.Planned.PlanPath, commit, head));
        log.Post(new UnitMerged(commit, context.Base, log.Known.Commit, []));
        await log.PostAsync(new UnitCompleted(commit, null)).ConfigureAwait(false);
    }

    /// <summary>Makes the target the base of a pull request; the refusal where the forge does not do it.</summary>
    public Task<ForgeFailure?> RetargetAsync(int number, CancellationToken cancellationToken) => patience.DoAsync(
        token => context.Forge.PullRequests.UpdateAsync(new PullRequestKey(number, ""), new PullRequestChange { Base = context.Base }, token), cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        turn.Dispose();
        merging.Dispose();
    }

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

    /// <summary>Somebody pushed to the base in the moment of the merge, or merged it by hand: nothing has seen both together. A merge queue runs its own checks on that.</summary>
    private async Task TellOfUnprovedAsync(PullRequestLog log, string commit, CancellationToken cancellationToken)
    {
        var known = log.Known;
        if (known.Queued != known.Commit
            && await context.Landing.TreeOfAsync(commit, cancellationToken).ConfigureAwait(false) != await context.Landing.TreeOfAsync(known.Commit, cancellationToken).ConfigureAwait(false))
        {
            log.Note(DiagnosticCodes.MergedUnproved.Because(
                $"{log.Unit.Id}: pull request #{known.Number} ({known.Url}) was merged as {Short(commit)}, whose files are not those that were proved as {Short(known.Commit)}: {context.Base} had moved by then, and no gate has run on both together"));
        }
    }

    private static string Short(string commit) => commit.Length > 10 ? commit[..10] : commit;

    /// <summary>
    /// Whatever the way of the merge: merging the proved commit into it once more changes nothing. Where a person merged an older one, what came since may
    /// be on the base by another way.
    /// </summary>
    private async Task CheckWorkAsync(string unit, string commit, string proved, CancellationToken cancellationToken)
    {
        if (!await HasWorkAsync(unit, commit, proved, cancellationToken).ConfigureAwait(false)
            && !await HasWorkAsync(unit, await TipAsync(cancellationToken).ConfigureAwait(false), proved, cancellationToken).ConfigureAwait(false))
        {
            throw new PortException(DiagnosticCodes.PullRequestChanged.Because($"{unit}: what was merged as {commit} is not the proved work of {proved}; bring the rest onto {context.Base} and resume"));
        }
    }

    private async Task<bool> HasWorkAsync(string unit, string commit, string proved, CancellationToken cancellationToken)
    {
        var again = await context.Landing.MergeAsync(commit, proved, CommitMessages.ForLanding(context.Run.Run, unit), ClosedUnits.AsIn(commit, context.Source, context.Run.Units[unit]), cancellationToken).ConfigureAwait(false);
        return again is MergeOutcome.Merged merged && merged.Tree == await context.Landing.TreeOfAsync(commit, cancellationToken).ConfigureAwait(false);
    }
}
