using System.Collections.Immutable;
using Choo.Core.Landing;
using Choo.Core.Text;

namespace Choo.Core.Ports;

/// <summary>A git worktree of choo's pool, checked out detached.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Name">Path relative to the repository.</param>
public sealed record Worktree(string Path, string Name);

/// <summary>A worktree's content as a tree object.</summary>
/// <param name="Tree">The tree.</param>
/// <param name="Changed">Paths that differ from the commit it was compared with.</param>
public sealed record StagedTree(string Tree, ImmutableArray<string> Changed)
{
    /// <summary>Folders that are repositories of their own and no submodules: their files are not in the tree.</summary>
    public ImmutableArray<string> Nested { get; init; } = [];

    /// <summary>What git cannot add: it is in the worktree, where a gate would see it, and not in the tree.</summary>
    public ImmutableArray<RefusedPath> Refused { get; init; } = [];

    /// <summary>New symbolic links that lead into a worktree or the checkout, or out of the repository: what they lead to, no clone has.</summary>
    public ImmutableArray<RefusedPath> Strays { get; init; } = [];

    /// <summary>Why the tree cannot count as the worktree's content, for the agent to put right; null when it can.</summary>
    public string? Obstacle => this switch
    {
        { Nested: [var first, ..] } => $"{string.Join(", ", Nested.Select(PathText.Show))} is a git repository of its own, so its files cannot be committed; remove {PathText.Show(first)}/.git",
        { Refused: [_, ..] } => $"git cannot add {string.Join(", ", Refused.Take(5).Select(each => $"{PathText.Show(each.Path)} ({each.Why})"))}{(Refused.Length > 5 ? " and others" : "")}; remove it, or put a plain file in its place",
        { Strays: [_, ..] } => $"{string.Join(", ", Strays.Take(5).Select(each => $"{PathText.Show(each.Path)} is a link to {PathText.Show(each.Why)}"))}{(Strays.Length > 5 ? ", and there are others" : "")}, which no clone of the repository has; link to a path inside the repository, relative to the link, or put a file in its place",
        _ => null,
    };
}

/// <summary>A commit to be made.</summary>
/// <param name="Tree">Its tree.</param>
/// <param name="Parents">Its parents in order.</param>
/// <param name="Message">Its whole message, trailers included.</param>
public sealed record NewCommit(string Tree, ImmutableArray<string> Parents, string Message);

/// <summary>Work that was saved under a ref.</summary>
/// <param name="Ref">The ref.</param>
/// <param name="Commit">The commit.</param>
public sealed record SavedWork(string Ref, string Commit);

/// <summary>The pool of worktrees. Every member throws <see cref="PortException"/> when git or the file system refuses.</summary>
public interface IWorktrees
{
    /// <summary>A clean worktree, detached at a commit; taken from the pool or added to it.</summary>
    Task<Worktree> AcquireAsync(string commit, CancellationToken cancellationToken);

    /// <summary>The worktree of that name just as a dead run left it, when it was kept for this; null when it is gone.</summary>
    Task<Worktree?> ReclaimAsync(string name, CancellationToken cancellationToken);

    /// <summary>Gives a worktree back; what is uncommitted in it is saved first and returned.</summary>
    Task<SavedWork?> ReleaseAsync(Worktree worktree, string unit, CancellationToken cancellationToken);

    /// <summary>Leaves a worktree just as it is until the run goes on another time, when its unit reclaims it: there is no room to save what is in it.</summary>
    void Keep(Worktree worktree);

    /// <summary>Makes it what its commit is; what was uncommitted is saved first and returned.</summary>
    Task<SavedWork?> CleanAsync(Worktree worktree, string unit, CancellationToken cancellationToken);

    /// <summary>Takes away what a gate left: files as in the index, and nothing else that is not ignored. Whatever an agent did is in the index by then.</summary>
    Task TidyAsync(Worktree worktree, CancellationToken cancellationToken);

    /// <summary>From here on what setup commands left untracked counts as ignored: it is needed and is nobody's work.</summary>
    Task IgnoreUntrackedAsync(Worktree worktree, CancellationToken cancellationToken);

    /// <summary>Tracked files that are not as in the index.</summary>
    Task<ImmutableArray<string>> ChangedAsync(Worktree worktree, CancellationToken cancellationToken);

    /// <summary>Puts a merge with conflicts into a clean worktree, as it came out: files with conflict markers, and the sides of each conflict in the index.</summary>
    Task BeginMergeAsync(Worktree worktree, string theirs, MergeOutcome.Conflicted merge, CancellationToken cancellationToken);

    /// <summary>Adds everything that is not ignored to the index and writes it as a tree, compared with a commit.</summary>
    Task<StagedTree> StageAsync(Worktree worktree, string comparedWith, CancellationToken cancellationToken);

    /// <summary>Makes paths again what they are in a commit (absent ones are removed).</summary>
    Task RestoreAsync(Worktree worktree, string commit, ImmutableArray<string> paths, CancellationToken cancellationToken);

    /// <summary>Makes a commit, moves the worktree's HEAD to it and keeps it under the unit's ref.</summary>
    Task<string> CommitAsync(Worktree worktree, string unit, NewCommit commit, CancellationToken cancellationToken);

    /// <summary>If the agent moved HEAD away from <paramref name="tip"/>, saves where it went and moves HEAD back; files stay.</summary>
    Task<SavedWork?> PutBackHeadAsync(Worktree worktree, string unit, string tip, CancellationToken cancellationToken);

    /// <summary>The content of a file in a commit, null when it is not there.</summary>
    Task<byte[]?> ReadAsync(string commit, string path, CancellationToken cancellationToken);

    /// <summary>The content of a file as it stands in the worktree, null when it is not there.</summary>
    Task<byte[]?> ReadFileAsync(Worktree worktree, string path, CancellationToken cancellationToken);

    /// <summary>Whether a file or folder is there in the worktree.</summary>
    bool Has(Worktree worktree, string path);

    /// <summary>Writes a file in the worktree.</summary>
    Task WriteAsync(Worktree worktree, string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>When a file of the worktree was written last; null when it is not there.</summary>
    DateTimeOffset? WrittenAt(Worktree worktree, string path);
}
