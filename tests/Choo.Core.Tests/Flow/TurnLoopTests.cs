using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Tests.Flow.Memory;
using Xunit;

namespace Choo.Core.Tests.Flow;

/// <summary>What holds for every turn, whatever it is for: a task, a baseline that failed, or a conflict.</summary>
public sealed class TurnLoopTests
{
    private const string Shared = "shared.txt";

    /// <summary>A run whose unit <c>a</c> needs turns of one kind; those are played by the test, and all others succeed.</summary>
    private static MemoryRun Run(TurnPurpose purpose, Func<int, MemoryTree, AgentVerdict> turn, ChooConfig? config = null)
    {
        var turns = 0;
        MemoryRun? run = null;
        run = new MemoryRun((request, tree) =>
        {
            if (run!.All<AgentInvoked>().Last().Purpose == purpose)
            {
                return turn(++turns, tree);
            }

            tree.Write($"{request.Unit}.txt", "x");
            tree.Write(Shared, request.Unit);
            return AgentVerdict.Finished;
        })
        {
            Config = config ?? new ChooConfig { TaskAttempts = 2, BaselineAttempts = 2, ConflictAttempts = 2 },
            Baseline = purpose == TurnPurpose.Baseline ? [new Gate("check", "has fixed.txt")] : [],
            Parallelism = 1,
        };
        run.File(Shared, "nothing").Unit("a", [], "true");
        if (purpose == TurnPurpose.Conflict)
        {
            run.Landing.BeforeAdvance = () =>
            {
                // A person is faster.
                run.Landing.BeforeAdvance = () => { };
                var tip = run.Git["main"]!;
                run.Git["main"] = run.Git.Commit(run.Git.WriteTree(run.Git.FilesOf(tip).SetItem(Shared, "person").SetItem("person.txt", "x")), [tip], "a person's");
            };
        }

        return run;
    }

    private static void Succeed(TurnPurpose purpose, MemoryTree tree)
    {
        tree.Write("fixed.txt", "x");
        tree.Write(Shared, purpose == TurnPurpose.Conflict ? "a and person" : "a");
    }

    private static AgentRequest[] Turns(MemoryRun run, TurnPurpose purpose) =>
        [.. run.Agents.Turns.Zip(run.All<AgentInvoked>()).Where(each => each.Second.Purpose == purpose).Select(each => each.First)];

    [Theory(Timeout = 60000)]
    [InlineData(TurnPurpose.Task, "t/a/01-do.md", "task 1 of a: ")]
    [InlineData(TurnPurpose.Baseline, "t/a/IMPLEMENTATION_PLAN.md", "a: ")]
    [InlineData(TurnPurpose.Conflict, "t/a/IMPLEMENTATION_PLAN.md", "a: ")]
    public async Task An_agent_that_does_not_start_gets_one_attempt(TurnPurpose purpose, string file, string subject)
    {
        var run = Run(purpose, (_, _) => AgentVerdict.NotStarted);
        Assert.IsType<RunFailed>(await run.RunAsync());

        Assert.Single(Turns(run, purpose));
        var problem = run.All<UnitFailed>("a").Single().Diagnostic;
        Assert.Equal((DiagnosticCodes.AgentNotStarted.Id, file), (problem.Code, problem.File));
        Assert.Equal($"{subject}agent did not start: the agent ended as NotStarted (1 attempt)", problem.Message);
    }

    [Theory(Timeout = 60000)]
    [InlineData(TurnPurpose.Task, "t/a/01-do.md")]
    [InlineData(TurnPurpose.Baseline, "t/a/IMPLEMENTATION_PLAN.md")]
    [InlineData(TurnPurpose.Conflict, "t/a/IMPLEMENTATION_PLAN.md")]
    public async Task Credentials_that_are_rejected_end_the_unit_at_once(TurnPurpose purpose, string file)
    {
        var run = Run(purpose, (_, _) => AgentVerdict.Unauthorized);
        Assert.IsType<RunFailed>(await run.RunAsync());

        Assert.Single(Turns(run, purpose));
        var problem = run.All<UnitFailed>("a").Single().Diagnostic;
        Assert.Equal((DiagnosticCodes.AgentUnauthorized.Id, file), (problem.Code, problem.File));
    }

    [Theory(Timeout = 60000)]
    [InlineData(TurnPurpose.Task)]
    [InlineData(TurnPurpose.Baseline)]
    [InlineData(TurnPurpose.Conflict)]
    public async Task A_turn_that_did_not_finish_is_told_to_the_next(TurnPurpose purpose)
    {
        var run = Run(purpose, (number, tree) =>
        {
            Succeed(purpose, tree);
            return number == 1 ? AgentVerdict.TimedOut : AgentVerdict.Finished;
        });
        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Contains("the agent ended as TimedOut", Turns(run, purpose)[1].Prompt, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60000)]
    [InlineData(TurnPurpose.Task)]
    [InlineData(TurnPurpose.Baseline)]
    [InlineData(TurnPurpose.Conflict)]
    public async Task A_nested_repository_is_told_to_the_next_turn(TurnPurpose purpose)
    {
        var run = Run(purpose, (number, tree) =>
        {
            Succeed(purpose, tree);
            tree.Write("sub/.git", "x");
            if (number > 1)
            {
                tree.Delete("sub/.git");
            }

            return AgentVerdict.Finished;
        });
        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Contains("sub is a git repository of its own", Turns(run, purpose)[1].Prompt, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60000)]
    [InlineData(TurnPurpose.Task)]
    [InlineData(TurnPurpose.Baseline)]
    [InlineData(TurnPurpose.Conflict)]
    public async Task Edits_that_were_undone_are_told_to_the_next_turn(TurnPurpose purpose)
    {
        var run = Run(purpose, (number, tree) =>
        {
            Succeed(purpose, tree);
            if (number == 1)
            {
                tree.Write(".choo.yaml", "x");
            }

            return number == 1 ? AgentVerdict.TimedOut : AgentVerdict.Finished;
        });
        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Contains("Your edits of .choo.yaml were undone", Turns(run, purpose)[1].Prompt, StringComparison.Ordinal);
        Assert.Equal(".choo.yaml", Assert.Single(run.All<EditsUndone>()).Files.Single());
        Assert.DoesNotContain(".choo.yaml", run.Target.Keys);
    }

    [Fact(Timeout = 60000)]
    public async Task Edits_that_were_undone_before_a_crash_are_told_to_the_next_turn()
    {
        var run = Run(TurnPurpose.Task, (_, tree) =>
        {
            Succeed(TurnPurpose.Task, tree);
            return AgentVerdict.Finished;
        });
        Assert.IsType<RunCompleted>(await run.ResumeAfterAsync(
            "a",
            new AgentInvoked(TurnPurpose.Task, "agent", 1, "log"),
            new AgentDone(TurnPurpose.Task, "agent", 1, new AgentOutcome { Verdict = AgentVerdict.TimedOut, ExitCode = 1, DurationMs = 1 }),
            new EditsUndone([".choo.yaml"]),
            new ValidationFailed(1, AttemptFailure.Agent, "it took too long", null)));

        var prompt = Assert.Single(run.Agents.Turns).Prompt;
        Assert.Contains("Attempt 2 of 2", prompt, StringComparison.Ordinal);
        Assert.Contains("it took too long", prompt, StringComparison.Ordinal);
        Assert.Contains("Your edits of .choo.yaml were undone", prompt, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60000)]
    [InlineData(TurnPurpose.Task)]
    [InlineData(TurnPurpose.Baseline)]
    [InlineData(TurnPurpose.Conflict)]
    public async Task A_moved_head_is_put_back_before_the_next_turn_however_the_turn_ended(TurnPurpose purpose)
    {
        MemoryRun? run = null;
        var heads = new List<string>();
        run = Run(purpose, (number, tree) =>
        {
            heads.Add(tree.Head);
            Succeed(purpose, tree);
            if (number == 1)
            {
                tree.Head = run!.Git.Commit(run.Git.Find(tree.Head).Tree, [tree.Head], "an agent's");
            }

            return number == 1 ? AgentVerdict.TimedOut : AgentVerdict.Finished;
        });
        Assert.IsType<RunCompleted>(await run.RunAsync());

        Assert.Equal(heads[0], heads[1]);
        Assert.Equal("the agent moved HEAD", Assert.Single(run.All<WorkSaved>()).Reason);
    }

    [Fact(Timeout = 60000)]
    public async Task Fix_turns_that_left_nothing_to_prove_say_why_at_the_end()
    {
        var run = Run(TurnPurpose.Baseline, (_, _) => AgentVerdict.TimedOut);
        Assert.IsType<RunFailed>(await run.RunAsync());

        Assert.Equal(2, Turns(run, TurnPurpose.Baseline).Length);
        var problem = run.All<UnitFailed>("a").Single().Diagnostic;
        Assert.Equal(DiagnosticCodes.BaselineRed.Id, problem.Code);
        Assert.EndsWith("; the last turn's work was not proved: the agent ended as TimedOut", problem.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task A_fix_turn_that_changes_nothing_is_proved_again()
    {
        var run = Run(TurnPurpose.Baseline, (_, _) => AgentVerdict.Finished);
        Assert.IsType<RunFailed>(await run.RunAsync());
        Assert.Equal(3, run.All<BaselineFailed>("a").Count());
    }

    [Fact(Timeout = 60000)]
    public async Task Only_a_tasks_attempts_are_told_of_by_events()
    {
        foreach (var (purpose, failed) in new[] { (TurnPurpose.Task, 1), (TurnPurpose.Baseline, 0), (TurnPurpose.Conflict, 0) })
        {
            var run = Run(purpose, (number, tree) =>
            {
                Succeed(purpose, tree);
                return number == 1 ? AgentVerdict.TimedOut : AgentVerdict.Finished;
            });
            Assert.IsType<RunCompleted>(await run.RunAsync());
            Assert.Equal((failed, failed), (run.All<ValidationFailed>().Count(), run.All<TaskRetried>().Count()));
        }
    }

    [Fact(Timeout = 60000)]
    public async Task What_a_unit_depends_on_may_conflict_and_then_it_fails_without_a_turn()
    {
        var run = new MemoryRun((request, tree) =>
        {
            tree.Write(Shared, request.Unit);
            return AgentVerdict.Finished;
        })
        {
            NoMerge = true,
        }.File(Shared, "nothing").Unit("a", [], "true").Unit("b", [], "true").Unit("c", ["a", "b"], "true");
        Assert.IsType<RunFailed>(await run.RunAsync());

        var problem = run.All<UnitFailed>("c").Single().Diagnostic;
        Assert.Equal(DiagnosticCodes.ConflictUnresolved.Id, problem.Code);
        Assert.Contains("land them first", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Agents.Turns, turn => turn.Unit == "c");
    }

    [Fact(Timeout = 60000)]
    public async Task A_setup_command_that_fails_ends_the_unit_without_a_turn()
    {
        var run = new MemoryRun((_, _) => AgentVerdict.Finished)
        {
            Config = new ChooConfig { Worktree = new() { Setup = [new SetupCommand("false", null)] } },
        }.Unit("a", [], "true");
        Assert.IsType<RunFailed>(await run.RunAsync());

        Assert.Equal(DiagnosticCodes.SetupFailed.Id, run.All<UnitFailed>("a").Single().Diagnostic.Code);
        Assert.Empty(run.Agents.Turns);
        Assert.Equal(GateKind.Setup, Assert.Single(run.Gates.Runs).Gate.Kind);
        Assert.Equal(0, run.Worktrees.Held);
    }
}
