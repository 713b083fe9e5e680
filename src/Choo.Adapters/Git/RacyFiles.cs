namespace Choo.Adapters.Git;

/// <summary>
/// A git that counts file times in seconds (most builds) cannot trust what it knows of files that are as young as its index: for the
/// first second of a worktree it reads every file again with every command, which costs three times the command. Files that are some
/// seconds old from the beginning spare it that, and make any later change the surer to be seen.
/// </summary>
internal static class RacyFiles
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(10);

    /// <summary>Makes a new worktree's young files older, before anything else works in it; how many. The index has to be refreshed after it.</summary>
    public static int Backdate(PooledWorktree worktree)
    {
        var index = File.GetLastWriteTimeUtc(Path.Combine(worktree.GitDir, "index"));
        var limit = new DateTime(index.Ticks - (index.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        var young = new DirectoryInfo(worktree.Path).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(file => file.LastWriteTimeUtc >= limit);
        var count = 0;
        foreach (var file in young)
        {
            file.LastWriteTimeUtc = limit - Age;
            count++;
        }

        return count;
    }
}
