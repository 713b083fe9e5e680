using System.Collections.Immutable;
using System.Text;
using Choo.Core.Events;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.Text;

namespace Choo.Core.Flow;

/// <summary>choo's own look at a conflict turn: undo what was not the agent's to change, see that every conflict is resolved, commit the merge.</summary>
internal sealed class ConflictJudge(UnitScope scope, Worktree worktree, string onto, MergeOutcome.Conflicted merge)
{
    private readonly TurnWork work = new(scope, worktree);
    private readonly string ours = scope.Tip;

    /// <summary>When each file in conflict was written by the merge: one that nobody touched since is not resolved.</summary>
    private ImmutableDictionary<string, DateTimeOffset?> written = Written(scope, worktree, merge.Files);

    /// <summary>What git could merge by itself: all that is not in conflict has to come out like this.</summary>
    private string Merged => merge.Tree;

    /// <summary>Commits the merge when its conflicts are resolved.</summary>
    public async Task<TurnJudgement> JudgeAsync(AgentDone turn, CancellationToken cancellationToken)
    {
        var (undone, isGivenUp) = await PutRightAsync(cancellationToken).ConfigureAwait(false);
        var failure = TurnWork.AgentFailure(turn.Outcome)
            ?? (isGivenUp ? Unresolved("the merge was aborted; it was started again, and its conflicts must be resolved") : null)
            ?? await UnresolvedAsync(cancellationToken).ConfigureAwait(false)
            ?? await CommitAsync(cancellationToken).ConfigureAwait(false);
        return failure is null ? new TurnJudgement.Accepted() : new TurnJudgement.Rejected(failure, undone);
    }

    private static ImmutableDictionary<string, DateTimeOffset?> Written(UnitScope scope, Worktree worktree, ImmutableArray<string> files) =>
        files.ToImmutableDictionary(file => file, file => scope.Ports.Worktrees.WrittenAt(worktree, file), StringComparer.Ordinal);

    private static TurnFailure Unresolved(string message) => new(TurnFailureKind.Unresolved, message);

    /// <summary>Brings back what the turn dropped of the target's work, and specs and configuration; also says whether the whole merge was given up.</summary>
    private async Task<(ImmutableArray<string> Undone, bool IsGivenUp)> PutRightAsync(CancellationToken cancellationToken)
    {
        var worktrees = scope.Ports.Worktrees;
        var files = merge.Files;
        var ofUnit = (await worktrees.StageAsync(worktree, scope.Tip, cancellationToken).ConfigureAwait(false)).Changed.ToHashSet(StringComparer.Ordinal);
        var ofMerge = await worktrees.StageAsync(worktree, Merged, cancellationToken).ConfigureAwait(false);
        var wrong = ofMerge.Changed.Where(path => !IsInConflict(path, files) && (!ofUnit.Contains(path) || scope.Settings.IsProtected(path))).ToImmutableArray();
        var givenUp = !files.Any(ofUnit.Contains) && (wrong.Any(path => !ofUnit.Contains(path)) || (ofUnit.Count == 0 && !await AreRemovedAsync(files, cancellationToken).ConfigureAwait(false)));
        if (wrong.Length > 0)
        {
            scope.Post(new EditsUndone([.. wrong.Select(PathText.Show)]));
        }

        if (wrong.Length > 0 || givenUp)
        {
            await worktrees.RestoreAsync(worktree, Merged, givenUp ? wrong.AddRange(files) : wrong, cancellationToken).ConfigureAwait(false);
        }

        if (givenUp)
        {
            // choo wrote them, and the next turn is to touch them.
            written = Written(scope, worktree, files);
        }

        return (wrong, givenUp);
    }

    /// <summary>Whether the unit had removed all that is in conflict: that it stays removed is a way to resolve it.</summary>
    private async Task<bool> AreRemovedAsync(ImmutableArray<string> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            if (await scope.Ports.Worktrees.ReadAsync(scope.Tip, file, cancellationToken).ConfigureAwait(false) is not null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Null when the merge is committed; else what is wrong with it.</summary>
    private async Task<TurnFailure?> CommitAsync(CancellationToken cancellationToken)
    {
        var staged = await scope.Ports.Worktrees.StageAsync(worktree, scope.Tip, cancellationToken).ConfigureAwait(false);
        if (staged.Changed.FirstOrDefault(path => ConflictText.IsMakeshift(path, ours, onto)) is { } makeshift)
        {
            return Unresolved($"{PathText.Show(makeshift)} is a name that git made up because a file and a folder have the same name: give each its own place and remove it");
        }

        var dropped = await DroppedAsync(merge.Files, staged, cancellationToken).ConfigureAwait(false);
        if (dropped.Length > 0)
        {
            return Unresolved($"{string.Join(", ", dropped)} has only the work of {scope.Unit.Id}, and that of {scope.Settings.Target} was dropped; keep both");
        }

        // Links that the target has are the target's affair.
        if (TurnWork.Obstacle(staged with { Strays = [] }) is { } obstacle)
        {
            return obstacle;
        }

        var message = CommitMessages.ForConflict(scope.Settings.Run, scope.Unit.Id, scope.Settings.Target);
        await work.CommitAsync(staged, message, onto, null, commit => new UnitCommitted(commit, staged.Tree, "conflict resolved"), cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>What is in conflict, and what stands in the place that a file and a folder both want.</summary>
    private bool IsInConflict(string path, ImmutableArray<string> files) => files.Any(file =>
        path == file || (ConflictText.IsMakeshift(file, ours, onto) && ConflictText.Wanted(file, ours, onto) is var wanted
            && (path == wanted || path.StartsWith(wanted + "/", StringComparison.Ordinal))));

    /// <summary>A path in conflict is resolved when its markers are gone and it is not just as git left it; one that is to stay so has to be touched.</summary>
    private async Task<TurnFailure?> UnresolvedAsync(CancellationToken cancellationToken)
    {
        var worktrees = scope.Ports.Worktrees;
        var (marked, untouched) = (new List<string>(), new List<string>());
        foreach (var file in merge.Files)
        {
            var now = await worktrees.ReadFileAsync(worktree, file, cancellationToken).ConfigureAwait(false);
            var left = await worktrees.ReadAsync(Merged, file, cancellationToken).ConfigureAwait(false);
            var mine = await worktrees.ReadAsync(scope.Tip, file, cancellationToken).ConfigureAwait(false);
            var theirs = await worktrees.ReadAsync(onto, file, cancellationToken).ConfigureAwait(false);
            if (ConflictText.HasAny(now, ConflictText.Markers(left, mine, theirs)))
            {
                marked.Add(PathText.Show(file));
            }
            else if (Same(now, left) && worktrees.WrittenAt(worktree, file) == written[file])
            {
                untouched.Add(PathText.Show(file));
            }
        }

        return (marked, untouched) switch
        {
            ({ Count: > 0 }, _) => Unresolved($"conflict markers are left in {string.Join(", ", marked)}"),
            (_, { Count: > 0 }) => Unresolved($"{string.Join(", ", untouched)} is still as git left it: edit or remove it, or `touch` it to keep it as it is"),
            _ => null,
        };
    }

    private static bool Same(byte[]? one, byte[]? other) => one is null ? other is null : other is not null && one.AsSpan().SequenceEqual(other);

    /// <summary>Files in conflict that are the unit's own version again although the target's has lines which that does not have.</summary>
    private async Task<ImmutableArray<string>> DroppedAsync(ImmutableArray<string> files, StagedTree staged, CancellationToken cancellationToken)
    {
        var dropped = ImmutableArray.CreateBuilder<string>();
        foreach (var file in files.Except(staged.Changed))
        {
            var ours = await scope.Ports.Worktrees.ReadAsync(scope.Tip, file, cancellationToken).ConfigureAwait(false);
            var theirs = await scope.Ports.Worktrees.ReadAsync(onto, file, cancellationToken).ConfigureAwait(false);
            if (ours is not null && theirs is not null && Lines(theirs).Except(Lines(ours), StringComparer.Ordinal).Any())
            {
                dropped.Add(file);
            }
        }

        return dropped.ToImmutable();
    }

    private static IEnumerable<string> Lines(byte[] content) =>
        Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
