using Choo.Adapters.Git;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;
using Choo.Core.Running;

namespace Choo.Adapters.Hosting;

/// <content>How it ends: evidence is written, refs and worktrees go.</content>
internal sealed partial class RunSession
{
    private async Task<int> GiveUpAsync()
    {
        await CloseAsync(stop.Token).ConfigureAwait(false);
        var reason = DiagnosticCodes.TargetRed.Because(
            $"{inputs.Target.Branch} itself does not pass its baseline, so no unit could be proved on it; make it pass, or set baseline.allow_red_target: true");
        Record(new RunFailed { Blocked = inputs.Units.Length, Reason = reason });
        return 3;
    }

    private async Task CloseAsync(CancellationToken cancellationToken)
    {
        // Unmerged units' refs are what their dependents build on when the run goes on.
        var isOver = state!.Counts.Complete == state.Units.Count || !state.Started.NoMerge;
        var complete = state.Units.Where(unit => isOver && unit.State == UnitState.Complete).Select(unit => unit.Id).ToHashSet(StringComparer.Ordinal);
        await pool.SettleAsync(cancellationToken).ConfigureAwait(false);
        foreach (var problem in await evidence.SettleAsync().ConfigureAwait(false))
        {
            Tell(new Noted(problem));
        }

        await Task.WhenAll([
            target.SweepAsync(complete, cancellationToken),
            .. pool.All.OrderBy(each => each.Name, StringComparer.Ordinal).Select(worktree => RemoveAsync(worktree, cancellationToken))]).ConfigureAwait(false);
        pool.RemoveEmptyRoot();
    }

    private async Task RemoveAsync(PooledWorktree worktree, CancellationToken cancellationToken)
    {
        EventData done;
        try
        {
            await pool.RemoveAsync(worktree, cancellationToken).ConfigureAwait(false);
            done = new WorktreeRemoved(worktree.Name);
        }
        catch (PortException refused)
        {
            done = new WorktreeKept(worktree.Name, refused.Diagnostic.Message);
        }

        Tell(done);
    }
}
