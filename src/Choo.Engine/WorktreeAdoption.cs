using Choo.Adapters.Git;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Ports;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>Worktrees of dead runs come into the pool: what is in them and nowhere else is saved, unless a unit goes on from it.</summary>
/// <param name="repository">The repository.</param>
/// <param name="pool">The pool.</param>
/// <param name="worktrees">The port over it.</param>
/// <param name="target">The commit a worktree without a unit is expected at.</param>
/// <param name="events">Told of saved work and of what could not be saved, with the unit it belongs to where that is known.</param>
internal sealed class WorktreeAdoption(Repository repository, WorktreePool pool, GitWorktrees worktrees, string target, IEvents events)
{
    /// <summary>Adopts what is there; units of <paramref name="state"/> that have work in hand find it again.</summary>
    public async Task RunAsync(RunState? state, CancellationToken cancellationToken)
    {
        foreach (var (gone, saved) in await GoneWorktrees.ForgetAsync(repository, pool.Place, cancellationToken).ConfigureAwait(false))
        {
            if (saved is not null)
            {
                await events.PostDurablyAsync(null, null, new WorkSaved(saved.Ref, saved.Commit, $"the last commit of {gone.Path}, which was deleted")).ConfigureAwait(false);
            }
        }

        foreach (var left in await pool.AdoptAsync(keepTorn: false, cancellationToken).ConfigureAwait(false))
        {
            var owner = state?.Units.Concat(state.Gone).FirstOrDefault(unit => unit.Worktree == left.Name && !unit.State.IsTerminal());
            if (state?.Gone.Contains(owner) is not true && owner is { HasWorkInHand: true })
            {
                worktrees.Reserve(left.Name);
                continue;
            }

            try
            {
                if (left.IsChoosAlone)
                {
                    await pool.ResetAsync(left, target, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                await SaveAsync(left, owner, cancellationToken).ConfigureAwait(false);
            }
            catch (PortException refused)
            {
                pool.LeaveOut(left.Name);
                // It stays out of the pool; the units that have nothing to do with it go on.
                events.Post(owner?.Id, null, new DiagnosticReported(DiagnosticCodes.WorktreeKept.At(left.Name, 0, 0, $"what a run left in it cannot be saved: {refused.Diagnostic.Message}")));
            }
        }
    }

    private async Task SaveAsync(PooledWorktree left, UnitProgress? owner, CancellationToken cancellationToken)
    {
        var unit = owner?.Id ?? "unknown";
        var moved = left.Head == (owner?.Tip ?? target) ? null : await worktrees.KeepHeadAsync(left, unit, cancellationToken).ConfigureAwait(false);
        var saved = await worktrees.ReleaseAsync(new Worktree(left.Path, left.Name), unit, cancellationToken).ConfigureAwait(false);
        foreach (var work in new[] { moved, saved }.OfType<SavedWork>())
        {
            await events.PostDurablyAsync(owner?.Id, null, new WorkSaved(work.Ref, work.Commit, $"left in {left.Name} by a run that ended")).ConfigureAwait(false);
        }
    }
}
