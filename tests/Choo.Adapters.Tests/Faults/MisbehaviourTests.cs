using System.Text;
using Choo.Adapters.Processes;
using Choo.Adapters.Tests.Hosting;
using Choo.Adapters.Tests.Processes;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Engine;
using Choo.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Faults;

/// <summary>An agent that does what agents did to people's work: its unit ends as it should, another lands, and what is the person's stays as it was.</summary>
public sealed class MisbehaviourTests
{
    private const string Work = "write a-1.txt work";

    [UnixTheory(Timeout = 60000)]
    [InlineData(true, "exit 1", Work)]
    [InlineData(true, "exit 0", Work)]
    [InlineData(true, "nothing", Work)]
    [InlineData(true, "write a-1.txt half;exit 3", "append a-1.txt rest")]
    [InlineData(true, "hang", Work)]
    [InlineData(true, "heartbeat 50", Work)]
    [InlineData(true, Work + ";linger", "")]
    [InlineData(true, Work + ";flood 4;malformed;split words", "")]
    [InlineData(true, Work + ";grandchild 600;stubborn", "")]
    [InlineData(true, Work + ";commit by myself", "")]
    [InlineData(true, Work + ";amend", "")]
    [InlineData(true, Work + ";rebase", Work)]
    [InlineData(true, Work + ";reset", Work)]
    [InlineData(true, Work + ";checkout", "")]
    [InlineData(true, Work + ";stash", "")]
    [InlineData(true, Work + ";head", "")]
    [InlineData(true, Work + ";bash rm \"$(git rev-parse --git-dir)/HEAD\"", "")]
    [InlineData(true, Work + ";bash git branch mine && git switch mine", "")]
    [InlineData(true, Work + ";bash git branch -f other HEAD", "")]
    [InlineData(true, Work + ";bash git branch -D other", "")]
    [InlineData(true, Work + ";bash git branch -m other else", "")]
    [InlineData(true, Work + ";bash git tag v2 && git tag -d v1", "")]
    [InlineData(true, Work + ";bash git push origin HEAD:refs/heads/mine", "")]
    [InlineData(true, Work + ";bash git push --force origin HEAD~1:main", "")]
    [InlineData(true, Work + ";bash git push origin :other", "")]
    [InlineData(true, Work + ";bash git stash clear", "")]
    [InlineData(true, Work + ";bash git worktree add --detach ../more", "")]
    [InlineData(true, Work + ";commit by myself;bash git push --force origin HEAD:main", "")]
    [InlineData(true, Work + ";lock", "")]
    [InlineData(false, "wreck", "")]
    [InlineData(false, "unlink", "")]
    [InlineData(true, Work + ";edit .choo.yaml parallelism: 2 => parallelism: 9", "")]
    [InlineData(true, Work + ";edit specs/tasks/a/01-step.md test => true ||", "")]
    [InlineData(true, Work + ";delete specs/tasks/b/01-step.md", "")]
    [InlineData(true, Work + ";status complete", "")]
    [InlineData(false, "status complete", "status complete")]
    [InlineData(true, "max-turns 5", Work)]
    [InlineData(true, "error 529 Overloaded", Work)]
    [InlineData(false, "refused 20", "")]
    [InlineData(true, Work + ";fill 3000000", "")]
    [Incident("6", "the agent removes its worktree's link to the repository, or the worktree itself")]
    [Incident("8", "the person has a stash before an agent misbehaves, and the test looks for it afterwards")]
    [Incident("9", "an agent resets, rebases, checks out")]
    [Incident("a", "the agent exits with 1, with the work done and with half of it")]
    public async Task Its_unit_ends_as_it_should_and_nothing_else_is_touched(bool lands, string first, string second)
    {
        using var engine = Ready(first, second);
        var person = Person(engine.Repo);

        var report = await engine.RunAsync();

        engine.AssertExit(lands ? 0 : 1, report);
        Assert.Contains("b-1.txt", engine.Repo.Files());
        Assert.Equal(lands, engine.Repo.Files().Contains("a-1.txt"));
        Assert.Equal(person, Person(engine.Repo));
        Assert.Equal("", engine.Repo.Fsck());
        Assert.Contains("backpressure: 'test", engine.Repo.Show("main", GitRepo.SpecPath("a", 1)), StringComparison.Ordinal);
        Assert.Contains("parallelism: 2", engine.Repo.Show("main", ".choo.yaml"), StringComparison.Ordinal);
        Assert.True(engine.Repo.Has(GitRepo.SpecPath("b", 1)));
        foreach (var pid in FakeAgentProgram.LeftBehind(engine.Agent.State).Concat(FakeAgentProgram.Starts(engine.Agent.State).Select(start => start.Pid)))
        {
            Assert.True(ProcessIdentity.Of(pid)?.Probe() is null or Liveness.Dead, $"process {pid} goes on");
        }

        Assert.Empty(RunSweep.Find(Path.GetFileName(engine.RunFolder)));
        if (lands)
        {
            Assert.Equal([engine.Repo.Root], engine.Repo.Worktrees());
            Assert.Empty(engine.Repo.Refs("refs/choo/runs"));
        }
    }

    [UnixTheory(Timeout = 60000)]
    [InlineData(Work + ";commit by myself", "by myself")]
    [InlineData(Work + ";commit by myself;bash rm \"$(git rev-parse --git-dir)/HEAD\"", "by myself")]
    [InlineData(Work + ";commit by myself;bash : >\"$(git rev-parse --git-dir)/HEAD\"", "by myself")]
    [InlineData(Work + ";amend", "amended")]
    [InlineData(Work + ";rebase", "to be rebased")]
    [Incident("9", "an agent commits by itself, amends, rebases")]
    public async Task A_commit_that_the_agent_made_stays_under_a_backup_ref(string script, string subject)
    {
        using var engine = Ready(script, Work);

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Contains(engine.Repo.Refs("refs/choo/backup/a"), name => engine.Repo.Git("log", "--format=%s", "-3", name).Contains(subject, StringComparison.Ordinal));
    }

    [UnixTheory(Timeout = 60000)]
    [InlineData("markers")]
    [InlineData("drop-side")]
    [Incident("24", "the agent leaves conflict markers, or takes only one side")]
    public async Task A_conflict_that_is_resolved_by_markers_or_by_dropping_a_side_does_not_land_that_way(string how)
    {
        using var engine = new TestEngine();
        engine.Repo.Write("list.txt", "first\n").Unit("a", tasks: new SpecText("fake: append list.txt from-a", "grep -q from-a list.txt"))
            .Unit("b", tasks: new SpecText("fake: append list.txt from-b", "grep -q from-b list.txt"));
        Configure(engine, $"when kind conflict {how}");
        engine.Repo.Commit();

        var report = await engine.RunAsync();

        var landed = engine.Repo.Show("main", "list.txt");
        Assert.DoesNotContain("<<<<<<<", landed, StringComparison.Ordinal);
        Assert.Equal(2, report.State!.Counts.Complete + report.State.Counts.Failed);
        Assert.All(report.State.Units.Where(unit => unit.State == UnitState.Complete), unit => Assert.Contains($"from-{unit.Id}", landed, StringComparison.Ordinal));
        Assert.Equal(1, report.State.Counts.Failed);
    }

    [UnixTheory(Timeout = 60000)]
    [InlineData(1, "pop")]
    [InlineData(2, "pop")]
    [InlineData(2, "drop")]
    [InlineData(2, "drop stash@{1}")]
    [Incident("8", "an agent pops or drops an entry of the person's stash")]
    public async Task An_entry_that_vanishes_from_the_stash_is_kept_and_told(int entries, string how)
    {
        using var engine = Ready($"{Work};bash git stash {how}", "");
        if (entries == 2)
        {
            engine.Repo.Write("README.md", "for much later\n").Git("stash", "push", "--quiet");
        }

        var before = Stash(engine.Repo);
        Assert.Equal(entries, before.Length);

        engine.AssertExit(0, await engine.RunAsync());

        var lost = Assert.Single(before.Except(Stash(engine.Repo)));
        var told = Assert.Single(Told(engine, "CHOO2013"));
        Assert.Contains($"`git stash store {lost}`", told.Message, StringComparison.Ordinal);

        // Whichever turn ends first tells it, and keeps it for its unit.
        var unit = engine.Recorder.Events.Single(e => e.Data is DiagnosticReported { Diagnostic.Code: "CHOO2013" }).Unit;
        Assert.Equal(lost, engine.Repo.Tip($"refs/choo/backup/{unit}/1"));
        var saved = Assert.Single((await Recovery.RunAsync(new RecoverRequest { WorkingFolder = engine.Repo.Root }, CancellationToken.None)).Backups);
        Assert.Equal((lost, $"it vanished from the stash while {unit}'s turn ran"), (saved.Saved.Commit, saved.Reason));
        engine.Repo.Git("stash", "store", lost);
        Assert.Equal(before.Order(StringComparer.Ordinal), Stash(engine.Repo).Order(StringComparer.Ordinal));
    }

    [UnixFact(Timeout = 60000)]
    [Incident("T10", "git's settings change while an agent works")]
    public async Task Shared_settings_that_change_are_told_once_and_what_they_were_is_kept()
    {
        using var engine = Ready($"{Work};bash git config user.name Somebody", "");
        File.AppendAllText(engine.Repo.At(".git/config"), "# a caf\u00e9\n", Encoding.Latin1);
        var before = File.ReadAllBytes(engine.Repo.At(".git/config"));
        engine.Repo.Write(".git/choo/git-config.1", "of an earlier run");

        engine.AssertExit(0, await engine.RunAsync());

        var told = Assert.Single(Told(engine, "CHOO2014"));
        Assert.Equal(".git/config", told.File);
        Assert.NotEqual(before, File.ReadAllBytes(engine.Repo.At(".git/config")));
        var kept = engine.Repo.At(".git/choo/git-config.2");
        Assert.Contains($"{Path.GetRelativePath(engine.Repo.Root, kept)}", told.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(kept));
        Assert.DoesNotContain(Directory.GetFiles(engine.RunFolder, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains("a caf", StringComparison.Ordinal));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(kept) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [UnixFact(Timeout = 60000)]
    [Incident("T10", "a hook is added while an agent works")]
    public async Task A_shared_hook_that_comes_is_told_and_holds_nothing_up()
    {
        using var engine = Ready($"{Work};hook", "");

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Equal(".git/hooks/pre-commit", Assert.Single(Told(engine, "CHOO2014")).File);
        Assert.Contains("a-1.txt", engine.Repo.Files());
    }

    [UnixFact(Timeout = 60000)]
    public async Task A_hook_manager_that_writes_over_choos_hooks_is_told_once_and_the_next_turn_is_guarded()
    {
        using var engine = Ready("bash echo '#!/bin/sh' >\"$(git config core.hooksPath)/reference-transaction\"", Work + ";bash git branch mine");
        var person = Person(engine.Repo);

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Equal(".choo/hooks/reference-transaction", Assert.Single(Told(engine, "CHOO2014")).File);
        Assert.Equal(person, Person(engine.Repo));
    }

    [UnixFact(Timeout = 60000)]
    public async Task What_cannot_be_kept_is_told_and_costs_neither_the_rest_nor_the_turn()
    {
        using var engine = Ready(
            $"{Work};bash cd \"$(git rev-parse --git-common-dir)\" && rm -f objects/$(cat ../../lost) && : >logs/refs/stash && git config user.name Somebody && chmod -x hooks/post-merge",
            "");
        engine.Repo.Write("README.md", "for much later\n").Git("stash", "push", "--quiet");
        var (kept, lost) = Stash(engine.Repo) switch { var both => (both[0], both[1]) };
        engine.Repo.Around.Write("lost", $"{lost[..2]}/{lost[2..]}");
        engine.Repo.Around.WriteProgram("repo/.git/hooks/post-merge", "#!/bin/sh\n");

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Contains("a-1.txt", engine.Repo.Files());
        Assert.Equal([false, true], Told(engine, "CHOO2013").OrderBy(told => told.Message.Contains(kept, StringComparison.Ordinal)).Select(told => told.Message.Contains("git stash store", StringComparison.Ordinal)));
        Assert.Equal([".git/config", ".git/hooks/post-merge"], Told(engine, "CHOO2014").Select(told => told.File));
    }

    [UnixFact(Timeout = 60000)]
    public async Task What_a_person_changes_while_no_turn_runs_is_not_told()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: [new(), new()]).Commit();
        engine.Repo.Write("README.md", "for later\n").Git("stash", "push", "--quiet");
        engine.After = e =>
        {
            if (e is { Task: 1, Data: AgentDone })
            {
                engine.Repo.Git("config", "user.name", "Somebody");
                engine.Repo.Git("stash", "drop", "--quiet");
            }
        };

        engine.AssertExit(0, await engine.RunAsync());

        Assert.DoesNotContain(engine.Recorder.Of<DiagnosticReported>(), noted => noted.Diagnostic.Code is "CHOO2013" or "CHOO2014");
        Assert.Empty(engine.Repo.Refs("refs/choo/backup"));
    }

    [UnixFact(Timeout = 60000)]
    [Incident("22", "the agent works in the checkout by mistake")]
    public async Task An_agent_that_works_in_the_checkout_by_mistake_is_told_so()
    {
        using var engine = Ready("bash cd $(dirname $(git rev-parse --git-common-dir)) && echo astray >> README.md && echo astray > new.txt", Work);

        engine.AssertExit(0, await engine.RunAsync());

        var failed = Assert.Single(engine.Recorder.Of<ValidationFailed>());
        Assert.Equal(("no_change", "the agent changed nothing (meanwhile README.md, new.txt changed in the checkout, outside its worktree)"), (failed.Reason.Text, failed.Message));
        Assert.Contains("README.md, new.txt changed in the checkout", File.ReadAllText(Path.Combine(engine.Agent.State, "prompts", "a-1.2.md")), StringComparison.Ordinal);
        Assert.EndsWith("astray\n", engine.Repo.Read("README.md"), StringComparison.Ordinal);
        Assert.Equal("astray\n", engine.Repo.Read("new.txt"));
    }

    [UnixFact(Timeout = 60000)]
    public async Task What_a_person_left_uncommitted_before_the_turn_is_not_laid_at_its_door()
    {
        using var engine = Ready("nothing", Work);
        engine.Repo.Write("README.md", "mine");
        File.SetLastWriteTimeUtc(engine.Repo.At("README.md"), DateTime.UtcNow.AddMinutes(-5));

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Equal("the agent changed nothing", Assert.Single(engine.Recorder.Of<ValidationFailed>()).Message);
        Assert.Equal("mine", engine.Repo.Read("README.md"));
    }

    [UnixFact(Timeout = 60000)]
    [Incident("T11", "the agent writes a file outside of its worktree, also through a link")]
    public async Task A_file_outside_is_no_work_and_a_link_to_it_lands_as_a_link()
    {
        using var around = new TempFolder();
        var (first, second) = (around.At("first.txt"), around.Write("second.txt", "before\n"));
        using var engine = Ready($"outside {first}", $"{Work};symlink {second}");
        var person = Person(engine.Repo);

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Equal(AttemptFailure.NoChange, Assert.Single(engine.Recorder.Of<ValidationFailed>()).Reason.Known);
        Assert.StartsWith("120000", engine.Repo.Git("ls-tree", "main", "link.txt"), StringComparison.Ordinal);
        Assert.Equal(second, engine.Repo.Show("main", "link.txt"));
        Assert.Equal(("outside\n", "through\n"), (File.ReadAllText(first), File.ReadAllText(second)));
        Assert.Equal(person, Person(engine.Repo));
    }

    [UnixFact(Timeout = 60000)]
    [Incident("21", "the agent reaches its limit with half of the work done")]
    public async Task A_limit_in_the_middle_costs_no_attempt()
    {
        var time = new FakeTimeProvider();
        time.Advance(TimeSpan.FromDays(20_000));
        using var engine = Ready($"{Work};limit", "");
        engine.After = e =>
        {
            if (e.Data is ProviderPaused paused)
            {
                time.Advance(paused.Until - time.GetUtcNow());
            }
        };
        var person = Person(engine.Repo);

        engine.AssertExit(0, await engine.RunAsync(request => request with { Clock = time }));

        Assert.Equal([1, 1], engine.Recorder.Events.Where(e => e.Unit == "a").Select(e => e.Data).OfType<AgentInvoked>().Select(turn => turn.Attempt));
        Assert.Contains("a-1.txt", engine.Repo.Files());
        Assert.Equal(person, Person(engine.Repo));
    }

    [UnixFact(Timeout = 60000)]
    [Incident("26", "the agent writes a secret into a file and prints it")]
    public async Task A_secret_that_it_writes_and_says_stands_in_the_file_alone()
    {
        const string Password = "a-password-0123456789";
        using var engine = Ready($"{Work};secret DB_PASSWORD", "", $"DB_PASSWORD: {Password}");

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Contains(Password, engine.Repo.Show("main", "secret.txt"), StringComparison.Ordinal);
        var kept = Directory.GetFiles(engine.RunFolder, "*", SearchOption.AllDirectories);
        Assert.Contains(kept, file => File.ReadAllText(file).Contains("the value is [redacted]", StringComparison.Ordinal));
        Assert.All(kept, file => Assert.DoesNotContain(Password, File.ReadAllText(file), StringComparison.Ordinal));
    }

    [UnixTheory(Timeout = 60000)]
    [InlineData(".git/hooks/pre-commit", "")]
    [InlineData("tools/hooks/pre-commit", "tools/hooks")]
    [Incident("T6", "an agent commits where the repository has hooks")]
    public async Task The_repositorys_own_hooks_run_when_it_commits_by_itself(string hook, string hooksPath)
    {
        using var engine = Ready($"{Work};bash git add --all && git commit --quiet -m 'by myself'", "");
        var ran = engine.Repo.Around.At("ran.txt");
        engine.Repo.Around.WriteProgram($"repo/{hook}", $"#!/bin/sh\npwd >>'{ran}'\n");
        engine.Repo.Commit("hooks");
        if (hooksPath.Length > 0)
        {
            engine.Repo.Git("config", "core.hooksPath", hooksPath);
        }

        File.Delete(ran);

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Contains("/state/choo/repo-", Assert.Single(File.ReadAllLines(ran)), StringComparison.Ordinal);
        Assert.Contains(engine.Repo.Refs("refs/choo/backup/a"), name => engine.Repo.Git("log", "--format=%s", "-1", name) == "by myself");
    }

    private static string[] Stash(GitRepo repo) => repo.Git("stash", "list", "--format=%H").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static Diagnostic[] Told(TestEngine engine, string code) =>
        [.. engine.Recorder.Of<DiagnosticReported>().Select(noted => noted.Diagnostic).Where(diagnostic => diagnostic.Code == code)];

    private static TestEngine Ready(string first, string second, string variable = "OTHER: other")
    {
        var engine = new TestEngine();
        var lines = new StringBuilder();
        foreach (var (when, script) in new[] { ("1", first), ("2+", second) })
        {
            foreach (var line in script.Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                lines.Append(System.Globalization.CultureInfo.InvariantCulture, $"fake: when attempt {when} {line}\n");
            }
        }

        engine.Repo.Unit("a", tasks: new SpecText(lines.ToString(), "test -f a-1.txt")).Unit("b", tasks: new SpecText("fake: write b-1.txt work", "test -f b-1.txt"));
        engine.Repo.Write("earlier.txt", "1").Commit("earlier");
        Configure(engine, "", variable);
        engine.Repo.Commit("configuration");
        engine.Repo.Git("branch", "other", "HEAD~1");
        engine.Repo.Git("tag", "v1");
        engine.Repo.Git("clone", "--quiet", "--bare", engine.Repo.Root, engine.Repo.Around.At("remote.git"));
        engine.Repo.Git("remote", "add", "origin", engine.Repo.Around.At("remote.git"));
        engine.Repo.Write("README.md", "for later\n").Git("stash", "push", "--quiet");
        return engine;
    }

    private static void Configure(TestEngine engine, string script, string variable = "OTHER: other") => engine.Repo.Write(".choo.yaml", $"""
        parallelism: 2
        provider:
          type: claude
          providers:
            claude:
              command: [{FakeAgentProgram.Path}]
              env:
                FAKE_STATE: {engine.Agent.State}
                FAKE: '{script}'
                {variable}
        timeouts:
          turn: 4s
          silence: 3s

        """);

    /// <summary>What is the person's: HEAD, uncommitted files, stash, settings, hooks, and every branch, tag and the remote's, but the target.</summary>
    private static string Person(GitRepo repo) => string.Join('\n',
        repo.Git("symbolic-ref", "HEAD"), repo.Status(), repo.Git("stash", "list", "--format=%H"), repo.Read(".git/config"),
        string.Join(' ', Directory.GetFiles(repo.At(".git/hooks")).Order(StringComparer.Ordinal)),
        string.Join('\n', repo.Git("for-each-ref", "refs/heads", "refs/tags", "refs/notes", "refs/stash").Split('\n').Where(line => !line.EndsWith("refs/heads/main", StringComparison.Ordinal))),
        repo.GitIn(repo.Around.At("remote.git"), "for-each-ref"));
}
