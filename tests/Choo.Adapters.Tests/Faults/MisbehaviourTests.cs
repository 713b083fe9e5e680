using System.Text;
using Choo.Adapters.Processes;
using Choo.Adapters.Tests.Hosting;
using Choo.Adapters.Tests.Processes;
using Choo.Core.Running;
using Choo.Testing;
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
    [InlineData(true, Work + ";head", "")]
    [InlineData(true, Work + ";bash rm \"$(git rev-parse --git-dir)/HEAD\"", "")]
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
    [Incident("6", "takes the link to the repository out of a worktree, or the worktree itself")]
    [Incident("8", "has a stash before an agent misbehaves, and looks for it after")]
    [Incident("9", "lets an agent reset, rebase, check out")]
    [Incident("a", "exits 1, with the work done and with half of it")]
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
    [InlineData(Work + ";amend", "amended")]
    [InlineData(Work + ";rebase", "to be rebased")]
    [Incident("9", "lets an agent commit by itself, amend, rebase")]
    public async Task A_commit_that_the_agent_made_stays_under_a_backup_ref(string script, string subject)
    {
        using var engine = Ready(script, Work);

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Contains(engine.Repo.Refs("refs/choo/backup/a"), name => engine.Repo.Git("log", "--format=%s", "-3", name).Contains(subject, StringComparison.Ordinal));
    }

    [UnixTheory(Timeout = 60000)]
    [InlineData("markers")]
    [InlineData("drop-side")]
    [Incident("24", "resolves by markers and by taking one side")]
    public async Task A_conflict_that_is_resolved_by_markers_or_by_dropping_a_side_does_not_land_that_way(string how)
    {
        using var engine = new Engine();
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

    private static Engine Ready(string first, string second)
    {
        var engine = new Engine();
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
        Configure(engine, "");
        engine.Repo.Commit("configuration");
        engine.Repo.Write("README.md", "for later\n").Git("stash", "push", "--quiet");
        return engine;
    }

    private static void Configure(Engine engine, string script) => engine.Repo.Write(".choo.yaml", $"""
        parallelism: 2
        provider:
          type: claude
          providers:
            claude:
              command: [{FakeAgentProgram.Path}]
              env:
                FAKE_STATE: {engine.Agent.State}
                FAKE: '{script}'
        timeouts:
          turn: 4s
          silence: 3s

        """);

    private static string Person(GitRepo repo) => string.Join('\n',
        repo.Git("symbolic-ref", "HEAD"), repo.Status(), repo.Git("stash", "list", "--format=%H"), repo.Read(".git/config"),
        string.Join(' ', Directory.GetFiles(repo.At(".git/hooks")).Order(StringComparer.Ordinal)));
}
