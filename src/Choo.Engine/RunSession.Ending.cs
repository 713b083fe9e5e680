using Choo.Adapters.Git;
using Choo.Core.Events;
using Choo.Core.Flow;
using Choo.Core.Ports;
using Choo.Core.State;

namespace Choo.Engine;

/// <content>Worktrees come and go; evidence is written.</content>
internal sealed partial class RunSession
{
    private void PlanWorktrees()
    {
        int UpTo(int most) => Math.Min(most, inputs.Units.Length);
        pool.Plan(inputs.Target.Commit, UpTo(inputs.Parallelism), UpTo(RunState.MostAtWorkFor(inputs.Parallelism)), stop.Token);
    }

    /// <summary>What was taken back meanwhile counts as not complete, and its ref stays.</summary>
    private async Task CloseAsync(LandingCheck landings, IEvents sink, CancellationToken cancellationToken)
    {
        foreach (var (unit, undone) in await landings.FindAsync(state!.Units.Select(Landed.Of).OfType<Landed>(), cancellationToken).ConfigureAwait(false))
        {
            await sink.PostDurablyAsync(unit, null, undone).ConfigureAwait(false);
        }

        await CloseAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task CloseAsync(CancellationToken cancellationToken)
    {
        // Unmerged units' refs are what their dependents build on when the run goes on.
        var isOver = state!.Counts.Complete == state.Units.Count || !state.Started.NoMerge;
        var complete = state.Units.Where(unit => isOver && unit.State == UnitState.Complete).Select(unit => unit.Id).ToHashSet(StringComparer.Ordinal);
        await pool.SettleAsync(cancellationToken).ConfigureAwait(false);
        foreach (var problem in await evidence.SettleAsync().ConfigureAwait(false))
        {
            Tell(new DiagnosticReported(problem));
        }

        var sweep = target.SweepAsync(complete, cancellationToken);
        var removals = pool.All.OrderBy(each => each.Name, StringComparer.Ordinal).Select(worktree => (Worktree: worktree, Refusal: TryRemoveAsync(worktree, cancellationToken))).ToArray();
        await Task.WhenAll([sweep, .. removals.Select(each => each.Refusal)]).ConfigureAwait(false);
        foreach (var (worktree, refusal) in removals)
        {
            // git looks at every worktree there is, and gives up when one goes just then: alone it has another try.
            if (await refusal.ConfigureAwait(false) is not null && await TryRemoveAsync(worktree, cancellationToken).ConfigureAwait(false) is { } refused)
            {
                Tell(new WorktreeKept(worktree.Name, refused));
            }
        }

        pool.RemoveEmptyRoot();
    }

    /// <summary>Removes a worktree and records that; why git would not, when it would not.</summary>
    private async Task<string?> TryRemoveAsync(PooledWorktree worktree, CancellationToken cancellationToken)
    {
        try
        {
            await pool.RemoveAsync(worktree, cancellationToken).ConfigureAwait(false);
        }
        catch (PortException refused)
        {
            return refused.Diagnostic.Message;
        }

        Tell(new WorktreeRemoved(worktree.Name));
        return null;
    }
}
