using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.TestEvidence;
using Choo.Testing;
using Xunit;

namespace Choo.Tool.Tests.Commands;

public sealed class WhyTests
{
    [Theory]
    [InlineData("core")]
    [InlineData("parser")]
    [InlineData("api")]
    [InlineData("docs")]
    public async Task Each_way_a_unit_ended_is_explained(string unit)
    {
        using var test = new TestConsole();
        CannedRun.Mixed().Save(test.Folder.Path);
        Assert.Equal(0, await test.RunAsync($"why {unit}"));
        Golden.Verify(test.Out, $"Why.{unit}");
    }

    [Fact]
    public async Task Each_way_a_unit_waits_is_explained()
    {
        using var test = new TestConsole();
        new CannedRun()
            .Start(CannedRun.Unit("core", 2), CannedRun.Unit("parser", 1, "core"), CannedRun.Unit("docs"), CannedRun.Unit("site"), CannedRun.Unit("late"))
            .Begin("core", 2).Turn("core", 1).Red("core", 1)
            .Begin("docs").Turn("docs", 1).Green("docs", 1).Add("docs", null, new UnitVerified("c", "e", "b")).Add("docs", null, new UnitLanding("d", "b", "c"))
            .Begin("site").Turn("site", 1).Green("site", 1).Add("site", null, new UnitVerified("c", "e", "b"))
            .Add("late", null, new UnitQueued()).Save(test.Folder.Path);
        foreach (var unit in new[] { "core", "parser", "docs", "site", "late" })
        {
            Assert.Equal(0, await test.RunAsync($"why {unit}"));
        }

        Golden.Verify(test.Out, "Why.waiting");
    }

    [Fact]
    public async Task On_a_red_target_no_unit_blames_another_one()
    {
        using var test = new TestConsole();
        CannedRun.RedTarget().Save(test.Folder.Path);
        Assert.Equal(0, await test.RunAsync("why core"));
        Assert.Equal(0, await test.RunAsync("why parser"));
        Golden.Verify(test.Out, "Why.red-target");
    }

    [Fact]
    public async Task A_chain_to_the_root_cause_is_told()
    {
        using var test = new TestConsole();
        new CannedRun().Start(CannedRun.Unit("a"), CannedRun.Unit("b", 1, "a"), CannedRun.Unit("c", 1, "b"))
            .Begin("a").Turn("a", 1).Red("a", 1).Fail("a").Add("b", null, new UnitBlocked(["a"])).Add("c", null, new UnitBlocked(["a"])).Over().Save(test.Folder.Path);
        await test.RunAsync("why c");
        Assert.Contains("it depends on b, which depends on a", test.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_test_that_changed_for_the_worse_is_named_with_the_commits_to_compare()
    {
        using var test = new TestConsole();
        new CannedRun().Start(CannedRun.Unit("a")).Begin("a").Turn("a", 1).Green("a", 1)
            .Add("a", null, new TestsChanged(new string('b', 40), [new(TestChangeKind.Vanished, "N.C.Gone", 1, 0), new(TestChangeKind.FewerAssertions, "C.Less", 3, 1)]))
            .Add("a", null, new UnitVerified(new string('c', 40), "e", "b"))
            .Add("a", null, new UnitWaiting(DiagnosticCodes.TestsForTheWorse.Because("a is verified, but 2 tests changed for the worse"))).Over().Save(test.Folder.Path);

        Assert.Equal(0, await test.RunAsync("why a"));

        Assert.Contains("  N.C.Gone vanished\n  C.Less has 1 of 3 assertions\n  compare: git diff bbbbbbbbbb cccccccccc\n", test.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_that_waits_for_a_lock_names_the_unit_that_holds_it()
    {
        using var test = new TestConsole();
        var run = new CannedRun().Start(CannedRun.Unit("a") with { Locks = ["db"] }, CannedRun.Unit("b") with { Locks = ["port", "db"] })
            .Begin("a").Turn("a", 1).Add("b", null, new UnitQueued()).Add("b", null, new UnitLocked("db", "a"));
        run.Save(test.Folder.Path);

        Assert.Equal(0, await test.RunAsync("why b"));

        Assert.StartsWith("b is ready and waiting for the lock db: a holds it (in_progress, gate)\n", test.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_run_the_plan_tells()
    {
        using var test = new TestConsole();
        await test.RunAsync("init");
        Assert.Equal(0, await test.RunAsync("why hello-choo"));
        Assert.Contains("hello-choo has not run yet. Start it with `dotnet choo run`", test.Out, StringComparison.Ordinal);
        Assert.Equal(2, await test.RunAsync("why hello-chooo"));
        Assert.Contains("did you mean 'hello-choo'?", test.Error, StringComparison.Ordinal);
    }
}
