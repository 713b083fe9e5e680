using System.Collections.Immutable;
using Choo.Core.Landing;
using Choo.Core.TestEvidence;

namespace Choo.Core.Ports;

/// <summary>The target branch. Merges happen in git objects; the ref moves by compare-and-swap. Members throw <see cref="PortException"/> when git refuses for other reasons.</summary>
public interface ILanding
{
    /// <summary>The target's commit just now.</summary>
    Task<string> TipAsync(CancellationToken cancellationToken);

    /// <summary>The tree of a commit.</summary>
    Task<string> TreeOfAsync(string commit, CancellationToken cancellationToken);

    /// <summary>Whether a commit's history has another commit in it.</summary>
    Task<bool> ContainsAsync(string commit, string ancestor, CancellationToken cancellationToken);

    /// <summary>The unit whose work a commit is, by what choo wrote into its message; null for anybody else's commit.</summary>
    Task<string?> UnitOfAsync(string commit, CancellationToken cancellationToken);

    /// <summary>A merge commit of <paramref name="theirs"/> onto <paramref name="ours"/>; neither is moved. A file that is settled cannot be in conflict.</summary>
    Task<MergeOutcome> MergeAsync(string ours, string theirs, string message, SettledFile? settled, CancellationToken cancellationToken);

    /// <summary>What was done between two commits, as a short log with a diffstat, at most 4,000 characters.</summary>
    Task<string> ChangesAsync(string since, string until, CancellationToken cancellationToken);

    /// <summary>The wanted files that differ between two commits, as text.</summary>
    Task<ImmutableArray<ChangedFile>> ChangedFilesAsync(string since, string until, Func<string, bool> wanted, CancellationToken cancellationToken);

    /// <summary>The paths that differ between two commits.</summary>
    Task<ImmutableArray<string>> ChangedPathsAsync(string since, string until, CancellationToken cancellationToken);

    /// <summary>
    /// A commit on top of another whose tree is that one's with some parts (files or folders) as they are in a third commit, and gone where
    /// that has none; the commit itself when that changes nothing. No ref has it.
    /// </summary>
    Task<string> WithPartsAsync(string commit, string from, ImmutableArray<string> parts, CancellationToken cancellationToken);

    /// <summary>Moves the target from one commit to another; a clean checkout of it follows by a fast-forward that git itself accepts.</summary>
    Task<AdvanceOutcome> AdvanceAsync(string from, string to, CancellationToken cancellationToken);

    /// <summary>The commit under a unit's ref of this run, null when there is none.</summary>
    Task<string?> KeptAsync(string unit, CancellationToken cancellationToken);

    /// <summary>Those of some commits that the history of a commit does not have, gone ones among them.</summary>
    Task<IReadOnlySet<string>> MissingAsync(string commit, ImmutableArray<string> ancestors, CancellationToken cancellationToken);

    /// <summary>Keeps a commit under a unit's ref of this run; false when there is no such commit any more.</summary>
    Task<bool> KeepAsync(string unit, string commit, CancellationToken cancellationToken);

    /// <summary>Keeps a commit as saved work of a unit; null when there is no such commit any more.</summary>
    Task<SavedWork?> SaveAsync(string unit, string commit, CancellationToken cancellationToken);

    /// <summary>Gives a unit that stays unmerged a branch of its own; returns its name.</summary>
    Task<string> PublishAsync(string unit, string commit, CancellationToken cancellationToken);
}
