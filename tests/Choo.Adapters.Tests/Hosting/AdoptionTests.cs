using System.Text;
using Choo.Adapters.Git;
using Choo.Adapters.Processes;
using Choo.Adapters.Tests.Processes;
using Choo.Core.Events;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>What becomes of the worktrees that a killed run left.</summary>
public sealed class AdoptionTests
{
    /// <summary>A run that was ended while it had a commit that has not landed, and a commit of the person's beside it.</summary>
    private static async Task<(TestEngine TestEngine, string Ours, string Theirs)> InterruptedAsync()
    {
        var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: [new(), new("do: [ -f $STATE/go ] && echo w > $unit-$task.txt || sleep 600")]).Commit();
        engine.AssertExit(143, await engine.RunUntilAsync(e => e is { Task: 2, Data: AgentInvoked }, RunSignal.SIGTERM));
        File.WriteAllText(Path.Combine(engine.Agent.State, "go"), "");
        var theirs = engine.Repo.Write("person.txt", "p").Commit();
        return (engine, engine.Repo.Tip(engine.Repo.Refs("refs/choo/runs")[0]), theirs);
    }

    /// <summary>Another worktree of the pool at a commit, as the landing queue has one while it proves a merged tree.</summary>
    private static void Leave(TestEngine engine, string commit)
    {
        engine.Repo.Git("worktree", "add", "--quiet", "--detach", engine.Repo.At(".choo/worktrees/7"), commit);
        engine.Repo.Write(".git/worktrees/7/choo", "");
    }

    [Fact(Timeout = 60000)]
    public async Task A_merge_that_was_being_proved_is_made_again_and_needs_no_backup()
    {
        var (engine, ours, theirs) = await InterruptedAsync();
        using var done = engine;
        var tree = engine.Repo.Git("merge-tree", "--write-tree", theirs, ours);
        var merge = engine.Repo.Git("commit-tree", "-p", theirs, "-p", ours, "-m", "Merge unit a", tree);
        Leave(engine, engine.Repo.Git("commit-tree", "-p", merge, "-p", ours, "-m", "another on top", tree));

        engine.AssertExit(0, await engine.ResumeAsync());

        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task A_merge_with_something_of_its_own_is_kept()
    {
        var (engine, ours, theirs) = await InterruptedAsync();
        using var done = engine;
        var merge = engine.Repo.Git("commit-tree", "-p", theirs, "-p", ours, "-m", "an evil merge", theirs + "^{tree}");
        Leave(engine, merge);

        engine.AssertExit(0, await engine.ResumeAsync());

        Assert.Equal(merge, engine.Repo.Tip(Assert.Single(engine.Repo.Refs("refs/choo/backup"))));
        Assert.Equal([engine.Repo.Root], engine.Repo.Worktrees());
    }

    [Fact(Timeout = 60000)]
    [Incident("5", "the test puts a person's own worktree, with changes, among choo's")]
    [Incident("W13", "a person's worktree beside choo's")]
    public async Task A_worktree_that_a_person_made_in_the_pools_folder_is_none_of_choos()
    {
        var (engine, _, _) = await InterruptedAsync();
        using var done = engine;
        var own = Path.Combine(engine.Worktrees!, "mine");
        engine.Repo.Git("worktree", "add", "--quiet", "-b", "mine", own);
        File.WriteAllText(Path.Combine(own, "draft.txt"), "not committed");
        File.WriteAllText(Path.Combine(own, "README.md"), "changed");
        var torn = Path.Combine(engine.Worktrees!, "torn");
        engine.Repo.Git("worktree", "add", "--quiet", "--detach", "--lock", "--reason", "initializing", torn);

        engine.AssertExit(0, await engine.ResumeAsync());
        await Engine.Cleanup.RunAsync(engine.Request, resetState: false, dryRun: false, CancellationToken.None);

        Assert.Equal([engine.Repo.Root, own, torn], engine.Repo.Worktrees());
        Assert.Equal(" M README.md\n?? draft.txt", engine.Repo.Status(own));
        Assert.Equal("refs/heads/mine", engine.Repo.GitIn(own, "symbolic-ref", "HEAD"));
        Assert.Empty(engine.Repo.Refs("refs/choo/backup"));
    }

    [Fact(Timeout = 60000)]
    public async Task A_run_that_goes_on_with_other_slots_uses_them()
    {
        using var engine = new TestEngine();
        foreach (var unit in (string[])["a", "b", "c", "d"])
        {
            engine.Repo.Unit(unit, tasks: new SpecText("do: [ -f $STATE/go ] && echo w > $unit-$task.txt || sleep 600"));
        }

        engine.Repo.Commit();
        engine.AssertExit(143, await engine.RunUntilAsync(e => e.Data is AgentInvoked, RunSignal.SIGTERM));
        File.WriteAllText(Path.Combine(engine.Agent.State, "go"), "");

        var report = await engine.ResumeAsync(request => request with { Parallelism = 1 });

        engine.AssertExit(0, report);
        Assert.Equal(1, engine.Recorder.Of<RunResumed>()[0].Parallelism);
        var running = 0;
        foreach (var e in engine.Recorder.Events)
        {
            running += e.Data switch { UnitStarted => 1, UnitVerified => -1, _ => 0 };
            Assert.InRange(running, 0, 1);
        }
    }

    [Fact(Timeout = 120000)]
    [Incident("11", "the test prepares 32 units at once")]
    [Incident("12", "the test prepares 32 units at once")]
    [Incident("W16", "32 at once")]
    public async Task Thirty_two_units_prepare_at_once_without_a_lock_failure()
    {
        using var engine = new TestEngine();
        foreach (var number in Enumerable.Range(1, 32))
        {
            engine.Repo.Unit($"u{number:00}", tasks: new SpecText());
        }

        engine.Repo.Commit();

        var report = await engine.RunAsync(request => request with { Parallelism = 32 });

        engine.AssertExit(0, report);
        Assert.DoesNotContain(engine.Recorder.Events, e => e.Data is DiagnosticReported { Diagnostic.Message: var said } && said.Contains("lock", StringComparison.OrdinalIgnoreCase));
        Assert.InRange(engine.Recorder.Of<WorktreeCreated>().Length, 33, 32 + Environment.ProcessorCount);
        engine.AssertNothingLeft();
    }

    [Theory(Timeout = 60000)]
    [InlineData(false)]
    [InlineData(true)]
    [Incident("29", "the test deletes .choo and the worktrees, also while one is being made, and runs again")]
    public async Task A_deleted_choo_folder_holds_up_no_run_and_the_commit_that_only_it_had_is_kept(bool torn)
    {
        var (engine, _, _) = await InterruptedAsync();
        using var done = engine;
        var worktree = engine.Repo.Worktrees()[1];
        engine.Repo.GitIn(worktree, "commit", "--quiet", "--allow-empty", "-m", "nobody else has it");
        engine.Repo.Write("lost.txt", "1").GitIn(worktree, "commit", "--quiet", "--allow-empty", "-m", "nor this");
        var last = engine.Repo.GitIn(worktree, "rev-parse", "HEAD");
        File.WriteAllText(Path.Combine(worktree, "staged.txt"), "only the index has it");
        engine.Repo.GitIn(worktree, "add", "staged.txt");
        if (torn)
        {
            engine.Repo.Write($".git/worktrees/{Path.GetFileName(worktree)}/locked", "choo is making it");
        }

        Directory.Delete(engine.Repo.At(".choo"), recursive: true);
        Directory.Delete(engine.Worktrees!, recursive: true);
        engine.Repo.Git("clean", "--quiet", "--force");

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Contains(engine.Repo.Refs("refs/choo/backup"), name => engine.Repo.Tip(name + "~") == last && engine.Repo.Show(name, "staged.txt") == "only the index has it");
        Assert.Equal([engine.Repo.Root], engine.Repo.Worktrees());
    }

    [Fact(Timeout = 60000)]
    public async Task A_deleted_worktree_is_cleaned_up_and_a_persons_own_stays_on_record()
    {
        var (engine, _, _) = await InterruptedAsync();
        using var done = engine;
        var pool = engine.Worktrees!;
        var person = Path.Combine(pool, "mine");
        engine.Repo.Git("worktree", "add", "--quiet", "-b", "mine", person);
        var request = engine.Request;
        Directory.Delete(pool, recursive: true);

        var told = await Cleanup.RunAsync(request, false, true, CancellationToken.None);
        Assert.Equal(3, engine.Repo.Worktrees().Length);
        var removed = await Cleanup.RunAsync(request, false, false, CancellationToken.None);

        Assert.Contains(Path.Combine(pool, "1"), told.Removed);
        Assert.Equal(told.Removed, removed.Removed);
        Assert.Equal([engine.Repo.Root, person], engine.Repo.Worktrees());
    }

    // It stands for the git of a choo that was killed: it looks whether anything begins while it works.
    private const string Git = """
        echo works
        begun() { set -- .choo/runs/*/events.jsonl; [ -e "$1" ]; }
        i=0
        while ! begun && [ $i -lt 30 ]; do sleep 0.05; i=$((i + 1)); done
        ! begun || echo clash
        """;

    [LinuxFact(Timeout = 60000)]
    [Incident("18", "git that a killed choo started is still running")]
    public async Task Git_that_a_killed_choo_started_comes_to_its_end_before_anything_begins()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText()).Commit();
        engine.Repo.Write(".git/choo/lock.json", """{"pid":4194303,"start_time":"1","since":"then"}""");
        var said = new List<string>();
        var git = await BeginGitAsync(engine, Git, said.Add, CancellationToken.None);

        engine.AssertExit(0, await engine.RunAsync());

        await git;
        Assert.Equal(["works"], said);
    }

    [LinuxFact(Timeout = 60000)]
    public async Task The_start_after_one_that_did_not_wait_for_such_git_waits_too()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText()).Commit();
        engine.Repo.Write(".git/choo/lock.json", """{"pid":4194303,"start_time":"1","since":"then"}""");
        Directory.CreateDirectory(engine.Repo.At(".choo"));
        var (repository, _) = await Repository.OpenAsync(engine.Repo.Root, CancellationToken.None);
        using var end = new CancellationTokenSource();
        var git = await BeginGitAsync(engine, "echo works; sleep 30", _ => { }, end.Token);

        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunLock.TakeAsync(repository!, TimeProvider.System, cancelled.Token));
        var second = RunLock.TakeAsync(repository!, TimeProvider.System, CancellationToken.None);

        Assert.False(second.IsCompleted);
        await end.CancelAsync();
        await git;
        var (taken, _) = await second;
        Assert.NotNull(taken);
        taken.Dispose();
    }

    /// <summary>Starts what stands for git of a choo that was killed, and returns when it works.</summary>
    private static async Task<Task> BeginGitAsync(TestEngine engine, string script, Action<string> said, CancellationToken end)
    {
        var works = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var orphan = Scripts.Sh(script, engine.Repo.Root);
        orphan = orphan with { Environment = new Dictionary<string, string>(orphan.Environment) { ["CHOO_GIT"] = engine.Repo.At(".git") } };
        var git = ProcessRun.RunAsync(
            Platform.Current, orphan,
            line =>
            {
                said(Encoding.UTF8.GetString(line.Span));
                works.TrySetResult();
                return LineMeaning.More;
            },
            end);
        await works.Task;
        return git;
    }
}
