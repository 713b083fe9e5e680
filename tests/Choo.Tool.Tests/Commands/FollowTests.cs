using Choo.Testing;
using Choo.Tool.Logs;
using Choo.Views.Logs;
using Xunit;

namespace Choo.Tool.Tests.Commands;

public sealed class FollowTests
{
    [Fact(Timeout = 30000)]
    public async Task A_growing_file_gives_what_came_and_never_half_a_character()
    {
        using var test = new TestConsole();
        var path = test.Folder.At("x.log");
        var file = new GrowingFile(path);
        Assert.Equal("", string.Concat(await file.ReadAsync(default).ToListAsync()));
        byte[] umlaut = [0xC3, 0xBC];
        await File.WriteAllBytesAsync(path, [(byte)'a', umlaut[0]]);
        Assert.Equal("a", string.Concat(await file.ReadAsync(default).ToListAsync()));
        await File.AppendAllBytesAsync(path, [umlaut[1], (byte)'b']);
        Assert.Equal("üb", string.Concat(await file.ReadAsync(default).ToListAsync()));
        Assert.Equal("", string.Concat(await file.ReadAsync(default).ToListAsync()));
    }

    [Fact(Timeout = 30000)]
    [Incident("T52", "the test reads a long log")]
    public async Task A_log_of_any_length_comes_in_small_pieces()
    {
        using var test = new TestConsole();
        var path = test.Folder.Write("long.log", string.Concat(Enumerable.Repeat("one line of many\n", 200_000)));
        var lines = new WholeLines();
        var (count, longest) = (0, 0);

        await foreach (var piece in new GrowingFile(path).ReadAsync(default))
        {
            longest = Math.Max(longest, piece.Length);
            count += lines.Add(piece).Count(line => line == "one line of many");
        }

        Assert.Equal(200_000, count);
        Assert.InRange(longest, 1, 64 << 10);
    }

    [Fact(Timeout = 30000)]
    public async Task A_journal_gives_whole_events_only()
    {
        using var test = new TestConsole();
        var path = test.Folder.At("events.jsonl");
        var json = CannedRun.Mixed().Json();
        var cut = Array.IndexOf(json, (byte)'\n') + 20;
        await File.WriteAllBytesAsync(path, json[..cut]);
        var tail = new JournalTail(path);
        Assert.Single(await tail.ReadAsync(default).ToListAsync());
        await File.AppendAllBytesAsync(path, json[cut..]);
        Assert.Equal(CannedRun.Mixed().Events.Count - 1, (await tail.ReadAsync(default).ToListAsync()).Count);
    }

    [Fact(Timeout = 30000)]
    public async Task Growth_in_a_folder_below_wakes_up()
    {
        using var test = new TestConsole();
        test.Folder.Write("logs/x.log", "");
        using var growth = new GrowthSignal(test.Folder.Path);
        await File.AppendAllTextAsync(test.Folder.At("logs", "x.log"), "more");
        Assert.True(await growth.WaitAsync(default));
    }

    [Fact]
    public void The_index_knows_when_a_unit_is_over_and_when_a_resume_begins_it_again()
    {
        var run = CannedRun.Mixed();
        var index = new LogIndex("parser", null, null);
        _ = run.Events.SelectMany(index.Take).Count();
        Assert.True(index.IsOver);
        run.Add(null, null, new Choo.Core.Events.RunResumed(0));
        _ = index.Take(run.Events[^1]).Count();
        Assert.False(index.IsOver);
    }
}
