using System.Text.Json;
using Choo.Testing;
using Xunit;

namespace Choo.Tool.Tests.Commands;

public sealed class RunsTests
{
    private const string Old = "20260201-090000-1234";
    private const string Older = "20260131-090000-1234";

    private static TestConsole Console()
    {
        var test = new TestConsole();
        CannedRun.Mixed().Save(test.Folder.Path);
        CannedRun.OnlyWaiting().Save(test.Folder.Path, Old);
        new CannedRun().Start(CannedRun.Unit("site", 2)).Begin("site", 2).Turn("site", 1).Save(test.Folder.Path, Older);
        return test;
    }

    [Fact]
    public async Task Runs_are_listed_newest_first()
    {
        using var test = Console();
        Assert.Equal(0, await test.RunAsync("runs"));
        Golden.Verify(test.Out, "Runs.text");
        Assert.Empty(test.Error);
    }

    [Fact]
    public async Task Programs_get_the_same()
    {
        using var test = Console();
        Assert.Equal(0, await test.RunAsync("runs --json"));
        Schemas.Validate(test.Out, "runs");
        using var json = JsonDocument.Parse(test.Out);
        var runs = json.RootElement.GetProperty("runs").EnumerateArray().ToList();
        Assert.Equal([CannedRun.Id, Old, Older], runs.Select(run => run.GetProperty("id").GetString()));
        Assert.Equal(["failed", "failed", "interrupted"], runs.Select(run => run.GetProperty("state").GetString()));
        Assert.Equal([1, 1, 0], runs.Select(run => run.GetProperty("waiting").GetInt32()));
        Assert.Equal(1.70m, runs[0].GetProperty("cost_usd").GetDecimal());
    }

    [Fact]
    public async Task Where_there_was_no_run_that_is_said()
    {
        using var test = new TestConsole();
        Assert.Equal(0, await test.RunAsync("runs"));
        Assert.Equal("no run yet\n", test.Out);
    }

    [Fact]
    public async Task What_is_no_run_or_a_damaged_one_is_reported_and_the_others_are_listed()
    {
        using var test = Console();
        test.Folder.Write(".choo/runs/zzz/events.jsonl", "hello\n");
        test.Folder.Write(".choo/runs/20270101-000000-0000/events.jsonl", "not json\n");
        test.Folder.Folder(".choo/runs/20270102-000000-0000");
        test.Folder.Write(".choo/runs/notes.txt", "mine");
        File.AppendAllText(test.Folder.At(".choo", "runs", Old, "events.jsonl"), "not json\n");
        Assert.Equal(0, await test.RunAsync("runs"));
        Assert.Equal([CannedRun.Id, Old, Older], test.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(' ')[0]));
        foreach (var (name, why) in new[]
        {
            ("zzz", "its name is not a run's id"), ("20270101-000000-0000", "does not begin with orch.started"), ("20270102-000000-0000", "it has no journal"),
            ("notes.txt", "its name is not a run's id"), (Old, "this line is not an event"),
        })
        {
            Assert.Single(test.Error.Split('\n'), line => line.Contains(name, StringComparison.Ordinal) && line.Contains("warning CHOO0004: ", StringComparison.Ordinal) && line.Contains(why, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(Old)]
    [InlineData("202602")]
    public async Task An_earlier_run_is_chosen_by_its_id_or_how_that_begins(string given)
    {
        using var test = Console();
        Assert.Equal(0, await test.RunAsync($"status --run {given}"));
        Assert.StartsWith($"run {Old}: finished: 1 unit needs your attention", test.Out, StringComparison.Ordinal);
        using var why = new TestConsole();
        Assert.Equal(0, await why.RunAsync($"-C {test.Folder.Path} why docs --run {given}"));
        Assert.Contains("CHOO5001", why.Out, StringComparison.Ordinal);
        using var logs = new TestConsole();
        Assert.Equal(0, await logs.RunAsync($"-C {test.Folder.Path} logs docs --path --run {given}"));
        Assert.Contains(Old, logs.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status --run 2026", "'2026' could be 20260301-120000-abcd or 20260201-090000-1234 or 20260131-090000-1234; give more of the id")]
    [InlineData("logs docs --run 20260201-090000-1243", "there is no run '20260201-090000-1243'; did you mean '20260201-090000-1234'? 'dotnet choo runs' lists the runs")]
    [InlineData("evidence docs --run 1999", "there is no run '1999'")]
    [InlineData("recover docs --run 1999", "there is no run '1999'")]
    [InlineData("why docs --run 20260131", "run 20260131-090000-1234 has no unit docs")]
    public async Task A_run_that_is_not_one_is_refused(string line, string message)
    {
        using var test = Console();
        Assert.Equal(2, await test.RunAsync(line));
        Assert.Contains(message, test.Error, StringComparison.Ordinal);
    }
}
