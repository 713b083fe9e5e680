using System.Collections.Immutable;
using System.Globalization;
using Choo.Adapters.Forge.GitHub.Wire;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>
/// The reviews and threads of pull requests as they were read last, and whether they may have changed since: GitHub dates each review, comment
/// and push in the pull request, and says of each thread whether it is resolved. Safe for many threads.
/// </summary>
internal sealed class SnapshotMemory(TimeProvider time)
{
    // GitHub dates by the second: what is read later than this after a date was first seen has all that bears the date.
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly Dictionary<int, Entry> entries = [];

    /// <summary>Whether reviews and threads have to be read again.</summary>
    public bool IsNews(PullNode overview)
    {
        lock (gate)
        {
            var mark = MarkOf(overview);
            if (entries.TryGetValue(overview.Number, out var entry) && entry.Mark == mark)
            {
                return entry.ReadAt is not { } read || time.GetElapsedTime(entry.SeenAt, read) < Settles || overview.ReviewThreads?.PageInfo?.HasNextPage == true;
            }

            entries[overview.Number] = new Entry(mark, time.GetTimestamp(), null, SnapshotDetails.None);
            return true;
        }
    }

    /// <summary>Keeps what was read.</summary>
    public void Keep(int number, SnapshotDetails details)
    {
        lock (gate)
        {
            if (entries.TryGetValue(number, out var entry))
            {
                entries[number] = entry with { ReadAt = time.GetTimestamp(), Details = details };
            }
        }
    }

    /// <summary>What was read last. It is forgotten of one that is no longer open: nobody watches it.</summary>
    public SnapshotDetails Of(PullNode overview)
    {
        lock (gate)
        {
            var details = entries.TryGetValue(overview.Number, out var entry) ? entry.Details : SnapshotDetails.None;
            if (overview.State != "OPEN")
            {
                entries.Remove(overview.Number);
            }

            return details;
        }
    }

    private static string MarkOf(PullNode pull)
    {
        var threads = (pull.ReviewThreads?.Nodes ?? []).OfType<ThreadNode>().Select(thread => $"{thread.Id}:{thread.IsResolved}:{thread.IsOutdated}");
        return string.Create(CultureInfo.InvariantCulture, $"{pull.UpdatedAt:O} {pull.HeadRefOid} {pull.BaseRefName} {pull.ReviewDecision} {string.Join(' ', threads)}");
    }

    private sealed record Entry(string Mark, long SeenAt, long? ReadAt, SnapshotDetails Details);
}

/// <summary>Reviews, threads and the conversation of a pull request.</summary>
internal sealed record SnapshotDetails(ImmutableArray<ThreadNode> Threads, ImmutableArray<ReviewNode> Reviews, ImmutableArray<CommentNode> Comments)
{
    public static SnapshotDetails None { get; } = new([], [], []);
}
