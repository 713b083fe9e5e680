using System.Text.Json;
using Choo.Core.Events;
using Choo.Core.Priorities;
using Choo.Testing;
using Xunit;

namespace Choo.Tool.Tests.Commands;

public sealed class StatusTests
{
    [Fact]
    public async Task Text_has_bars_states_and_the_tasks_own_numbers()
    {
        using var test = new TestConsole();
        CannedRun.Mixed().Save(test.Folder.Path);
        Assert.Equal(0, await test.RunAsync("status"));
        Golden.Verify(test.Out, "Status.mixed");
    }

    [Fact]
    public async Task Json_has_the_shape_that_was_promised()
    {
        using var test = new TestConsole();
        CannedRun.Mixed().Save(test.Folder.Path);
        Assert.Equal(0, await test.RunAsync("status --json"));
        Golden.Verify(test.Out, "Status.json");
    }

    [Fact]
    public async Task A_unit_says_how_urgent_it_is_and_which_lock_it_waits_for()
    {
        using var test = new TestConsole();
        new CannedRun().Start(CannedRun.Unit("a") with { Locks = ["db"] }, CannedRun.Unit("b") with { Locks = ["db"], Priority = UnitPriority.P1, Effort = UnitEffort.Xl })
            .Begin("a").Add("b", null, new UnitQueued()).Add("b", null, new UnitLocked("db", "a")).Save(test.Folder.Path);
        await test.RunAsync("status --json");
        using var document = JsonDocument.Parse(test.Out);
        var (first, second) = (document.RootElement.GetProperty("units")[0], document.RootElement.GetProperty("units")[1]);
        Assert.Equal(("P2", "m", JsonValueKind.Null), (first.GetProperty("priority").GetString(), first.GetProperty("effort").GetString(), first.GetProperty("waits_for_lock").ValueKind));
        Assert.Equal(("P1", "xl", "db"), (second.GetProperty("priority").GetString(), second.GetProperty("effort").GetString(), second.GetProperty("locks")[0].GetString()));
        Assert.Equal(("db", "a"), (second.GetProperty("waits_for_lock").GetProperty("lock").GetString(), second.GetProperty("waits_for_lock").GetProperty("held_by").GetString()));
    }

    [Fact]
    public async Task Each_task_has_its_attempts_time_and_cost()
    {
        using var test = new TestConsole();
        CannedRun.Mixed().Save(test.Folder.Path);
        await test.RunAsync("status --json");
        using var document = JsonDocument.Parse(test.Out);
        var task = document.RootElement.GetProperty("units")[0].GetProperty("tasks")[1];
        Assert.Equal(2, task.GetProperty("attempts").GetInt32());
        Assert.Equal((2 * 12_300) + (2 * 3_210), task.GetProperty("duration_ms").GetInt32());
        Assert.Equal(1.55m, task.GetProperty("cost_usd").GetDecimal());
    }

    [Fact]
    public async Task Outside_a_repository_it_is_an_error()
    {
        using var test = new TestConsole();
        Assert.Equal(2, await test.RunAsync("status"));
        Assert.Contains("CHOO2002", test.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_red_target_is_the_reason_that_is_given()
    {
        using var test = new TestConsole();
        CannedRun.RedTarget().Save(test.Folder.Path);
        Assert.Equal(0, await test.RunAsync("status"));
        Golden.Verify(test.Out, "Status.red-target");
    }

    [Fact]
    public async Task A_run_in_which_units_only_wait_is_not_called_failed()
    {
        using var test = new TestConsole();
        CannedRun.OnlyWaiting().Save(test.Folder.Path);
        Assert.Equal(0, await test.RunAsync("status"));
        Assert.Contains($"run {CannedRun.Id}: finished: 1 unit needs your attention; onto main", test.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("failed", test.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_just_stopped_writing_is_interrupted()
    {
        using var test = new TestConsole();
        new CannedRun().Start(CannedRun.Unit("core", 2)).Begin("core", 2).Turn("core", 1).Green("core", 1).Save(test.Folder.Path);
        await test.RunAsync("status --json");
        using var document = JsonDocument.Parse(test.Out);
        Assert.Equal("interrupted", document.RootElement.GetProperty("state").GetString());
        Assert.Equal(1, document.RootElement.GetProperty("units")[0].GetProperty("tasks_complete").GetInt32());
        Assert.Equal("in_progress", document.RootElement.GetProperty("units")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task Without_a_run_the_specs_tell()
    {
        using var test = new TestConsole();
        test.Folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        await test.RunAsync("init");
        using var fresh = new TestConsole();
        Assert.Equal(0, await fresh.RunAsync($"-C {test.Folder.Path} status --json"));
        using var document = JsonDocument.Parse(fresh.Out);
        Assert.Equal("none", document.RootElement.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("run").ValueKind);
        Assert.Equal("hello-choo", document.RootElement.GetProperty("units")[0].GetProperty("id").GetString());
    }
}
