using System.Collections.Immutable;

namespace Choo.Adapters.Git;

/// <summary>A worktree as git has it on record, read from the files of its record: a process for that would cost every start some milliseconds.</summary>
/// <param name="Path">Absolute path of its folder, which need not be there.</param>
/// <param name="Record">Absolute path of its record in the repository.</param>
public sealed record RegisteredWorktree(string Path, string Record)
{
    /// <summary>Whether choo made it, wholly or in part.</summary>
    public bool IsOfChoo => File.Exists(System.IO.Path.Combine(Record, PooledWorktree.MarkName)) || Lock == WorktreeEntry.Making;

    /// <summary>The <see cref="Lock"/> of one that is locked without a reason.</summary>
    public const string NoReason = "locked";

    /// <summary>Why it is locked; empty when it is not.</summary>
    public string Lock => RefFiles.Read(System.IO.Path.Combine(Record, "locked")) is { } reason ? reason.Length > 0 ? reason : NoReason : "";

    /// <summary>All that the repository has on record but the main one.</summary>
    public static ImmutableArray<RegisteredWorktree> All(Repository repository)
    {
        var records = System.IO.Path.Combine(repository.CommonDir, "worktrees");
        if (!Directory.Exists(records))
        {
            return [];
        }

        return
        [
            .. from record in Directory.GetDirectories(records)
               let path = PathOf(record)
               where path is not null
               select new RegisteredWorktree(path, record),
        ];
    }

    /// <summary>The folder that a record names; null when it names none.</summary>
    public static string? PathOf(string record) => RefFiles.Read(System.IO.Path.Combine(record, "gitdir")) is { Length: > 0 } link
        ? System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(link, record))
        : null;
}
