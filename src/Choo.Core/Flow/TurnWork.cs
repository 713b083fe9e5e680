using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.Events;
using Choo.Core.Ports;
using Choo.Core.Specs;

namespace Choo.Core.Flow;

/// <summary>What a turn left in a worktree, on its way to be the unit's newest commit. Every stage that starts turns goes this way.</summary>
internal sealed class TurnWork(UnitScope scope, Worktree worktree)
{
    /// <summary>An agent may have moved HEAD: where it went is saved and recorded, and HEAD is put back; files stay.</summary>
    public async Task PutBackHeadAsync(SpecTask? task, CancellationToken cancellationToken)
    {
        var moved = await scope.Ports.Worktrees.PutBackHeadAsync(worktree, scope.Unit.Id, scope.Tip, cancellationToken).ConfigureAwait(false);
        if (moved is not null)
        {
            scope.Post(new WorkSaved(moved.Ref, moved.Commit, "the agent moved HEAD"), task);
        }
    }

    /// <summary>Why a turn that did not finish is not accepted; null when it finished.</summary>
    public static TurnFailure? AgentFailure(AgentOutcome outcome) =>
        outcome.Verdict == AgentVerdict.Finished ? null : new TurnFailure(TurnFailureKind.Agent, outcome.Error ?? "the agent did not finish");

    /// <summary>Why what is staged cannot be committed; null when it can.</summary>
    public static TurnFailure? Obstacle(StagedTree staged) => staged.Obstacle is { } obstacle
        ? new TurnFailure(staged.Nested.IsEmpty ? TurnFailureKind.CannotAdd : TurnFailureKind.NestedRepository, obstacle)
        : null;

    /// <summary>Stages everything but edits of what is not the agent's to change, which are undone and returned.</summary>
    public async Task<(StagedTree Staged, ImmutableArray<string> Undone)> StageAsync(Func<string, bool> isForeign, CancellationToken cancellationToken)
    {
        var worktrees = scope.Ports.Worktrees;
        var staged = await worktrees.StageAsync(worktree, scope.Tip, cancellationToken).ConfigureAwait(false);
        var foreign = staged.Changed.Concat(staged.Refused.Select(each => each.Path)).Distinct().Where(isForeign).ToImmutableArray();
        if (foreign.IsEmpty)
        {
            return (staged, foreign);
        }

        await worktrees.RestoreAsync(worktree, scope.Tip, foreign, cancellationToken).ConfigureAwait(false);
        var again = await worktrees.StageAsync(worktree, scope.Tip, cancellationToken).ConfigureAwait(false);
        return (again with { Refused = [.. again.Refused.Union(staged.Refused.Where(each => !foreign.Contains(each.Path)))] }, foreign);
    }

    /// <summary>Commits onto the unit's tip (and a merged commit, where there is one); the journal knows of it before anything goes on.</summary>
    /// <param name="staged">What is committed.</param>
    /// <param name="message">The commit's whole message.</param>
    /// <param name="merged">A second parent.</param>
    /// <param name="task">The task it completes; null when it belongs to the whole unit.</param>
    /// <param name="tell">The event of the new commit.</param>
    /// <param name="cancellationToken">Ends it before the commit is made.</param>
    public async Task CommitAsync(StagedTree staged, string message, string? merged, SpecTask? task, Func<string, EventData> tell, CancellationToken cancellationToken)
    {
        ImmutableArray<string> parents = merged is null ? [scope.Tip] : [scope.Tip, merged];
        scope.Tip = await scope.Ports.Worktrees.CommitAsync(worktree, scope.Unit.Id, new NewCommit(staged.Tree, parents, message), cancellationToken).ConfigureAwait(false);
        scope.TipTree = staged.Tree;
        await scope.PostDurablyAsync(tell(scope.Tip), task).ConfigureAwait(false);
    }
}
