using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>What is spent is held against the budgets, and what they stop goes on with a raised one.</summary>
public sealed class BudgetTests
{
    private const string Plain = "baseline_checks: []\n";

    // The shell agent's turn costs $0.001 and 120 tokens.
    private static TestEngine Four(string budget)
    {
        var engine = new TestEngine().Configure(Plain + budget);
        foreach (var unit in (string[])["a", "b", "c", "d"])
        {
            engine.Repo.Unit(unit, tasks: new SpecText());
        }

        engine.Repo.Commit();
        return engine;
    }

    private static void AssertWaits(TestEngine engine, string what, int units)
    {
        var waiting = engine.Recorder.Of<UnitWaiting>();
        Assert.Equal(units, waiting.Length);
        Assert.All(waiting, each => Assert.Equal(DiagnosticCodes.BudgetReached.Id, each.Diagnostic.Code));
        Assert.All(waiting, each => Assert.Contains($"raise {what} and `dotnet choo resume`", each.Diagnostic.Message, StringComparison.Ordinal));
        Assert.Single(engine.Recorder.Of<BudgetReached>());
    }

    [Theory(Timeout = 60000)]
    [InlineData("cost", "0.0025", "1")]
    [InlineData("tokens", "250", "100000")]
    [InlineData("turns", "2", "100")]
    public async Task A_runs_budget_stops_before_the_turn_that_does_not_fit_and_resume_goes_on_when_it_is_raised(string what, string limit, string raised)
    {
        using var engine = Four($"budget:\n  run:\n    {what}: {limit}\n");

        engine.AssertExit(3, await engine.RunAsync(request => request with { Parallelism = 1 }));
        AssertWaits(engine, $"budget.run.{what}", units: 2);
        Assert.Equal(["a 1 1", "b 1 1"], engine.Agent.Starts);
        Assert.True(engine.Repo.Has("a-1.txt") && engine.Repo.Has("b-1.txt"));

        // What was spent stays spent.
        engine.AssertExit(3, await engine.ResumeAsync());
        AssertWaits(engine, $"budget.run.{what}", units: 2);
        Assert.Equal(2, engine.Agent.Starts.Length);

        engine.Configure(Plain + $"budget:\n  run:\n    {what}: {raised}\n");
        engine.AssertExit(0, await engine.ResumeAsync());
        Assert.Equal(["a 1 1", "b 1 1", "c 1 1", "d 1 1"], engine.Agent.Starts.Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = 60000)]
    public async Task Turns_that_run_at_once_have_reserved_and_another_waits_for_them_or_is_not_started()
    {
        using var engine = Four("budget:\n  run:\n    turns: 3\n");

        engine.AssertExit(3, await engine.RunAsync(request => request with { Parallelism = 4 }));

        Assert.Equal(3, engine.Agent.Starts.Length);
        Assert.Equal(3, engine.Recorder.Of<UnitCompleted>().Length);
        AssertWaits(engine, "budget.run.turns", units: 1);
    }

    [Fact(Timeout = 60000)]
    public async Task A_units_budget_stops_that_unit_and_no_other()
    {
        using var engine = new TestEngine().Configure(Plain + "budget:\n  unit:\n    turns: 1\n");
        engine.Repo.Unit("a", tasks: new SpecText("do: echo w$n > a.txt", "grep -q 2 a.txt")).Unit("b", tasks: new SpecText()).Commit();

        engine.AssertExit(3, await engine.RunAsync());
        AssertWaits(engine, "budget.unit.turns", units: 1);
        Assert.Single(engine.Recorder.Of<BudgetReached>("a"));
        Assert.True(engine.Repo.Has("b-1.txt"));

        engine.Configure(Plain + "budget:\n  unit:\n    turns: 2\n");
        engine.AssertExit(0, await engine.ResumeAsync());
        Assert.Equal(["a 1 1", "a 1 2"], engine.Agent.Starts.Where(start => start[0] == 'a'));
    }

    [Fact(Timeout = 60000)]
    [Incident("19", "the agent uses more than its budget")]
    public async Task A_usage_event_over_the_budget_ends_the_turn_and_the_next_goes_on_from_its_work()
    {
        const string Used = "printf '{\"type\":\"assistant\",\"message\":{\"id\":\"m1\",\"content\":[],\"usage\":{\"input_tokens\":5000,\"output_tokens\":1}}}\\n'";
        using var engine = new TestEngine().Configure(Plain + "budget:\n  unit:\n    tokens: 1000\n");
        engine.Repo.Unit("a", tasks: new SpecText(
            $"do: if [ $n = 1 ]; then echo half > half.txt; echo mine >> specs/tasks/a/01-step.md; {Used}; sleep 600; fi; test -f half.txt && echo w > f.txt", "test -f f.txt")).Commit();

        engine.AssertExit(3, await engine.RunAsync());
        AssertWaits(engine, "budget.unit.tokens", units: 1);
        var ended = Assert.Single(engine.Recorder.Of<AgentDone>()).Outcome;
        Assert.Equal((AgentVerdict.OverBudget, 5001), (ended.Verdict, ended.Usage.InputTokens + ended.Usage.OutputTokens));
        Assert.Empty(engine.Recorder.Of<ValidationFailed>());
        Assert.Single(engine.Recorder.Of<WorkSaved>("a"));
        Assert.Equal([engine.Repo.Root], engine.Repo.Worktrees());

        engine.Configure(Plain + "budget:\n  unit:\n    tokens: 100000\n");
        engine.AssertExit(0, await engine.ResumeAsync());
        Assert.True(engine.Repo.Has("half.txt") && engine.Repo.Has("f.txt"));
        Assert.Equal(1, engine.Recorder.Of<AgentInvoked>()[0].Attempt);
        Assert.DoesNotContain("\nmine", engine.Repo.Show("main", GitRepo.SpecPath("a", 1)), StringComparison.Ordinal);
        Assert.DoesNotContain("\nmine", engine.Agent.Prompt("a", "1", 2), StringComparison.Ordinal);
        Assert.Equal(2, engine.Agent.Starts.Length);
    }

    [Theory(Timeout = 60000)]
    [InlineData("run")]
    [InlineData("unit")]
    public async Task A_budget_of_time_ends_the_turn_when_it_is_used_up(string scope)
    {
        var time = new FakeTimeProvider();
        using var engine = new TestEngine().Configure(Plain + $"budget:\n  {scope}:\n    time: 10m\n");
        engine.Repo.Unit("a", tasks: new SpecText("do: sleep 600")).Commit();
        engine.After = e =>
        {
            if (e.Data is AgentInvoked)
            {
                time.Advance(TimeSpan.FromMinutes(10));
            }
        };

        engine.AssertExit(3, await engine.RunAsync(request => request with { Clock = time }));

        AssertWaits(engine, $"budget.{scope}.time", units: 1);
        Assert.Equal(AgentVerdict.OverBudget, Assert.Single(engine.Recorder.Of<AgentDone>()).Outcome.Verdict);
    }

    [Fact(Timeout = 60000)]
    public async Task A_unit_that_has_no_budget_left_for_a_fix_turn_waits_too()
    {
        using var engine = new TestEngine().Configure(
            "baseline:\n  allow_red_target: true\nbaseline_checks:\n  - name: fixed\n    command: test -f fixed.txt\nbudget:\n  unit:\n    turns: 1\n", whole: "echo f > fixed.txt");
        engine.Repo.Unit("a", tasks: new SpecText()).Commit();

        engine.AssertExit(3, await engine.RunAsync());
        AssertWaits(engine, "budget.unit.turns", units: 1);

        engine.Configure("baseline:\n  allow_red_target: true\nbaseline_checks:\n  - name: fixed\n    command: test -f fixed.txt\n", whole: "echo f > fixed.txt");
        engine.AssertExit(0, await engine.ResumeAsync());
        Assert.True(engine.Repo.Has("fixed.txt"));
        Assert.Equal(2, engine.Agent.Starts.Length);
    }
}
