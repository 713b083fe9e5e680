using System.Collections.Immutable;
using Choo.Adapters.Files;
using Choo.Adapters.Processes;

namespace Choo.Adapters.Git;

/// <summary>
/// Lock files of choo's git that was killed with it: git never removes one that another left, and refuses every change of what it locks. To be
/// called under the run lock, while no git of choo's runs.
/// </summary>
internal static class StaleLocks
{
    private const int Looks = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Removes those on choo's own refs, and on what a landing moves where they are younger than a time and no git holds them; the paths.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="record">The folder of the index and HEAD of the target's checkout; null when it is checked out nowhere.</param>
    /// <param name="branch">The target.</param>
    /// <param name="during">From when to when the git that was killed can have taken them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<ImmutableArray<string>> RemoveAsync(Repository repository, string? record, string branch, (DateTimeOffset From, DateTimeOffset To) during, CancellationToken cancellationToken)
    {
        var own = Path.Combine(repository.CommonDir, ChooRefs.All.TrimEnd('/'));
        string[] locks = Directory.Exists(own) ? Directory.GetFiles(own, "*.lock", SearchOption.AllDirectories) : [];
        string[] shared =
        [
            Path.Combine(repository.CommonDir, "packed-refs.lock"), Path.Combine(repository.CommonDir, "refs", "heads", branch + ".lock"),
            .. record is null ? (string[])[] : [Path.Combine(record, "index.lock"), Path.Combine(record, "HEAD.lock"), Path.Combine(record, "ORIG_HEAD.lock")],
        ];
        locks = [.. locks, .. await LastingAsync(repository, shared, during, cancellationToken).ConfigureAwait(false)];
        foreach (var each in locks)
        {
            File.Delete(each);
        }

        return [.. locks];
    }

    /// <summary>A lock that goes by itself is that of a git which lives, and so is one beside which a git works: a person may be writing a commit's message.</summary>
    private static async Task<IEnumerable<string>> LastingAsync(Repository repository, string[] locks, (DateTimeOffset From, DateTimeOffset To) during, CancellationToken cancellationToken)
    {
        var found = locks.Where(each => IsOf(each, during)).ToArray();
        for (var look = 0; look < Looks && found.Length > 0; look++)
        {
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            found = [.. found.Where(each => IsOf(each, during))];
        }

        return found.Length == 0 || Platform.Current.IsAtWork("git", [repository.Root, repository.CommonDir, repository.MainCheckout ?? repository.Root, .. RegisteredWorktree.All(repository).Select(each => each.Path)]) ? [] : found;
    }

    /// <summary>Whether a file was written in a span of time: a git that died with choo wrote nothing later, but a person may have.</summary>
    public static bool IsOf(string file, (DateTimeOffset From, DateTimeOffset To) during) => IsSince(file, during.From) && File.GetLastWriteTimeUtc(file) <= during.To.UtcDateTime;

    /// <summary>Whether a plain file was written at a time or later; two seconds are what some file systems round to.</summary>
    public static bool IsSince(string file, DateTimeOffset since) =>
        FileStatus.Of(file).Kind == FileKind.Plain && File.GetLastWriteTimeUtc(file) >= since.UtcDateTime - TimeSpan.FromSeconds(2);
}
