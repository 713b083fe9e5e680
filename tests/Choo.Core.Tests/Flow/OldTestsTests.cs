using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.TestEvidence;
using Choo.Core.Tests.Flow.Memory;
using Xunit;

namespace Choo.Core.Tests.Flow;

/// <summary>Tests as they stood before a unit, on its code; and its new tests on the code before it.</summary>
public sealed class OldTestsTests
{
    private static readonly Gate Tests = new("test", "tests");

    /// <summary>A target with a product of one file, a test that guards it, and one that guards nothing.</summary>
    private static MemoryRun Run(Action<string, MemoryTree> work, Func<ChooConfig, ChooConfig>? with = null, params Gate[] more) => new((request, tree) =>
    {
        work(request.Unit, tree);
        return AgentVerdict.Finished;
    })
    {
        Baseline = [.. more, Tests],
        Config = (with ?? (config => config))(new ChooConfig { BaselineChecks = [.. more, Tests] }),
        FindsGates = true,
        ProvesTarget = true,
    };

    private static MemoryRun Shop(MemoryRun run) => run.File("src/Shop.csproj", "").File("src/cart", "works").File("tests/Shop.Tests.csproj", "")
        .File("tests/Guards.test", "src/cart").File("tests/Idle.test", "");

    /// <summary>The guarded code goes, and the test that guards it looks no more.</summary>
    private static void ReturnEarly(string unit, MemoryTree tree)
    {
        tree.Delete("src/cart");
        tree.Write("tests/Guards.test", "");
    }

    private static int Ran(MemoryRun run, string log) => run.Gates.Runs.Count(each => each.LogName.Contains(log, StringComparison.Ordinal));

    [Fact(Timeout = 60000)]
    public async Task A_test_that_looks_no_more_does_not_hide_that_what_it_guarded_is_broken()
    {
        var run = Shop(Run(ReturnEarly)).Unit("a", [], "true");

        await run.RunAsync();

        var change = Assert.Single(run.All<TestsChanged>("a").Single().Changes);
        Assert.Equal(new TestChange(TestChangeKind.FailsAsItStood, "N.C.Guards", 1, 0), change);
        Assert.Equal("N.C.Guards fails as it stood before the unit's changes", $"{change}");
        Assert.Equal(DiagnosticCodes.TestsForTheWorse.Id, run.All<UnitWaiting>("a").Single().Diagnostic.Code);
        Assert.True(run.Target.ContainsKey("src/cart"));
        Assert.Equal(0, run.Worktrees.Held);
        Assert.Empty(run.Bugs);
    }

    [Fact(Timeout = 60000)]
    public async Task A_test_that_was_changed_while_its_code_still_works_lands()
    {
        var run = Shop(Run((_, tree) =>
        {
            tree.Write("src/cart", "works better");
            tree.Write("tests/Guards.test", "src/Shop.csproj");
        })).Unit("a", [], "true");

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Empty(run.All<TestsChanged>());
        Assert.Equal(1, Ran(run, "old-tests"));
    }

    [Fact(Timeout = 60000)]
    public async Task Old_tests_that_do_not_build_with_the_new_code_wait_by_their_folder()
    {
        var run = Shop(Run(ReturnEarly)).File("tests/Guards.test", "calls src/cart").Unit("a", [], "true");

        await run.RunAsync();

        Assert.Equal("tests does not build as it stood before the unit's changes", $"{Assert.Single(run.All<TestsChanged>("a").Single().Changes)}");
    }

    [Fact(Timeout = 60000)]
    public async Task A_test_that_vanished_is_told_once()
    {
        var run = Shop(Run((_, tree) =>
        {
            tree.Delete("src/cart");
            tree.Delete("tests/Guards.test");
        })).Unit("a", [], "true");

        await run.RunAsync();

        Assert.Equal("N.C.Guards vanished", $"{Assert.Single(run.All<TestsChanged>("a").Single().Changes)}");
    }

    [Theory(Timeout = 60000)]
    [InlineData("tests/New.test", null)]
    [InlineData("src/more", null)]
    [InlineData("tests/Idle.test", "src/Shop.csproj")]
    public async Task Nothing_runs_where_no_old_test_changed_or_nothing_but_tests(string path, string? text)
    {
        var run = Shop(Run((_, tree) => tree.Write(path, text ?? "src/cart"))).Unit("a", [], "true");

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Equal((0, 0), (Ran(run, "old-tests"), Ran(run, "new-tests")));
        Assert.Empty(run.All<NewTestsChecked>());
    }

    [Fact(Timeout = 60000)]
    public async Task Without_results_of_the_target_nothing_is_held_against_it()
    {
        var run = new MemoryRun((request, tree) =>
        {
            ReturnEarly(request.Unit, tree);
            return AgentVerdict.Finished;
        })
        { Baseline = [Tests], Config = new ChooConfig { BaselineChecks = [Tests] }, FindsGates = true };

        Assert.IsType<RunCompleted>(await Shop(run).Unit("a", [], "true").RunAsync());

        Assert.Equal(0, Ran(run, "old-tests"));
    }

    [Fact(Timeout = 60000)]
    public async Task A_gate_that_does_not_build_gets_the_gates_before_it()
    {
        var run = new MemoryRun((request, tree) =>
        {
            ReturnEarly(request.Unit, tree);
            return AgentVerdict.Finished;
        })
        {
            Baseline = [new("build", "has README.md"), new("test", "tests --no-build"), new("lint", "true")],
            Config = new ChooConfig { BaselineChecks = [new("build", "has README.md"), new("test", "tests --no-build"), new("lint", "true")] },
            FindsGates = true,
            ProvesTarget = true,
        };

        await Shop(run).Unit("a", [], "true").RunAsync();

        Assert.Equal(["build", "test"], run.Gates.Runs.Where(each => each.LogName.Contains("old-tests", StringComparison.Ordinal)).Select(each => each.Gate.Name));
        Assert.Single(run.All<UnitWaiting>("a"));
    }

    [Fact(Timeout = 60000)]
    public async Task The_configuration_may_refuse_it()
    {
        var run = Shop(Run(ReturnEarly, config => config with { ChangedTests = ChangedTests.Refuse })).Unit("a", [], "true");

        Assert.IsType<RunFailed>(await run.RunAsync());

        Assert.Equal(DiagnosticCodes.TestsForTheWorse.Id, run.All<UnitFailed>("a").Single().Diagnostic.Code);
        Assert.Single(run.All<TestsChanged>("a"));
        Assert.Equal(1, run.State.Counts.ExitCode);
    }

    [Fact(Timeout = 60000)]
    public async Task The_configuration_may_switch_it_off()
    {
        var run = Shop(Run(ReturnEarly, config => config with { OldTests = false })).Unit("a", [], "true");

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Equal(0, Ran(run, "old-tests"));
    }

    [Theory(Timeout = 60000)]
    [InlineData("changes_tests: [C.Guards]\n", true)]
    [InlineData("changes_tests: [N.C]\n", true)]
    [InlineData("changes_tests: [Idle]\n", false)]
    public async Task A_task_may_say_which_tests_change(string line, bool lands)
    {
        var run = Shop(Run(ReturnEarly)).Unit("a", [], "true").Says("a", line);

        await run.RunAsync();

        Assert.Equal(lands, run.All<UnitCompleted>("a").Any());
        Assert.Equal(lands ? ["N.C.Guards"] : [], run.All<TestsAllowed>("a").SelectMany(each => each.Changes).Select(change => change.Test));
    }

    [Fact(Timeout = 60000)]
    public async Task What_one_unit_may_change_is_not_held_against_the_next()
    {
        var run = Shop(Run((unit, tree) =>
        {
            tree.Write($"src/{unit}", unit);
            if (unit == "a")
            {
                tree.Delete("tests/Guards.test");
            }
            else
            {
                tree.Write("tests/Idle.test", "src/b");
            }
        })).Unit("a", [], "true").Unit("b", ["a"], "true").Says("a", "changes_tests: [C.Guards]\n");

        await run.RunAsync();

        Assert.Empty(run.All<TestsChanged>());
        Assert.Equal(2, run.All<UnitCompleted>().Count());
    }

    [Fact(Timeout = 60000)]
    public async Task A_test_that_a_unit_ahead_added_guards_its_code_from_the_next()
    {
        var run = Shop(Run((unit, tree) =>
        {
            if (unit == "a")
            {
                tree.Write("src/price", "works");
                tree.Write("tests/Price.test", "src/price");
            }
            else
            {
                tree.Delete("src/price");
                tree.Write("tests/Price.test", "");
            }
        })).Unit("a", [], "true").Unit("b", ["a"], "true");

        await run.RunAsync();

        Assert.Single(run.All<UnitCompleted>("a"));
        Assert.Equal("N.C.Price fails as it stood before the unit's changes", $"{Assert.Single(run.All<TestsChanged>("b").Single().Changes)}");
    }

    [Fact(Timeout = 60000)]
    public async Task New_tests_are_counted_that_fail_without_the_change()
    {
        var run = Shop(Run((_, tree) =>
        {
            tree.Write("src/price", "works");
            tree.Write("tests/Proves.test", "src/price");
            tree.Write("tests/Says.test", "src/cart");
        })).Unit("a", [], "true");

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Equal((2, 1), (run.All<NewTestsChecked>("a").Single().Tests, run.All<NewTestsChecked>("a").Single().FailWithoutChange));
        Assert.Equal("1 of 2 new tests fail without the change", $"{run.All<NewTestsChecked>("a").Single()}");
        Assert.Empty(run.All<DiagnosticReported>());
        Assert.Equal((0, 1), (Ran(run, "old-tests"), Ran(run, "new-tests")));
    }

    [Fact(Timeout = 60000)]
    public async Task New_tests_that_do_not_build_without_the_change_all_fail_without_it()
    {
        var run = Shop(Run((_, tree) =>
        {
            tree.Write("src/price", "works");
            tree.Write("tests/Proves.test", "calls src/price");
        })).Unit("a", [], "true");

        await run.RunAsync();

        Assert.Equal("the new test fails without the change", $"{run.All<NewTestsChecked>("a").Single()}");
    }

    [Fact(Timeout = 60000)]
    public async Task New_tests_that_all_pass_without_the_change_are_worth_a_warning()
    {
        var run = Shop(Run((_, tree) =>
        {
            tree.Write("src/price", "works");
            tree.Write("tests/Says.test", "src/cart");
        })).Unit("a", [], "true");

        Assert.IsType<RunCompleted>(await run.RunAsync());

        var noted = run.All<DiagnosticReported>("a").Single().Diagnostic;
        Assert.Equal((DiagnosticCodes.NewTestsProveNothing.Id, Severity.Warning), (noted.Code, noted.Severity));
        Assert.Equal("a: its new test passes without the change too, which proves nothing of it", noted.Message);
    }

    [Fact(Timeout = 60000)]
    public async Task New_tests_of_a_unit_ahead_are_not_counted_again()
    {
        var run = Shop(Run((unit, tree) =>
        {
            tree.Write($"src/{unit}", "works");
            tree.Write($"tests/Of_{unit}.test", $"src/{unit}");
        })).Unit("a", [], "true").Unit("b", ["a"], "true");

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.All(run.All<NewTestsChecked>(), told => Assert.Equal((1, 1), (told.Tests, told.FailWithoutChange)));
        Assert.Equal(2, run.All<NewTestsChecked>().Count());
    }

    [Fact(Timeout = 60000)]
    public async Task New_tests_are_not_looked_at_where_the_configuration_says_so()
    {
        var run = Shop(Run((_, tree) =>
        {
            tree.Write("src/price", "works");
            tree.Write("tests/Proves.test", "src/price");
        }, config => config with { NewTests = false })).Unit("a", [], "true");

        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Equal(0, Ran(run, "new-tests"));
        Assert.Empty(run.All<NewTestsChecked>());
    }
}
