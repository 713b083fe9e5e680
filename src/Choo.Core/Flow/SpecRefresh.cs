using System.Collections.Immutable;
using Choo.Core.Events;
using Choo.Core.Landing;
using Choo.Core.Ports;

namespace Choo.Core.Flow;

/// <summary>
/// Brings a unit whose spec changed, and that has commits already, onto the commit with the new text: its work is merged with the target, and
/// its spec is the target's, with only those tasks complete whose own text is still the same.
/// </summary>
internal sealed class SpecRefresh(UnitScope scope)
{
    private IWorktrees Worktrees => scope.Ports.Worktrees;

    private string Onto => scope.Assignment.SpecCommit;

    /// <summary>The worktree with the merged commit, which is the unit's tip then; null when the work does not merge: the unit starts again and its work is kept.</summary>
    public async Task<Worktree?> RunAsync(CancellationToken cancellationToken)
    {
        var message = CommitMessages.ForConflict(scope.Settings.Run, scope.Unit.Id, scope.Settings.Target);
        var merge = await scope.Ports.Landing.MergeAsync(scope.Tip, Onto, message, ClosedUnits.AsIn(Onto, scope.Ports.Source, scope.Unit), cancellationToken).ConfigureAwait(false);
        var (tree, conflicts) = merge switch
        {
            MergeOutcome.Conflicted conflicted => (conflicted.Tree, conflicted.Files.Where(path => !IsOwnSpec(path)).ToImmutableArray()),
            MergeOutcome.Merged merged => (merged.Tree, []),
            _ => throw new InvalidOperationException("a merge has two outcomes"),
        };
        if (!conflicts.IsEmpty)
        {
            await StartOverAsync(conflicts, cancellationToken).ConfigureAwait(false);
            return null;
        }

        var worktree = await Worktrees.AcquireAsync(scope.Tip, cancellationToken).ConfigureAwait(false);
        await TakeAsync(worktree, tree, _ => true, cancellationToken).ConfigureAwait(false);
        await TakeAsync(worktree, Onto, IsOwnSpec, cancellationToken).ConfigureAwait(false);
        await MarkAsync(worktree, cancellationToken).ConfigureAwait(false);
        var staged = await Worktrees.StageAsync(worktree, scope.Tip, cancellationToken).ConfigureAwait(false);
        await new TurnWork(scope, worktree).CommitAsync(
            staged, message, Onto, null, commit => new UnitCommitted(commit, staged.Tree, "merged with its new spec"), cancellationToken).ConfigureAwait(false);
        return worktree;
    }

    /// <summary>Makes the files that are wanted what they are in a tree or commit.</summary>
    private async Task TakeAsync(Worktree worktree, string from, Func<string, bool> wanted, CancellationToken cancellationToken)
    {
        var differing = await Worktrees.StageAsync(worktree, from, cancellationToken).ConfigureAwait(false);
        await Worktrees.RestoreAsync(worktree, from, [.. differing.Changed.Where(wanted)], cancellationToken).ConfigureAwait(false);
    }

    private async Task MarkAsync(Worktree worktree, CancellationToken cancellationToken)
    {
        foreach (var task in scope.Unit.Tasks.Where(task => scope.Assignment.Committed.Contains(task.Number)))
        {
            if (await Worktrees.ReadAsync(Onto, task.Path, cancellationToken).ConfigureAwait(false) is { } spec)
            {
                await Worktrees.WriteAsync(worktree, task.Path, scope.Ports.Source.MarkComplete(task, spec), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task StartOverAsync(ImmutableArray<string> conflicts, CancellationToken cancellationToken)
    {
        if (await scope.Ports.Landing.SaveAsync(scope.Unit.Id, scope.Tip, cancellationToken).ConfigureAwait(false) is { } saved)
        {
            scope.Post(new WorkSaved(saved.Ref, saved.Commit, "the spec changed, and this work conflicts with the target"));
        }

        await scope.PostDurablyAsync(new UnitRestarted($"its spec changed, and its work so far conflicts with {scope.Settings.Target} in {string.Join(", ", conflicts)}")).ConfigureAwait(false);
        scope.Restart();
    }

    private bool IsOwnSpec(string path) => scope.Ports.Source.IsTextOf(scope.Unit, path);
}
