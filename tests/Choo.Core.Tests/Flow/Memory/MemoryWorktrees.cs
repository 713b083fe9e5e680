using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Choo.Core.Diagnostics;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Files = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace Choo.Core.Tests.Flow.Memory;

/// <summary>A worktree in memory: what HEAD, the index and the folder hold.</summary>
internal sealed class MemoryTree(string name)
{
    public string Name => name;

    public string Head { get; set; } = "";

    public Files Index { get; set; } = MemoryGit.NoFiles;

    public Files Folder { get; set; } = MemoryGit.NoFiles;

    /// <summary>What was written since the worktree was made.</summary>
    public Dictionary<string, DateTimeOffset> Written { get; } = new(StringComparer.Ordinal);

    public void Write(string path, string text) => (Folder, Written[path]) = (Folder.SetItem(path, text), DateTimeOffset.UnixEpoch.AddSeconds(Written.Count + 1));

    public void Delete(string path) => Folder = Folder.Remove(path);
}

/// <summary>Worktrees in memory, made anew for whoever asks.</summary>
internal sealed class MemoryWorktrees(MemoryGit git) : IWorktrees, ICleanRooms
{
    private readonly ConcurrentDictionary<string, MemoryTree> all = new(StringComparer.Ordinal);
    private int last;

    /// <summary>Units whose worktree cannot be made.</summary>
    public HashSet<string> Refused { get; } = [];

    /// <summary>Whether no room can be made.</summary>
    public bool RefuseRooms { get; set; }

    /// <summary>Names of rooms in which no agent works.</summary>
    public ConcurrentDictionary<string, bool> Rooms { get; } = new(StringComparer.Ordinal);

    /// <summary>Refs of work that was saved.</summary>
    public ConcurrentQueue<SavedWork> Saved { get; } = new();

    /// <summary>How many are held just now.</summary>
    public int Held => all.Count;

    public MemoryTree this[string path] => all[path];

    public Task<Worktree> AcquireAsync(string commit, CancellationToken cancellationToken)
    {
        if (Refused.Contains(commit))
        {
            throw new PortException(DiagnosticCodes.GitFailed.Because("no worktree could be created"));
        }

        var tree = new MemoryTree($"{Interlocked.Increment(ref last)}") { Head = commit, Index = git.FilesOf(commit), Folder = git.FilesOf(commit) };
        all[tree.Name] = tree;
        return Task.FromResult(new Worktree(tree.Name, tree.Name));
    }

    public async Task<Worktree> EnterAsync(string commit, CancellationToken cancellationToken)
    {
        if (RefuseRooms)
        {
            throw new PortException(DiagnosticCodes.GitFailed.Because("no room could be made"));
        }

        var room = await AcquireAsync(commit, cancellationToken);
        Rooms[room.Name] = true;
        return room;
    }

    public void Leave(Worktree room) => all.TryRemove(room.Name, out _);

    public Task<Worktree?> ReclaimAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(all.ContainsKey(name) ? new Worktree(name, name) : null);

    public async Task<SavedWork?> ReleaseAsync(Worktree worktree, string unit, CancellationToken cancellationToken)
    {
        var saved = await CleanAsync(worktree, unit, cancellationToken);
        all.TryRemove(worktree.Name, out _);
        return saved;
    }

    public Task<SavedWork?> CleanAsync(Worktree worktree, string unit, CancellationToken cancellationToken)
    {
        var tree = all[worktree.Name];
        var now = git.WriteTree(Tracked(tree.Folder));
        SavedWork? saved = null;
        if (now != git.Find(tree.Head).Tree)
        {
            saved = new SavedWork($"refs/choo/backup/{unit}/{Saved.Count + 1}", git.Commit(now, [tree.Head], "saved"));
            Saved.Enqueue(saved);
        }

        (tree.Index, tree.Folder) = (git.FilesOf(tree.Head), git.FilesOf(tree.Head));
        return Task.FromResult(saved);
    }

    public void Keep(Worktree worktree)
    {
        // It stays in the list as it is.
    }

    public Task TidyAsync(Worktree worktree, CancellationToken cancellationToken)
    {
        all[worktree.Name].Folder = all[worktree.Name].Index;
        return Task.CompletedTask;
    }

    public Task IgnoreUntrackedAsync(Worktree worktree, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ImmutableArray<string>> ChangedAsync(Worktree worktree, CancellationToken cancellationToken)
    {
        var tree = all[worktree.Name];
        return Task.FromResult(tree.Index.Where(file => tree.Folder.GetValueOrDefault(file.Key) != file.Value).Select(file => file.Key).ToImmutableArray());
    }

    public Task BeginMergeAsync(Worktree worktree, string theirs, MergeOutcome.Conflicted merge, CancellationToken cancellationToken)
    {
        all[worktree.Name].Folder = git.FilesOf(merge.Tree);
        return Task.CompletedTask;
    }

    public Task<StagedTree> StageAsync(Worktree worktree, string comparedWith, CancellationToken cancellationToken)
    {
        var tree = all[worktree.Name];
        tree.Index = Tracked(tree.Folder);
        var id = git.WriteTree(tree.Index);
        return Task.FromResult(new StagedTree(id, git.Differences(comparedWith, id)) { Nested = [.. Nested(tree.Folder)] });
    }

    public Task RestoreAsync(Worktree worktree, string commit, ImmutableArray<string> paths, CancellationToken cancellationToken)
    {
        var (tree, files) = (all[worktree.Name], git.FilesOf(commit));
        foreach (var path in paths)
        {
            if (files.TryGetValue(path, out var text))
            {
                tree.Write(path, text);
            }
            else
            {
                tree.Delete(path);
            }

            tree.Index = files.TryGetValue(path, out text) ? tree.Index.SetItem(path, text) : tree.Index.Remove(path);
        }

        return Task.CompletedTask;
    }

    public Task<string> CommitAsync(Worktree worktree, string unit, NewCommit commit, CancellationToken cancellationToken)
    {
        var id = git.Commit(commit.Tree, commit.Parents, commit.Message);
        (all[worktree.Name].Head, git[$"refs/choo/runs/run/{unit}"]) = (id, id);
        return Task.FromResult(id);
    }

    public Task<SavedWork?> PutBackHeadAsync(Worktree worktree, string unit, string tip, CancellationToken cancellationToken)
    {
        var tree = all[worktree.Name];
        var moved = tree.Head == tip ? null : new SavedWork($"refs/choo/backup/{unit}/head", tree.Head);
        tree.Head = tip;
        return Task.FromResult(moved);
    }

    public Task<byte[]?> ReadAsync(string commit, string path, CancellationToken cancellationToken) => Task.FromResult(Bytes(git.FilesOf(commit), path));

    public Task<byte[]?> ReadFileAsync(Worktree worktree, string path, CancellationToken cancellationToken) => Task.FromResult(Bytes(all[worktree.Name].Folder, path));

    public bool Has(Worktree worktree, string path) => all[worktree.Name].Folder.ContainsKey(path);

    public Task WriteAsync(Worktree worktree, string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        all[worktree.Name].Write(path, Encoding.UTF8.GetString(content.Span));
        return Task.CompletedTask;
    }

    public DateTimeOffset? WrittenAt(Worktree worktree, string path) => all[worktree.Name].Written.TryGetValue(path, out var at) ? at : null;

    /// <summary>Everything below <c>ignored/</c> is ignored, and so is what lies in a repository of its own.</summary>
    private static Files Tracked(Files folder)
    {
        var left = Nested(folder).Append("ignored").Select(path => path + "/").ToArray();
        return folder.RemoveRange(folder.Keys.Where(path => left.Any(start => path.StartsWith(start, StringComparison.Ordinal))));
    }

    /// <summary>Folders with a <c>.git</c> of their own.</summary>
    private static IEnumerable<string> Nested(Files folder) => folder.Keys.Where(path => path.EndsWith("/.git", StringComparison.Ordinal)).Select(path => path[..^"/.git".Length]);

    private static byte[]? Bytes(Files files, string path) => files.TryGetValue(path, out var text) ? Encoding.UTF8.GetBytes(text) : null;
}
