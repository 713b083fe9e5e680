using Choo.Adapters.Files;

namespace Choo.Adapters.Git;

/// <summary>
/// Reads refs and HEADs from their files where git keeps them as files, which costs microseconds instead of a process; null means
/// ask git (a packed ref, another ref storage).
/// </summary>
public static class RefFiles
{
    /// <summary>The commit of a loose branch.</summary>
    public static string? Branch(Repository repository, string branch)
    {
        var text = Read(Path.Combine(repository.CommonDir, "refs", "heads", branch));
        return text is { Length: 40 or 64 } && text.All(char.IsAsciiHexDigitLower) ? text : null;
    }

    /// <summary>The ref that a ref of this name leads to as a symbolic ref; null when it is none.</summary>
    public static string? LeadsTo(Repository repository, string name) =>
        Read(Path.Combine(repository.CommonDir, name)) is { } text && text.StartsWith("ref: ", StringComparison.Ordinal) ? text["ref: ".Length..] : null;

    /// <summary>The branch that a repository folder's HEAD names; null when it is detached or git has to be asked.</summary>
    public static string? HeadBranch(string gitDir) =>
        Read(Path.Combine(gitDir, "HEAD")) is { } head && head.StartsWith("ref: refs/heads/", StringComparison.Ordinal) && head != "ref: refs/heads/.invalid"
            ? head["ref: refs/heads/".Length..]
            : null;

    /// <summary>The folder of the worktree that has a branch checked out, empty when none has; null when git has to be asked.</summary>
    public static string? CheckoutOf(Repository repository, string branch)
    {
        var wanted = $"ref: refs/heads/{branch}";
        switch (Read(Path.Combine(repository.CommonDir, "HEAD")))
        {
            case null or "ref: refs/heads/.invalid":
                return null;
            case { } head when head == wanted && repository.MainCheckout is not "":
                return repository.MainCheckout;
        }

        return RegisteredWorktree.All(repository).FirstOrDefault(each => Read(Path.Combine(each.Record, "HEAD")) == wanted)?.Path ?? "";
    }

    /// <summary>The working tree in which a branch is being rebased: its HEAD is detached meanwhile, and git will want the branch where it was.</summary>
    public static string? RebaseOf(Repository repository, string branch)
    {
        var wanted = $"refs/heads/{branch}";
        bool IsRebasedIn(string record) =>
            Read(Path.Combine(record, "rebase-merge", "head-name")) == wanted || Read(Path.Combine(record, "rebase-apply", "head-name")) == wanted;
        return IsRebasedIn(repository.CommonDir) ? repository.MainCheckout ?? repository.Root : RegisteredWorktree.All(repository).FirstOrDefault(each => IsRebasedIn(each.Record))?.Path;
    }

    /// <summary>A small file's text, trimmed; null when it is not there or on its way out.</summary>
    internal static string? Read(string path) => PlainFile.Text(path)?.Trim();
}
