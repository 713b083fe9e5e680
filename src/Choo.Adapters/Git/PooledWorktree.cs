using Choo.Adapters.Files;

namespace Choo.Adapters.Git;

/// <summary>One worktree of the pool.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Name">Path relative to the repository's root where it lies within that, forward slashes; its absolute path elsewhere.</param>
/// <param name="GitDir">Its own folder within the repository.</param>
/// <param name="Repository">The repository.</param>
public sealed record PooledWorktree(string Path, string Name, string GitDir, Repository Repository)
{
    /// <summary>The file in a worktree's record that says that choo made it.</summary>
    internal const string MarkName = "choo";

    /// <summary>The file in a worktree's record that says that choo is removing it.</summary>
    internal const string GoingName = "choo-going";

    /// <summary>The commit HEAD is detached at; empty when HEAD names a branch.</summary>
    public string Head
    {
        get
        {
            var head = RefFiles.Read(System.IO.Path.Combine(GitDir, "HEAD")) ?? "";
            return head.StartsWith("ref:", StringComparison.Ordinal) ? "" : head;
        }
    }

    /// <summary>A HEAD that is none any more, without which git takes the worktree for no repository, is put at the last commit that its log names.</summary>
    /// <param name="commit">Where it is put when there is no such log.</param>
    public void MendHead(string commit)
    {
        var file = System.IO.Path.Combine(GitDir, "HEAD");
        var head = RefFiles.Read(file) ?? "";
        if (Directory.Exists(GitDir) && !head.StartsWith("ref: refs/", StringComparison.Ordinal) && !IsId(head))
        {
            File.WriteAllText(file, (LastLogged() ?? commit) + "\n");
        }
    }

    private static bool IsId(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigit) && text.Any(digit => digit != '0');

    /// <summary>4f1b… 9c2e… A Person &lt;person@host&gt; 1700000000 +0100⇥commit: more.</summary>
    private string? LastLogged() => PlainFile.Text(System.IO.Path.Combine(GitDir, "logs", "HEAD"), PlainFile.Large)?.Split('\n')
        .Select(line => line.Split(' ', 3)).Where(words => words.Length == 3 && IsId(words[1])).LastOrDefault()?[1];

    /// <summary>Locks of a git that was killed in it. To be called only while nothing runs in it.</summary>
    public void RemoveStaleLocks()
    {
        File.Delete(System.IO.Path.Combine(GitDir, "index.lock"));
        File.Delete(System.IO.Path.Combine(GitDir, "HEAD.lock"));
    }

    /// <summary>
    /// Whether nobody but choo has worked in it since it was last clean: it is moved to another commit, or a room for proofs. What a kill leaves
    /// of that is nobody's work.
    /// </summary>
    public bool IsChoosAlone
    {
        get => File.Exists(Alone);
        set
        {
            if (value)
            {
                File.WriteAllText(Alone, "");
            }
            else
            {
                File.Delete(Alone);
            }
        }
    }

    private string Alone => System.IO.Path.Combine(GitDir, "choo-alone");

    /// <summary>Whether choo created the worktree.</summary>
    public bool IsMarked => File.Exists(Mark);

    private string Mark => System.IO.Path.Combine(GitDir, MarkName);

    /// <summary>Marks the worktree as created by choo.</summary>
    public void Unlock()
    {
        File.WriteAllText(Mark, "choo created this worktree, and removes it when nothing in it can be lost.\n");
        File.Delete(System.IO.Path.Combine(GitDir, "locked"));
    }

    /// <summary>git in this worktree, by name of its repository folder, so that it never goes looking upwards.</summary>
    public GitCall Git(PoolSettings settings) =>
        Repository.Git.In(Path, GitDir) with { MoreSettings = [$"core.excludesFile={settings.ExcludesFile}", .. GitSettings.Pooled] };

    /// <summary>Moves it to a commit, whatever its tracked files are.</summary>
    public Task CheckOutAsync(PoolSettings settings, string commit, CancellationToken cancellationToken) =>
        Git(settings).RunAsync(cancellationToken, "checkout", "--quiet", "--force", "--detach", commit);

    /// <summary>Whether it has submodules, and is clean with them, and their repositories have nothing that their remotes do not have.</summary>
    public async Task<bool> HasIdleSubmodulesAsync(PoolSettings settings, CancellationToken cancellationToken)
    {
        if (!File.Exists(System.IO.Path.Combine(Path, ".gitmodules")))
        {
            return false;
        }

        var status = await Git(settings).TryAsync(cancellationToken, GitIndex.Status).ConfigureAwait(false);
        if (!status.Succeeded || status.Stdout.Length > 0)
        {
            return false;
        }

        foreach (var module in Modules(System.IO.Path.Combine(GitDir, "modules")))
        {
            var own = await (Repository.Git with { Folder = module }).TryAsync(
                cancellationToken, $"--git-dir={module}", "rev-list", "--max-count=1", "--all", "--reflog", "HEAD", "--not", "--remotes").ConfigureAwait(false);
            if (!own.Succeeded || own.Stdout.Length > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Repositories of submodules, and of those within them; a submodule's name may have slashes.</summary>
    private static IEnumerable<string> Modules(string folder) => !Directory.Exists(folder)
        ? []
        : File.Exists(System.IO.Path.Combine(folder, "HEAD"))
            ? Modules(System.IO.Path.Combine(folder, "modules")).Prepend(folder)
            : Directory.GetDirectories(folder).SelectMany(Modules);

    /// <summary>The record in the repository that a worktree's folder names; null when it names none.</summary>
    internal static string? RecordOf(string path) => RefFiles.Read(System.IO.Path.Combine(path, ".git")) is { } link && link.StartsWith("gitdir: ", StringComparison.Ordinal)
        ? System.IO.Path.GetFullPath(link["gitdir: ".Length..], path)
        : null;

    /// <summary>What a worktree at a path is called.</summary>
    internal static string NameOf(Repository repository, string path) =>
        WorktreePlace.IsBelow(path, repository.Root) ? System.IO.Path.GetRelativePath(repository.Root, path).Replace('\\', '/') : path;

    /// <summary>The worktree in a folder of the pool; null when it is none of this repository's.</summary>
    public static PooledWorktree? Open(Repository repository, string path)
    {
        var gitDir = RecordOf(path) ?? "";
        var ours = System.IO.Path.Combine(repository.CommonDir, "worktrees") + System.IO.Path.DirectorySeparatorChar;
        return gitDir.StartsWith(ours, StringComparison.Ordinal) && Directory.Exists(gitDir)
            ? new PooledWorktree(path, NameOf(repository, path), gitDir, repository)
            : null;
    }
}
