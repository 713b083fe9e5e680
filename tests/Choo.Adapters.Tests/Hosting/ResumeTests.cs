using System.Text.Json;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

public sealed class ResumeTests
{
    private static TestEngine Units(string body = "")
    {
        var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: [new(body), new(body)]).Unit("b", ["a"], tasks: [new(body), new(body)]).Unit("c", tasks: [new(body), new(body)]).Commit();
        return engine;
    }

    private static void AssertAllLanded(TestEngine engine)
    {
        Assert.Superset(new HashSet<string> { "a-1.txt", "a-2.txt", "b-1.txt", "b-2.txt", "c-1.txt", "c-2.txt" }, engine.Repo.Files().ToHashSet());
        Assert.Equal([engine.Repo.Root], engine.Repo.Worktrees());
        Assert.Empty(engine.Repo.Refs("refs/choo/runs"));
        Assert.Equal("", engine.Repo.Status());
        Assert.Equal("", engine.Repo.Fsck());
    }

    /// <summary>Lines of the journal: numbers without gaps, one beginning, one last word.</summary>
    private static void AssertJournalSound(TestEngine engine)
    {
        var lines = File.ReadAllLines(engine.Journal).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(Enumerable.Range(1, lines.Length).Select(n => (long)n), lines.Select(line => line.GetProperty("seq").GetInt64()));
        var types = lines.Select(line => line.GetProperty("type").GetString()!).ToArray();
        Assert.Equal("orch.started", types[0]);
        Assert.Equal("orch.completed", types[^1]);
        Assert.Single(types, "orch.completed");
    }

    [Theory(Timeout = 60000)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(9)]
    [InlineData(12)]
    [InlineData(15)]
    [InlineData(18)]
    [InlineData(21)]
    [InlineData(25)]
    [InlineData(30)]
    [InlineData(36)]
    [InlineData(42)]
    [InlineData(48)]
    [InlineData(54)]
    public async Task A_run_that_was_stopped_at_any_event_goes_on_and_pays_no_task_twice(int n)
    {
        using var engine = Units();
        var first = await engine.RunUntilAsync(e => e.Seq == n);
        Assert.Contains(first.ExitCode, (int[])[0, 130]);
        var committed = engine.Recorder.Events.Where(e => e.Data is TaskCommitted).Select(e => $"{e.Unit} {e.Task} ").ToArray();
        var judged = engine.Recorder.Events.Where(e => e.Data is AgentDone).Select(e => $"{e.Unit} {e.Task} ").ToArray();

        var report = await engine.ResumeAsync();

        engine.AssertExit(0, report);
        AssertAllLanded(engine);
        AssertJournalSound(engine);
        Assert.All(committed.Concat(judged), task => Assert.Single(engine.Agent.Starts, start => start.StartsWith(task, StringComparison.Ordinal)));
        Assert.Equal(6, report.State!.Units.Sum(unit => unit.CompletedTasks));
    }

    // It says that it was finished when it is interrupted: the journal does not hear of that any more.
    private const string Slow = "end() { kill $!; echo '{\"type\":\"result\",\"subtype\":\"RESULT\",\"is_error\":false,\"num_turns\":1,\"result\":\"done\",\"total_cost_usd\":3.5,\"usage\":{\"input_tokens\":100,\"output_tokens\":20}}'; exit 0; }; "
        + "echo w > $unit-$task.txt; [ $n != 1 ] || { trap end INT; sleep 600 & : > \"$STATE/working\"; wait; }";

    [Theory(Timeout = 60000)]
    [InlineData("success", 1)]
    [InlineData("error_during_execution", 2)]
    [Incident("T50", "the test stops choo between a result and its record in the journal")]
    public async Task A_turn_whose_result_is_in_its_log_alone_is_not_paid_again(string result, int turns)
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText("do: " + Slow.Replace("RESULT", result, StringComparison.Ordinal), "test -f a-1.txt")).Commit();
        var run = engine.RunAsync();
        Assert.True(SpinWait.SpinUntil(() => File.Exists(Path.Combine(engine.Agent.State, "working")), TimeSpan.FromSeconds(30)));
        engine.Stop.Stop(RunSignal.SIGINT);
        engine.AssertExit(130, await run);
        Assert.Empty(engine.Recorder.Of<AgentDone>());

        var report = await engine.ResumeAsync();

        engine.AssertExit(0, report);
        Assert.Equal(turns, engine.Agent.Starts.Length);
        Assert.Equal(turns == 1 ? 3.5m : 0.001m, report.State!.Unit("a").Usage.CostUsd);
        Assert.Contains("a-1.txt", engine.Repo.Files());
        AssertJournalSound(engine);
    }

    [Fact(Timeout = 60000)]
    public async Task A_run_that_is_stopped_again_and_again_still_ends()
    {
        using var engine = Units();
        var report = await engine.RunUntilAsync(e => e.Data is AgentDone);
        for (var again = 0; report.ExitCode == 130 && again < 12; again++)
        {
            report = await engine.ResumeUntilAsync(e => e.Data is AgentDone);
        }

        engine.AssertExit(0, report);
        AssertAllLanded(engine);
        Assert.Equal(6, engine.Recorder.Events.Count == 0 ? 0 : report.State!.Units.Sum(unit => unit.CompletedTasks));
    }

    [Fact(Timeout = 60000)]
    public async Task A_stop_ends_a_running_agent_and_says_so()
    {
        using var engine = Units("do: sleep 600");

        var report = await engine.RunUntilAsync(e => e.Data is AgentInvoked);

        Assert.Equal(130, report.ExitCode);
        Assert.IsType<RunInterrupted>(engine.Recorder.Events[^1].Data);
        foreach (var folder in Directory.GetDirectories(engine.Agent.State))
        {
            var pid = Path.Combine(folder, "pid");
            Assert.False(File.Exists(pid) && Directory.Exists($"/proc/{File.ReadAllText(pid).Trim()}"));
        }
    }

    [Fact(Timeout = 60000)]
    public async Task The_last_words_of_a_run_are_spoken_once_also_when_the_stop_comes_at_the_very_end()
    {
        foreach (var type in (string[])["worktree.removed", "orch.completed"])
        {
            using var engine = Units();

            var report = await engine.RunUntilAsync(e => e.Type == type);

            Assert.Single(engine.Recorder.Events, e => e.Type is "orch.completed" or "orch.interrupted");
            Assert.Equal(engine.Recorder.Events[^1].Data is RunInterrupted ? 130 : 0, report.ExitCode);
            engine.AssertExit(0, await engine.ResumeAsync());
            AssertAllLanded(engine);
        }
    }

    [Theory(Timeout = 60000)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Commits_that_the_journal_does_not_know_of_are_found_in_git(int lost)
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: [new(), new(), new()]).Commit();
        await engine.RunUntilAsync(e => e.Data is TaskCommitted && e.Task == 3);
        var lines = File.ReadAllLines(engine.Journal).ToList();
        for (var i = 0; i < lost; i++)
        {
            var last = lines.FindLastIndex(line => line.Contains("\"type\":\"task.committed\"", StringComparison.Ordinal));
            lines.RemoveRange(last, lines.Count - last);
        }

        File.WriteAllLines(engine.Journal, lines);

        var report = await engine.ResumeAsync();

        engine.AssertExit(0, report);
        Assert.Equal(["a 1 1", "a 2 1", "a 3 1"], engine.Agent.Starts);
        Assert.Equal(3, engine.Repo.Log().Count(commit => commit.Trailer("Choo-Task") is not null));
        AssertJournalSound(engine);
    }

    [Fact(Timeout = 60000)]
    public async Task A_fix_of_the_baseline_that_the_journal_does_not_know_of_is_found_in_git()
    {
        using var engine = new TestEngine().Configure("baseline_checks:\n  - name: check\n    command: '! test -f bad.txt'\n", "rm bad.txt");
        engine.Repo.Unit("a", tasks: new SpecText("do: echo x > bad.txt; echo w > f.txt")).Commit();
        await engine.RunUntilAsync(e => e.Data is UnitCommitted);
        var lines = File.ReadAllLines(engine.Journal).ToList();
        File.WriteAllLines(engine.Journal, lines.Take(lines.FindIndex(line => line.Contains("\"type\":\"unit.committed\"", StringComparison.Ordinal))));

        var report = await engine.ResumeAsync();

        engine.AssertExit(0, report);
        Assert.Equal(["a 1 1", "a whole 1"], engine.Agent.Starts);
    }

    [Fact(Timeout = 60000)]
    [Incident("2", "the test stops choo between the move of the target and its record in the journal")]
    public async Task A_landing_that_the_journal_does_not_know_of_is_seen_on_the_target()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText()).Unit("b", ["a"], tasks: new SpecText()).Commit();
        await engine.RunUntilAsync(e => e.Data is UnitMerged);
        var lines = File.ReadAllLines(engine.Journal).ToList();
        File.WriteAllLines(engine.Journal, lines.Take(lines.FindIndex(line => line.Contains("\"type\":\"unit.merged\"", StringComparison.Ordinal))));

        var report = await engine.ResumeAsync();

        engine.AssertExit(0, report);
        Assert.Single(engine.Repo.Log(), commit => commit.Subject == "Merge unit a");
        Assert.Equal(["a 1 1", "b 1 1"], engine.Agent.Starts);
    }

    [Fact(Timeout = 60000)]
    public async Task A_turn_that_had_ended_is_judged_and_not_paid_again()
    {
        using var engine = Units("do: echo w > $unit-$task.txt; echo x > g.txt");
        await engine.RunUntilAsync(e => e is { Unit: "a", Task: 1, Data: AgentDone });
        Assert.DoesNotContain(engine.Recorder.Events, e => e is { Unit: "a", Data: TaskCommitted });

        engine.AssertExit(0, await engine.ResumeAsync());

        Assert.Single(engine.Agent.Starts, "a 1 1");
        Assert.DoesNotContain("a 1 2", engine.Agent.Starts);
    }

    [Fact(Timeout = 60000)]
    public async Task What_failed_before_the_stop_is_still_told_to_the_agent_after_it()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText("do: echo $n >> f.txt", "grep -q 3 f.txt || { echo seen $(cat f.txt); exit 1; }")).Commit();
        await engine.RunUntilAsync(e => e.Data is TaskRetried { Attempt: 3 });
        var events = engine.Recorder.Events.ToList();

        var report = await engine.ResumeAsync();

        engine.AssertExit(0, report);
        Assert.Equal(["a 1 1", "a 1 2", "a 1 3"], engine.Agent.Starts.Where(start => start != "a 1 4"));
        Assert.Contains("seen 1 2", engine.Agent.Prompt("a", "1", 3), StringComparison.Ordinal);
        Assert.StartsWith("1\n2\n3", engine.Repo.Show("main", "f.txt"), StringComparison.Ordinal);
        events.AddRange(engine.Recorder.Events);
        var evidence = events.Select(e => e.Data).Select(data => (data as ValidationFailed)?.Evidence ?? (data as ValidationPassed)?.Evidence).OfType<Evidence>().ToArray();
        Assert.Equal(3, evidence.Select(each => each.Log).Distinct().Count());
        Assert.All(evidence, each => Assert.True(File.Exists(Path.Combine(engine.RunFolder, each.Log!))));
        var logs = events.Select(e => e.Data).OfType<AgentInvoked>().Select(invoked => invoked.Log).ToArray();
        Assert.Equal(logs.Length, logs.Distinct().Count());
    }

    [Fact(Timeout = 60000)]
    [Incident("W9", "a unit fails, then the test resumes the run")]
    public async Task Failed_and_blocked_units_get_another_chance()
    {
        using var engine = Units("do: [ -f $STATE/go ] && echo w > $unit-$task.txt");
        File.WriteAllText(Path.Combine(engine.Agent.State, "stay"), "");
        var first = await engine.RunAsync();
        Assert.Equal(1, first.ExitCode);
        Assert.Equal((2, 1), (first.State!.Counts.Failed, first.State.Counts.Blocked));
        File.WriteAllText(Path.Combine(engine.Agent.State, "go"), "");

        var report = await engine.ResumeAsync();

        engine.AssertExit(0, report);
        AssertAllLanded(engine);
    }

    [Fact(Timeout = 60000)]
    public async Task Locks_that_a_killed_git_left_in_choos_own_worktrees_do_not_stop_it()
    {
        using var engine = Units();
        await engine.RunUntilAsync(e => e.Data is AgentDone);
        foreach (var folder in Directory.GetDirectories(engine.Repo.At(".git/worktrees")))
        {
            File.WriteAllText(Path.Combine(folder, "index.lock"), "");
            File.WriteAllText(Path.Combine(folder, "HEAD.lock"), "");
        }

        engine.AssertExit(0, await engine.ResumeAsync());
        AssertAllLanded(engine);
    }

    [Fact(Timeout = 60000)]
    [Incident("W1", "the test leaves a half-made worktree")]
    public async Task A_worktree_that_was_only_half_added_is_taken_away()
    {
        using var engine = Units();
        await engine.RunUntilAsync(e => e.Data is AgentDone);
        var half = engine.Repo.At(".choo/worktrees/9");
        engine.Repo.Git("worktree", "add", "--quiet", "--detach", "--no-checkout", half, "main");
        File.WriteAllText(engine.Repo.At(".git/worktrees/9/locked"), "choo is making it");

        engine.AssertExit(0, await engine.ResumeAsync());
        AssertAllLanded(engine);
        Assert.Empty(engine.Repo.Refs("refs/choo/backup/unknown"));
    }

    [Fact(Timeout = 60000)]
    public async Task A_torn_last_line_of_the_journal_is_what_a_crash_leaves()
    {
        using var engine = Units();
        await engine.RunUntilAsync(e => e.Data is TaskCommitted);
        File.AppendAllText(engine.Journal, "{\"seq\":99,\"time\":\"20");

        engine.AssertExit(0, await engine.ResumeAsync());
        AssertAllLanded(engine);
        AssertJournalSound(engine);
    }

    [Fact(Timeout = 60000)]
    [Incident("23", "the test breaks a line of the journal")]
    public async Task A_broken_journal_is_named_with_its_line_and_left_as_it_is()
    {
        using var engine = Units();
        await engine.RunUntilAsync(e => e.Data is TaskCommitted);
        var lines = File.ReadAllLines(engine.Journal);
        lines[2] = lines[2][..20];
        File.WriteAllLines(engine.Journal, lines);
        var before = File.ReadAllBytes(engine.Journal);

        var report = await engine.ResumeAsync();

        engine.AssertExit(2, report);
        var problem = Assert.Single(report.Diagnostics);
        Assert.Equal((DiagnosticCodes.JournalUnreadable.Id, 3), (problem.Code, problem.Line));
        Assert.EndsWith("events.jsonl", problem.File, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(engine.Journal));
        Assert.Empty(engine.Recorder.Events);
    }

    [Fact(Timeout = 60000)]
    public async Task The_newest_run_is_the_one_that_goes_on_also_when_two_began_in_one_second()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText("do: true")).Commit();
        var clock = new FixedClock();
        var ids = new List<string>();
        for (var run = 0; run < 6; run++)
        {
            clock.Now = clock.Now.AddMilliseconds(5);
            ids.Add(Path.GetFileName((await engine.RunAsync(request => request with { Clock = clock })).RunFolder!));
        }

        Assert.Equal(ids, ids.Order(StringComparer.Ordinal));
        Assert.Equal(ids[^1], RunHistory.Latest(engine.Repo.Root)!.Id);
    }

    [Fact(Timeout = 60000)]
    [Incident("4", "the test starts a new run over an unfinished one")]
    public async Task Nobodys_work_is_lost_when_a_new_run_is_started_over_an_unfinished_one()
    {
        using var engine = Units("do: echo w > $unit-$task.txt; [ $task = 1 ] || { echo half > half-$unit.txt; sleep 600; }");
        await engine.RunUntilAsync(e => e is { Task: 2, Data: AgentInvoked });
        var kept = engine.Repo.Refs("refs/choo/runs").Select(name => engine.Repo.Tip(name)).ToArray();
        engine.Repo.Unit("a", tasks: [new(), new()]).Unit("b", ["a"], tasks: [new(), new()]).Unit("c", tasks: [new(), new()]).Commit();

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Contains(DiagnosticCodes.RunUnfinished.Id, report.Diagnostics.Select(each => each.Code));
        Assert.NotEmpty(kept);
        Assert.All(kept, commit => Assert.NotEqual("", engine.Repo.Git("for-each-ref", "--contains", commit)));
        Assert.Equal([engine.Repo.Root], engine.Repo.Worktrees());
    }

    private sealed class FixedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
