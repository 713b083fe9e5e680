using Choo.Core.Events;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

public sealed class CleanupTests
{
    private static async Task<TestEngine> InterruptedAsync()
    {
        var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: [new(), new("do: echo half > half.txt; [ -f $STATE/go ] || sleep 600")]).Commit();
        engine.AssertExit(143, await engine.RunUntilAsync(e => e is { Task: 2, Data: AgentInvoked }, RunSignal.SIGTERM));
        return engine;
    }

    private static Task<CleanupReport> CleanAsync(TestEngine engine, bool reset = false, bool dry = false) =>
        Cleanup.RunAsync(engine.Request, reset, dry, CancellationToken.None);

    [Fact(Timeout = 60000)]
    [Incident("1", "the test cleans up with uncommitted work and commits that did not land")]
    public async Task Uncommitted_work_and_unlanded_commits_stay()
    {
        using var engine = await InterruptedAsync();
        var worktree = engine.Repo.Worktrees()[1];
        File.WriteAllText(Path.Combine(worktree, "half.txt"), "half");
        var refs = engine.Repo.Refs("refs/choo");

        var report = await CleanAsync(engine);

        Assert.Equal(refs, engine.Repo.Refs("refs/choo"));
        Assert.Contains(worktree, engine.Repo.Worktrees());
        Assert.Equal("half", File.ReadAllText(Path.Combine(worktree, "half.txt")));
        Assert.Contains(report.Kept, kept => kept.Message.Contains("uncommitted", StringComparison.Ordinal));
        Assert.Contains(report.Kept, kept => kept.File == refs[0]);
    }

    [Fact(Timeout = 60000)]
    [Incident("1", "the test leaves a worktree at a commit that no ref has, and cleans up")]
    public async Task A_commit_that_no_ref_has_keeps_its_worktree()
    {
        using var engine = await InterruptedAsync();
        var worktree = engine.Repo.Worktrees()[1];
        engine.Repo.GitIn(worktree, "add", "--all");
        engine.Repo.GitIn(worktree, "commit", "--quiet", "--allow-empty", "-m", "nobody knows it");

        var report = await CleanAsync(engine);

        Assert.Contains(worktree, engine.Repo.Worktrees());
        Assert.Contains(report.Kept, kept => kept.Message.Contains("no ref keeps its commit", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60000)]
    [Incident("28", "a dry run and a real one")]
    public async Task A_dry_run_removes_nothing_and_says_what_it_would()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText(Status: "complete")).Commit();
        engine.Repo.Git("worktree", "add", "--quiet", "--detach", ".choo/worktrees/1");
        engine.Repo.Write(".git/worktrees/1/choo", "");
        engine.Repo.Git("update-ref", "refs/choo/runs/old/a", "main");

        var dry = await CleanAsync(engine, reset: true, dry: true);

        Assert.Equal(2, engine.Repo.Worktrees().Length);
        Assert.Contains("status: complete", engine.Repo.Read(GitRepo.SpecPath("a", 1)), StringComparison.Ordinal);
        var real = await CleanAsync(engine, reset: true);
        Assert.Equal(dry.Removed, real.Removed);
        Assert.Equal([".choo/worktrees/1", "refs/choo/runs/old/a"], real.Removed);
        Assert.Equal((1, 1), (real.ResetUnits, real.ResetTasks));
        Assert.Contains("status: pending", engine.Repo.Read(GitRepo.SpecPath("a", 1)), StringComparison.Ordinal);
        Assert.Single(engine.Repo.Worktrees());
    }

    [Fact(Timeout = 60000)]
    [Incident("7", "the test cleans up while a run is under way")]
    public async Task A_run_that_is_under_way_is_left_alone()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText()).Commit();
        CleanupReport? report = null;
        engine.After = e => report ??= e.Data is UnitStarted ? CleanAsync(engine).GetAwaiter().GetResult() : null;

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Equal("CHOO0002", Assert.Single(report!.Diagnostics).Code);
    }

    [Fact(Timeout = 60000)]
    [Incident("W1", "the test cleans up before a resume")]
    public async Task After_a_cleanup_an_interrupted_run_still_goes_on()
    {
        using var engine = await InterruptedAsync();
        await CleanAsync(engine);
        File.WriteAllText(Path.Combine(engine.Agent.State, "go"), "");

        engine.AssertExit(0, await engine.ResumeAsync());
        Assert.Single(engine.Agent.Starts, "a 1 1");
        Assert.Contains("half.txt", engine.Repo.Files());
    }
}
