using Choo.Adapters.Journal;
using Choo.Adapters.Tests.Processes;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Journal;

/// <summary>A journal of a long run is not held in memory: neither its events nor its text.</summary>
[Collection(AloneCollection.Name)]
public sealed class LongJournalTests
{
    private const int Count = 20_000;

    [Fact]
    [Incident("T52", "the test reads a long journal")]
    public void No_event_is_kept_and_the_file_is_read_in_blocks()
    {
        using var folder = new TempFolder();
        var path = folder.At("events.jsonl");
        using (var journal = JournalFile.Open(path))
        {
            journal.Append([.. Enumerable.Range(1, Count).Select(seq => new RunEvent(seq, DateTimeOffset.UnixEpoch, "r", "a", null, new UnitQueued()))], durable: false);
        }

        Assert.True(new FileInfo(path).Length > 1 << 20);
        var seen = new List<WeakReference>(Count);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0;
        var grown = 0L;
        foreach (var e in new JournalReader(path).Events())
        {
            seen.Add(new WeakReference(e));
            if (e.Seq % (Count / 4) == 0)
            {
                grown = Math.Max(grown, GC.GetTotalMemory(forceFullCollection: true) - before - (seen.Count * 48L));
                most = Math.Max(most, seen.Count(each => each.IsAlive));
            }
        }

        Assert.Equal(Count, seen.Count);
        Assert.InRange(most, 0, 8);
        Assert.InRange(grown, long.MinValue, 512 << 10);
    }
}
