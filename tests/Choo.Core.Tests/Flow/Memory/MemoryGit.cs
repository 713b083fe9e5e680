using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Choo.Core.Landing;
using Files = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace Choo.Core.Tests.Flow.Memory;

/// <summary>A commit of a repository in memory.</summary>
internal sealed record MemoryCommit(string Id, string Tree, ImmutableArray<string> Parents, string Message);

/// <summary>A repository in memory: trees are files by path, merges are by whole files. Safe to use from many flows.</summary>
internal sealed class MemoryGit
{
    private readonly Lock guard = new();
    private readonly Dictionary<string, MemoryCommit> commits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Files> trees = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> refs = new(StringComparer.Ordinal);

    public static Files NoFiles { get; } = Files.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>A ref's commit; null removes it.</summary>
    public string? this[string name]
    {
        get
        {
            lock (guard)
            {
                return refs.GetValueOrDefault(name);
            }
        }

        set
        {
            lock (guard)
            {
                if (value is null)
                {
                    refs.Remove(name);
                }
                else
                {
                    refs[name] = value;
                }
            }
        }
    }

    public string WriteTree(Files files)
    {
        var id = Digest(string.Concat(files.Select(file => $"{file.Key}\0{file.Value}\0")));
        lock (guard)
        {
            trees[id] = files;
        }

        return id;
    }

    public string Commit(string tree, ImmutableArray<string> parents, string message)
    {
        var id = Digest($"{tree} {string.Join(' ', parents)} {message}");
        lock (guard)
        {
            commits[id] = new MemoryCommit(id, tree, parents, message);
        }

        return id;
    }

    public MemoryCommit Find(string commit)
    {
        lock (guard)
        {
            return commits[commit];
        }
    }

    /// <summary>The files of a commit or of a tree.</summary>
    public Files FilesOf(string id)
    {
        lock (guard)
        {
            return trees[commits.TryGetValue(id, out var commit) ? commit.Tree : id];
        }
    }

    public bool Contains(string commit, string ancestor) => History(commit).Any(each => each.Id == ancestor);

    /// <summary>A commit and all that came before it, the newest first.</summary>
    public IEnumerable<MemoryCommit> History(string commit)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>([commit]);
        while (next.TryDequeue(out var id))
        {
            if (seen.Add(id))
            {
                var found = Find(id);
                yield return found;
                foreach (var parent in found.Parents)
                {
                    next.Enqueue(parent);
                }
            }
        }
    }

    public MergeOutcome Merge(string ours, string theirs, string message, SettledFile? settled = null)
    {
        var common = History(ours).Select(each => each.Id).ToHashSet(StringComparer.Ordinal);

        // Of all that both have, one that no other of them was built on.
        var shared = History(theirs).Where(each => common.Contains(each.Id)).ToArray();
        var older = shared.SelectMany(each => each.Parents).ToHashSet(StringComparer.Ordinal);
        var start = shared.First(each => !older.Contains(each.Id)).Id;
        var (before, left, right) = (FilesOf(start), FilesOf(ours), FilesOf(theirs));
        var merged = left;
        var conflicts = ImmutableArray.CreateBuilder<string>();
        foreach (var path in before.Keys.Union(right.Keys, StringComparer.Ordinal).Where(path => path != settled?.Path && Text(before, path) != Text(right, path)))
        {
            var (was, mine, other) = (Text(before, path), Text(left, path), Text(right, path));
            if (was != mine && mine != other)
            {
                conflicts.Add(path);

                // As git does: where one side removed it, the other's stays without markers.
                merged = merged.SetItem(path, mine is null || other is null ? mine ?? other! : $"<<<<<<< ours\n{mine}\n=======\n{other}\n>>>>>>> theirs\n");
            }
            else
            {
                merged = other is null ? merged.Remove(path) : merged.SetItem(path, other);
            }
        }

        if (settled is { Path: var file })
        {
            var text = settled.Content is { } content ? Encoding.UTF8.GetString(content.Span) : Text(FilesOf(settled.Commit), file);
            merged = text is null ? merged.Remove(file) : merged.SetItem(file, text);
        }

        var tree = WriteTree(merged);
        return conflicts.Count > 0
            ? new MergeOutcome.Conflicted(conflicts.ToImmutable(), tree)
            : new MergeOutcome.Merged(Commit(tree, [ours, theirs], message), tree);
    }

    /// <summary>Paths that differ between two trees or commits.</summary>
    public ImmutableArray<string> Differences(string one, string other)
    {
        var (left, right) = (FilesOf(one), FilesOf(other));
        return [.. left.Keys.Union(right.Keys, StringComparer.Ordinal).Where(path => Text(left, path) != Text(right, path)).Order(StringComparer.Ordinal)];
    }

    private static string? Text(Files files, string path) => files.GetValueOrDefault(path);

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40];
}
