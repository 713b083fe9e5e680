using System.Collections.Immutable;
using System.Text;
using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.Text;

namespace Choo.Core.Flow;

/// <summary>A merge conflict: a bounded number of turns in the unit's worktree. What comes out is proved like any other merge.</summary>
internal sealed class ConflictStage(UnitScope scope, Worktree worktree, string onto)
{
    private readonly TurnWork work = new(scope, worktree);

    /// <summary>What git could merge by itself: all that is not in conflict has to come out like this.</summary>
    private string merged = "";
    private string ours = "";
    private ImmutableDictionary<string, DateTimeOffset?> written = ImmutableDictionary<string, DateTimeOffset?>.Empty;

    /// <summary>Null when the scope's tip is a merge of the target into the unit; else why not.</summary>
    public async Task<Diagnostic?> RunAsync(CancellationToken cancellationToken)
    {
        var message = CommitMessages.ForConflict(scope.Settings.Run, scope.Unit.Id, scope.Settings.Target);
        var merge = await scope.Ports.Landing.MergeAsync(scope.Tip, onto, message, cancellationToken).ConfigureAwait(false);
        if (merge is not MergeOutcome.Conflicted conflicted)
        {
            // It was resolved before a crash, or what it conflicted with is gone again.
            return null;
        }

        (merged, ours) = (conflicted.Tree, scope.Tip);
        await scope.Ports.Worktrees.BeginMergeAsync(worktree, onto, conflicted, cancellationToken).ConfigureAwait(false);
        var files = conflicted.Files;
        written = files.ToImmutableDictionary(file => file, file => scope.Ports.Worktrees.WrittenAt(worktree, file), StringComparer.Ordinal);
        var attempts = scope.Settings.Config.ConflictAttempts;
        var why = "";
        for (var attempt = 1; attempt <= attempts; attempt++)
        {
            var turn = await TurnAsync(files, attempt, why, cancellationToken).ConfigureAwait(false);
            why = await JudgeAsync(turn.Outcome, files, cancellationToken).ConfigureAwait(false);
            if (why.Length == 0)
            {
                return null;
            }
        }

        var first = why.Split('\n')[0];
        return DiagnosticCodes.ConflictUnresolved.At(
            scope.Unit.PlanPath, 1, 1, $"{scope.Unit.Id} conflicts with {scope.Settings.Target} in {string.Join(", ", files)}, and {attempts} turns did not resolve it: {first}");
    }

    private async Task<AgentDone> TurnAsync(ImmutableArray<string> files, int attempt, string why, CancellationToken cancellationToken)
    {
        var landing = scope.Ports.Landing;
        var prompt = Prompt.ForConflict(new ConflictPrompt
        {
            Unit = scope.Unit,
            Target = scope.Settings.Target,
            Files = files,
            UnitChanges = await landing.ChangesAsync(onto, scope.Tip, cancellationToken).ConfigureAwait(false),
            TargetChanges = await landing.ChangesAsync(scope.Tip, onto, cancellationToken).ConfigureAwait(false),
            Checks = await scope.Gates.ProofAtAsync(scope.Unit, scope.Tip, cancellationToken).ConfigureAwait(false),
            Attempt = attempt,
            Attempts = scope.Settings.Config.ConflictAttempts,
            Failure = why.Length > 0 ? why : null,
        });
        return await new AgentTurn("conflict", null, attempt, prompt).RunAsync(scope, worktree, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings back what the turn dropped of the target's work, and specs and configuration. True when the whole merge was given up.</summary>
    private async Task<bool> PutRightAsync(ImmutableArray<string> files, CancellationToken cancellationToken)
    {
        var worktrees = scope.Ports.Worktrees;
        var ofUnit = (await worktrees.StageAsync(worktree, scope.Tip, cancellationToken).ConfigureAwait(false)).Changed.ToHashSet(StringComparer.Ordinal);
        var ofMerge = await worktrees.StageAsync(worktree, merged, cancellationToken).ConfigureAwait(false);
        var wrong = ofMerge.Changed.Where(path => !IsInConflict(path, files) && (!ofUnit.Contains(path) || scope.Settings.IsProtected(path))).ToImmutableArray();
        var givenUp = !files.Any(ofUnit.Contains) && (wrong.Any(path => !ofUnit.Contains(path)) || (ofUnit.Count == 0 && !await AreRemovedAsync(files, cancellationToken).ConfigureAwait(false)));
        if (wrong.Length > 0)
        {
            scope.Post(new EditsUndone([.. wrong.Select(PathText.Show)]));
        }

        if (wrong.Length > 0 || givenUp)
        {
            await worktrees.RestoreAsync(worktree, merged, givenUp ? wrong.AddRange(files) : wrong, cancellationToken).ConfigureAwait(false);
        }

        return givenUp;
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

    /// <summary>Empty when the merge is committed; else what is wrong with it.</summary>
    private async Task<string> JudgeAsync(AgentOutcome outcome, ImmutableArray<string> files, CancellationToken cancellationToken)
    {
        if (outcome.Verdict != AgentVerdict.Finished)
        {
            return outcome.Error ?? "the agent did not finish";
        }

        var worktrees = scope.Ports.Worktrees;
        await work.PutBackHeadAsync(null, cancellationToken).ConfigureAwait(false);
        if (await PutRightAsync(files, cancellationToken).ConfigureAwait(false))
        {
            return "the merge was aborted; it was started again, and its conflicts must be resolved";
        }

        if (await UnresolvedAsync(files, cancellationToken).ConfigureAwait(false) is { } unresolved)
        {
            return unresolved;
        }

        var staged = await worktrees.StageAsync(worktree, scope.Tip, cancellationToken).ConfigureAwait(false);
        if (staged.Changed.FirstOrDefault(path => ConflictText.IsMakeshift(path, ours, onto)) is { } makeshift)
        {
            return $"{PathText.Show(makeshift)} is a name that git made up because a file and a folder have the same name: give each its own place and remove it";
        }

        var dropped = await DroppedAsync(files, staged, cancellationToken).ConfigureAwait(false);
        if (dropped.Length > 0)
        {
            return $"{string.Join(", ", dropped)} has only the work of {scope.Unit.Id}, and that of {scope.Settings.Target} was dropped; keep both";
        }

        // Links that the target has are the target's affair.
        if ((staged with { Strays = [] }).Obstacle is { } obstacle)
        {
            return obstacle;
        }

        var message = CommitMessages.ForConflict(scope.Settings.Run, scope.Unit.Id, scope.Settings.Target);
        await work.CommitAsync(staged, message, onto, null, commit => new UnitCommitted(commit, staged.Tree, "conflict resolved"), cancellationToken).ConfigureAwait(false);
        return "";
    }

    /// <summary>What is in conflict, and what stands in the place that a file and a folder both want.</summary>
    private bool IsInConflict(string path, ImmutableArray<string> files) => files.Any(file =>
        path == file || (ConflictText.IsMakeshift(file, ours, onto) && ConflictText.Wanted(file, ours, onto) is var wanted
            && (path == wanted || path.StartsWith(wanted + "/", StringComparison.Ordinal))));

    /// <summary>A path in conflict is resolved when its markers are gone and it is not just as git left it; one that is to stay so has to be touched.</summary>
    private async Task<string?> UnresolvedAsync(ImmutableArray<string> files, CancellationToken cancellationToken)
    {
        var worktrees = scope.Ports.Worktrees;
        var (marked, untouched) = (new List<string>(), new List<string>());
        foreach (var file in files)
        {
            var now = await worktrees.ReadFileAsync(worktree, file, cancellationToken).ConfigureAwait(false);
            var left = await worktrees.ReadAsync(merged, file, cancellationToken).ConfigureAwait(false);
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
            ({ Count: > 0 }, _) => $"conflict markers are left in {string.Join(", ", marked)}",
            (_, { Count: > 0 }) => $"{string.Join(", ", untouched)} is still as git left it: edit or remove it, or `touch` it to keep it as it is",
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
