using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

public sealed class AgentTurnTests
{
    private const string Second = "grep -q 2 f.txt";

    private static TestEngine With(string body, string gate = "true", string more = "")
    {
        var engine = new TestEngine().Configure(more);
        engine.Repo.Unit("a", tasks: new SpecText(body, gate)).Unit("b", tasks: new SpecText()).Commit();
        return engine;
    }

    [Fact(Timeout = 60000)]
    [Incident("22", "the agent ends without an error but changes nothing")]
    public async Task An_agent_that_ends_well_and_did_nothing_is_told_so()
    {
        using var engine = With("do: [ $n = 1 ] || echo w > f.txt");

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Equal(AttemptFailure.NoChange, Assert.Single(engine.Recorder.Of<ValidationFailed>()).Reason.Known);
        Assert.Contains("the agent changed nothing", engine.Agent.Prompt("a", "1", 2), StringComparison.Ordinal);
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    [Incident("19", "the agent never does anything, in every attempt")]
    [Incident("b", "the agent says that it is finished")]
    public async Task An_agent_that_never_does_anything_fails_its_unit()
    {
        using var engine = With("do: true");

        var report = await engine.RunAsync();

        engine.AssertExit(1, report);
        Assert.Equal(DiagnosticCodes.NoChange.Id, Assert.Single(engine.Recorder.Of<UnitFailed>()).Diagnostic.Code);
        Assert.Equal(3, engine.Agent.Starts.Count(line => line.StartsWith("a ", StringComparison.Ordinal)));
        Assert.DoesNotContain("status: complete", engine.Repo.Show("main", GitRepo.SpecPath("a", 1)), StringComparison.Ordinal);
        Assert.True(engine.Repo.Has("b-1.txt"));
    }

    [Fact(Timeout = 60000)]
    public async Task Setting_the_status_alone_is_no_change()
    {
        using var engine = With("do: sed -i 's/^status: pending/status: complete/' specs/tasks/a/01-step.md", more: "limits:\n  task_attempts: 1\n");

        var report = await engine.RunAsync();

        engine.AssertExit(1, report);
        Assert.Equal(AttemptFailure.NoChange, Assert.Single(engine.Recorder.Of<ValidationFailed>()).Reason.Known);
    }

    [Fact(Timeout = 60000)]
    [Incident("a", "the agent exits with an error after it changed files")]
    public async Task Work_of_an_agent_that_broke_off_waits_for_the_next_attempt()
    {
        using var engine = With("do: [ $n = 1 ] && { echo half > half.txt; exit 3; }; echo w > f.txt");

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Equal(AttemptFailure.Agent, Assert.Single(engine.Recorder.Of<ValidationFailed>()).Reason.Known);
        Assert.Equal("half", engine.Repo.Show("main", "half.txt"));
        Assert.Equal(3, engine.Recorder.Of<AgentDone>("a")[0].Outcome.ExitCode);
    }

    [Fact(Timeout = 60000)]
    public async Task An_agent_that_hangs_is_ended_with_all_it_started()
    {
        using var engine = With("do: [ $n = 1 ] && { setsid sleep 600 & echo $! > $here/child; sleep 600; }; echo w > f.txt", more: "timeouts:\n  silence: 500ms\n");

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Equal(AgentVerdict.Silent, engine.Recorder.Of<AgentDone>("a")[0].Outcome.Verdict);
        foreach (var file in (string[])["pid", "child"])
        {
            var pid = File.ReadAllText(Path.Combine(engine.Agent.State, "a.1.1", file)).Trim();
            Assert.False(Directory.Exists($"/proc/{pid}"), $"{file} {pid} is alive");
        }
    }

    [Fact(Timeout = 60000)]
    [Incident("W8", "the agent commits by itself")]
    public async Task A_commit_of_the_agents_own_becomes_choos_commit_and_stays_reachable()
    {
        using var engine = With("do: echo w > f.txt; git add -A; git -c user.name=a -c user.email=a@localhost commit -qm mine");
        var before = engine.Repo.Tip();

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Equal("w", engine.Repo.Show("main", "f.txt"));
        Assert.DoesNotContain("mine", engine.Repo.Log($"{before}..main").Select(commit => commit.Subject));
        var saved = Assert.Single(engine.Recorder.Of<WorkSaved>("a"));
        Assert.Equal("mine", engine.Repo.Git("log", "-1", "--format=%s", saved.Ref));
    }

    [Fact(Timeout = 60000)]
    public async Task Edits_of_specs_and_configuration_are_undone_and_told()
    {
        using var engine = With(
            "do: echo $n > f.txt; echo more >> specs/tasks/a/01-step.md; echo more >> specs/tasks/b/01-step.md; echo '#' >> .choo.yaml; rm specs/tasks/b/IMPLEMENTATION_PLAN.md; echo new > specs/tasks/a/02-new.md",
            Second);
        var before = engine.Repo.Tip();

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        var note = engine.Agent.Prompt("a", "1", 2).Split('\n').Single(line => line.Contains("were undone", StringComparison.Ordinal));
        string[] touched = [".choo.yaml", "specs/tasks/a/01-step.md", "specs/tasks/a/02-new.md", "specs/tasks/b/01-step.md", "specs/tasks/b/IMPLEMENTATION_PLAN.md"];
        Assert.All(touched, path => Assert.Contains(path, note, StringComparison.Ordinal));
        Assert.All(engine.Recorder.Of<EditsUndone>("a"), undone => Assert.Equal(touched, undone.Files.Order(StringComparer.Ordinal)));
        var changed = engine.Repo.Git("diff", "--name-only", before, "main").Split('\n');
        Assert.Equal(["b-1.txt", "f.txt", "specs/tasks/a/01-step.md", "specs/tasks/b/01-step.md"], changed);
        Assert.Equal("-status: pending\n+status: complete", Lines(engine.Repo.Git("diff", "-U0", before, "main", "--", "specs/tasks/a/01-step.md")));
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task An_agent_may_set_its_own_status()
    {
        using var engine = With("do: sed -i 's/^status: pending/status: complete/' specs/tasks/a/01-step.md; echo w > f.txt");

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Empty(engine.Recorder.Of<EditsUndone>());
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task A_status_of_another_task_is_not_the_agents_to_set()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: [new("do: sed -i 's/^status: pending/status: complete/' specs/tasks/a/0*.md; echo w > f.txt"), new()]).Commit();

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Equal<string>(["specs/tasks/a/02-step.md"], Assert.Single(engine.Recorder.Of<EditsUndone>()).Files);
        Assert.Equal(["a 1 1", "a 2 1"], engine.Agent.Starts);
    }

    [Theory(Timeout = 60000)]
    [InlineData("rm specs/tasks/a/01-step.md")]
    [InlineData("rm -r specs")]
    [InlineData("rm -r specs; echo x > specs")]
    [InlineData("rm -r specs/tasks/b; echo x > specs/tasks/b")]
    [InlineData("rm specs/tasks/b/01-step.md; mkdir specs/tasks/b/01-step.md; echo x > specs/tasks/b/01-step.md/x")]
    [InlineData("rm specs/tasks/a/01-step.md; mkdir specs/tasks/a/01-step.md; echo x > specs/tasks/a/01-step.md/x")]
    [InlineData("git mv specs/tasks/a/01-step.md specs/tasks/a/03-moved.md")]
    [InlineData("git rm -rq --cached specs; rm -r specs")]
    public async Task Specs_that_the_agent_took_away_come_back(string how)
    {
        using var engine = With($"do: {how}; echo w > f.txt");
        var before = engine.Repo.Files();

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Equal([.. before, "b-1.txt", "f.txt"], engine.Repo.Files().OrderBy(path => Array.IndexOf(before, path) is >= 0 and var at ? at : int.MaxValue));
        Assert.Contains("status: complete", engine.Repo.Show("main", GitRepo.SpecPath("a", 1)), StringComparison.Ordinal);
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task A_spec_replaced_by_a_link_is_a_file_again_and_nothing_behind_the_link_is_touched()
    {
        using var engine = With("do: echo theirs > $STATE/victim; rm specs/tasks/a/01-step.md; ln -s $STATE/victim specs/tasks/a/01-step.md; echo w > f.txt");

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Equal("theirs\n", File.ReadAllText(Path.Combine(engine.Agent.State, "victim")));
        Assert.StartsWith("100644", engine.Repo.Git("ls-tree", "main", GitRepo.SpecPath("a", 1)), StringComparison.Ordinal);
        Assert.Contains("status: complete", engine.Repo.Show("main", GitRepo.SpecPath("a", 1)), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task A_branch_that_the_agent_checked_out_does_not_lead_choo_astray()
    {
        using var engine = With("do: git checkout -q -b elsewhere; echo w > f.txt; git add -A; git -c user.name=a -c user.email=a@localhost commit -qm mine; echo v > g.txt");

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Equal(("w", "v"), (engine.Repo.Show("main", "f.txt"), engine.Repo.Show("main", "g.txt")));
        Assert.Equal([engine.Repo.Root], engine.Repo.Worktrees());
        Assert.Equal("", engine.Repo.Status());
    }

    [Fact(Timeout = 60000)]
    public async Task Build_outputs_do_not_land_even_where_nothing_ignores_them()
    {
        using var engine = With("do: mkdir -p src/bin/Debug src/obj; echo x > src/bin/Debug/a.dll; echo x > src/obj/project.assets.json; echo w > src/f.txt");

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Contains("src/f.txt", engine.Repo.Files());
        Assert.DoesNotContain(engine.Repo.Files(), path => path.Contains("/bin/", StringComparison.Ordinal) || path.Contains("/obj/", StringComparison.Ordinal));
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task Worktrees_that_agents_broke_fail_their_units_and_the_others_go_on()
    {
        using var engine = new TestEngine();
        for (var number = 1; number <= 5; number++)
        {
            engine.Repo.Unit($"bad{number}", tasks: new SpecText("do: echo w > f.txt; echo /nowhere > $(git rev-parse --git-dir)/commondir"));
        }

        engine.Repo.Unit("good", tasks: new SpecText()).Commit();

        var report = await engine.RunAsync(request => request with { Parallelism = 1 });

        engine.AssertExit(1, report);
        Assert.Equal((1, 5), (report.State!.Counts.Complete, report.State.Counts.Failed));
        Assert.All(engine.Recorder.Of<UnitFailed>(), failed => Assert.Equal(DiagnosticCodes.GitFailed.Id, failed.Diagnostic.Code));
        Assert.NotEmpty(engine.Recorder.Of<WorktreeKept>());
    }

    [Fact(Timeout = 60000)]
    public async Task An_index_that_an_agent_broke_is_made_again()
    {
        using var engine = With("do: echo w > f.txt; echo broken > $(git rev-parse --git-dir)/index");

        engine.AssertExit(0, await engine.RunAsync());
        Assert.Equal("w", engine.Repo.Show("main", "f.txt"));
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task A_lock_that_an_agents_own_git_left_does_not_stop_choo()
    {
        using var engine = With("do: touch $(git rev-parse --git-dir)/index.lock; echo w > f.txt");

        engine.AssertExit(0, await engine.RunAsync());
        engine.AssertNothingLeft();
    }

    [Theory(Timeout = 60000)]
    [InlineData("git init -q sub; echo x > sub/x.txt; (cd sub; git add -A; git -c user.name=a -c user.email=a@localhost commit -qm inner)")]
    [InlineData("git init -q sub; echo x > sub/x.txt")]
    public async Task A_repository_inside_the_repository_is_sent_back_to_the_agent(string nested)
    {
        using var engine = With($"do: [ $n = 2 ] && rm -rf sub/.git || {{ {nested}; }}; echo w > f.txt");

        engine.AssertExit(0, await engine.RunAsync());
        Assert.Contains("sub is a git repository of its own", engine.Agent.Prompt("a", "1", 2), StringComparison.Ordinal);
        Assert.Equal("x", engine.Repo.Show("main", "sub/x.txt"));
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task An_agent_that_was_denied_its_tools_and_did_nothing_says_which()
    {
        using var engine = With("do: denied='{\"tool_name\":\"Bash\",\"tool_use_id\":\"t\",\"tool_input\":{}}'", more: "limits:\n  task_attempts: 1\n");

        await engine.RunAsync();

        Assert.Contains("denied Bash", Assert.Single(engine.Recorder.Of<ValidationFailed>()).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task An_agent_whose_sandbox_failed_and_that_did_nothing_says_how_to_switch_it_off()
    {
        using var engine = With("do: true", more: "limits:\n  task_attempts: 1\n");
        var codex = engine.Repo.Around.WriteProgram("bin/codex", """
            #!/bin/sh
            cat > /dev/null
            echo '{"type":"thread.started","thread_id":"t-1"}'
            echo '{"type":"item.completed","item":{"id":"i","type":"command_execution","command":"x","aggregated_output":"bwrap: No permissions to create new namespace","exit_code":1,"status":"failed"}}'
            echo '{"type":"turn.completed","usage":{"input_tokens":1,"output_tokens":1}}'

            """);
        engine.Repo.Write(".choo.yaml", $"limits:\n  task_attempts: 1\nprovider:\n  type: codex\n  providers:\n    codex:\n      command: {codex}\n");

        await engine.RunAsync();

        var failed = engine.Recorder.Of<UnitFailed>("a")[0].Diagnostic;
        Assert.Equal(DiagnosticCodes.NoChange.Id, failed.Code);
        Assert.Contains("\"bwrap: No permissions to create new namespace\"", failed.Message, StringComparison.Ordinal);
        Assert.Contains("provider.providers.codex.args: [--sandbox, danger-full-access]", failed.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Denied_tools_do_not_matter_when_the_gate_is_green()
    {
        using var engine = With("do: denied='{\"tool_name\":\"Bash\",\"tool_use_id\":\"t\",\"tool_input\":{}}'; echo w > f.txt");

        engine.AssertExit(0, await engine.RunAsync());
        Assert.Equal<string>(["Bash"], engine.Recorder.Of<AgentDone>("a")[0].Outcome.Denials);
    }

    [Fact(Timeout = 60000)]
    public async Task What_the_agents_used_is_added_up()
    {
        using var engine = With("do: echo $n > f.txt", Second);

        var report = await engine.RunAsync();

        var unit = report.State!.Unit("a");
        Assert.Equal((2, 200, 40, 0.002m), (unit.Turns, unit.Usage.InputTokens, unit.Usage.OutputTokens, unit.Usage.CostUsd));
    }

    private static string Lines(string diff) => string.Join('\n', diff.Split('\n')
        .Where(line => line.Length > 1 && line[0] is '+' or '-' && !line.StartsWith("+++", StringComparison.Ordinal) && !line.StartsWith("---", StringComparison.Ordinal)));
}
