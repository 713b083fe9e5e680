using System.Collections.Immutable;
using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <summary>Reads what git says of an index: <c>diff-index --raw -z</c>, and the refusals of <c>add</c>.</summary>
internal static class RawDiff
{
    private const string GitLink = "160000";
    private const string NoCommit = "' does not have a commit checked out";

    /// <summary>A staged tree with its differences. A new link to a commit is a repository inside the repository, unless .gitmodules tells of it.</summary>
    public static StagedTree Parse(string tree, string raw, ImmutableArray<string> refused)
    {
        // :100644 100644 4f1b... 8a2c... M, NUL, the path, NUL
        var parts = raw.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var changed = ImmutableArray.CreateBuilder<string>(parts.Length / 2);
        var nested = refused.ToBuilder();
        for (var i = 0; i + 1 < parts.Length; i += 2)
        {
            changed.Add(parts[i + 1]);
            var modes = parts[i].Split(' ');
            if (modes[1] == GitLink && modes[0] != ":" + GitLink)
            {
                nested.Add(parts[i + 1]);
            }
        }

        return new StagedTree(tree, changed.ToImmutable()) { Nested = changed.Contains(".gitmodules") ? refused : nested.ToImmutable() };
    }

    /// <summary>The folders of git's <c>error: 'sub/' does not have a commit checked out</c>.</summary>
    public static ImmutableArray<string> Refused(string stderr) =>
    [
        .. stderr.Split('\n').Where(line => line.EndsWith(NoCommit, StringComparison.Ordinal) && line.Contains('\'', StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf('\'', StringComparison.Ordinal) + 1)..^NoCommit.Length].TrimEnd('/')),
    ];
}
