using System.Collections.Immutable;
using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <summary>Reads what git says of differences: <c>diff-tree --raw -z</c>, and the refusals of <c>add</c>.</summary>
internal static class RawDiff
{
    /// <summary>The mode of a file that is not there.</summary>
    public const string None = "000000";

    /// <summary>The mode of a link to a commit.</summary>
    public const string GitLink = "160000";

    private const string NoCommit = "' does not have a commit checked out";

    /// <summary>A staged tree with its differences. A new link to a commit is a repository inside the repository, unless .gitmodules lists it.</summary>
    public static StagedTree Parse(string tree, string raw, ImmutableArray<string> refused)
    {
        var entries = Entries(raw);
        var changed = entries.Select(entry => entry.Path).ToImmutableArray();
        var links = entries.Where(entry => entry is { ModeAfter: GitLink, ModeBefore: not GitLink }).Select(entry => entry.Path);
        return new StagedTree(tree, changed) { Nested = changed.Contains(".gitmodules") ? refused : [.. refused, .. links] };
    }

    /// <summary>The differences in git's order.</summary>
    public static ImmutableArray<RawEntry> Entries(string raw)
    {
        // :100644 100644 4f1b... 8a2c... M, NUL, the path, NUL
        var parts = raw.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var entries = ImmutableArray.CreateBuilder<RawEntry>(parts.Length / 2);
        for (var i = 0; i + 1 < parts.Length; i += 2)
        {
            var words = parts[i].TrimStart(':').Split(' ');
            entries.Add(new RawEntry(words[0], words[1], words[2], words[3], parts[i + 1]));
        }

        return entries.ToImmutable();
    }

    /// <summary>The folders of git's <c>error: 'sub/' does not have a commit checked out</c>.</summary>
    public static ImmutableArray<string> Refused(string stderr) =>
    [
        .. stderr.Split('\n').Where(line => line.EndsWith(NoCommit, StringComparison.Ordinal) && line.Contains('\'', StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf('\'', StringComparison.Ordinal) + 1)..^NoCommit.Length].TrimEnd('/')),
    ];
}
