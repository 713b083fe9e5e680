using Choo.Adapters.Git;
using Choo.Core.Events;
using Choo.Core.Flow;
using Choo.Core.Ports;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>How a run ends: what was taken back is found, evidence is written, refs and worktrees go.</summary>
internal sealed class RunClosing(RunStart start, IEvents events)
{
    private WorktreePool Pool => start.Resources.Pool;

    /// <summary>Closes it. What was taken back meanwhile counts as not complete, and its ref stays.</summary>
    public async Task CloseAsync(LandingCheck landings, CancellationToken cancellationToken)
    {
        foreach (var (unit, undone) in await landings.FindAsync(start.State.Units.Select(Landed.Of).OfType<Landed>(), cancellationToken).ConfigureAwait(false))
        {
            await events.PostDurablyAsync(unit, null, undone).ConfigureAwait(false);
        }

        await GiveBackAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task GiveBackAsync(CancellationToken cancellationToken)
    {
        // Unmerged units' refs are what their dependents build on when the run goes on.
        var state = start.State;
        var isOver = state.Counts.Complete == state.Units.Count || !state.Started.NoMerge;
        var complete = state.Units.Where(unit => isOver && unit.State == UnitState.Complete).Select(unit => unit.Id).ToHashSet(StringComparer.Ordinal);
        await Pool.SettleAsync(cancellationToken).ConfigureAwait(false);
        foreach (var problem in await start.Resources.Evidence.SettleAsync().ConfigureAwait(false))
        {
            events.Post(null, null, new DiagnosticReported(problem));
        }

        var told = start.Resources.Escalations.SettleAsync(cancellationToken);
        var sweep = start.Resources.Target.SweepAsync(complete, cancellationToken);
        var removals = Pool.All.OrderBy(each => each.Name, StringComparer.Ordinal).Select(worktree => (Worktree: worktree, Refusal: TryRemoveAsync(worktree, cancellationToken))).ToArray();
        await Task.WhenAll([sweep, .. removals.Select(each => each.Refusal)]).ConfigureAwait(false);
        foreach (var (worktree, refusal) in removals)
        {
            // git looks at every worktree there is, and gives up when one goes just then: alone it has another try.
            if (await refusal.ConfigureAwait(false) is not null && await TryRemoveAsync(worktree, cancellationToken).ConfigureAwait(false) is { } refused)
            {
                events.Post(null, null, new WorktreeKept(worktree.Name, refused));
            }
        }

        Pool.RemoveEmptyRoot();
        await told.ConfigureAwait(false);
    }

    /// <summary>Removes a worktree, which the pool reports; why git would not, when it would not.</summary>
    private async Task<string?> TryRemoveAsync(PooledWorktree worktree, CancellationToken cancellationToken)
    {
        try
        {
            await Pool.RemoveAsync(worktree, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (PortException refused)
        {
            return refused.Diagnostic.Message;
        }
    }
}
