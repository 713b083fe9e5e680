using Choo.Core.Diagnostics;
using Choo.Core.State;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

public sealed class RefusalTests
{
    private static TestEngine OneUnit()
    {
        var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: [new(), new()]).Commit();
        return engine;
    }

    /// <summary>What <c>run</c> refuses, <c>doctor</c> reports as an error with the same code and words.</summary>
    private static async Task<RunReport> AssertRefusedAsync(TestEngine engine, DiagnosticCode code, Func<RunRequest, RunRequest>? change = null)
    {
        var report = await engine.RunAsync(change);
        AssertRefused(engine, report, code);
        var found = await engine.ExamineAsync(change);
        foreach (var problem in report.Diagnostics.Where(each => each.Severity == Severity.Error))
        {
            Assert.Contains(found, finding => finding.State == FindingState.Error && finding.Code == problem.Code && finding.Detail.Contains(problem.Message, StringComparison.Ordinal));
        }

        return report;
    }

    private static void AssertRefused(TestEngine engine, RunReport report, DiagnosticCode code)
    {
        engine.AssertExit(2, report);
        Assert.Contains(code.Id, report.Diagnostics.Select(each => each.Code));
        Assert.Equal(report.Diagnostics, engine.Recorder.Notes);
        Assert.Empty(engine.Recorder.Events);
        Assert.Empty(engine.Agent.Starts);
    }

    [Fact(Timeout = 60000)]
    public async Task A_folder_without_a_repository()
    {
        using var engine = OneUnit();
        await AssertRefusedAsync(engine, DiagnosticCodes.NotARepository, request => request with { WorkingFolder = engine.Repo.Around.Folder("plain") });
        await AssertRefusedAsync(engine, DiagnosticCodes.NotARepository, request => request with { WorkingFolder = engine.Repo.Around.At("nowhere") });
    }

    [Fact(Timeout = 60000)]
    public async Task A_bare_repository()
    {
        using var engine = OneUnit();
        var bare = engine.Repo.Around.At("bare.git");
        engine.Repo.Git("clone", "--quiet", "--bare", engine.Repo.Root, bare);
        await AssertRefusedAsync(engine, DiagnosticCodes.BareRepository, request => request with { WorkingFolder = bare });
    }

    [Fact(Timeout = 60000)]
    public async Task The_inside_of_a_repositorys_own_folder()
    {
        using var engine = OneUnit();
        await AssertRefusedAsync(engine, DiagnosticCodes.NotARepository, request => request with { WorkingFolder = engine.Repo.At(".git") });
    }

    [Fact(Timeout = 60000)]
    public async Task A_repository_without_a_commit()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText());
        await AssertRefusedAsync(engine, DiagnosticCodes.NoCommit);
    }

    [Fact(Timeout = 60000)]
    public async Task A_detached_head_without_a_named_target()
    {
        using var engine = OneUnit();
        engine.Repo.Git("checkout", "--quiet", "--detach");
        await AssertRefusedAsync(engine, DiagnosticCodes.DetachedHead);

        var report = await engine.RunAsync(request => request with { Target = "main" });

        engine.AssertExit(0, report);
        Assert.Contains("a-2.txt", engine.Repo.Files("main"));
    }

    [Fact(Timeout = 60000)]
    public async Task A_target_that_does_not_exist()
    {
        using var engine = OneUnit();
        var report = await AssertRefusedAsync(engine, DiagnosticCodes.NoTarget, request => request with { Target = "mian" });
        Assert.Contains("main", report.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Specs_that_are_not_committed_are_said_file_by_file_and_do_not_run()
    {
        using var engine = OneUnit();
        engine.Repo.Unit("later", tasks: new SpecText());
        File.Delete(engine.Repo.At(GitRepo.SpecPath("a", 2)));
        engine.Repo.Git("rm", "--quiet", "--cached", "specs/tasks/a/IMPLEMENTATION_PLAN.md");

        var report = await engine.RunAsync();

        Assert.Equal(
            ["specs/tasks/a/02-step.md", "specs/tasks/later/01-step.md", "specs/tasks/later/IMPLEMENTATION_PLAN.md"],
            report.Diagnostics.Where(each => each.Code == DiagnosticCodes.SpecNotCommitted.Id).Select(each => each.File!)
                .Where(file => !file.EndsWith("a/IMPLEMENTATION_PLAN.md", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(report.Diagnostics, each => Assert.Equal(Severity.Warning, each.Severity));
        Assert.Equal(["a 1 1", "a 2 1"], engine.Agent.Starts);
    }

    [Fact(Timeout = 60000)]
    public async Task A_mistake_in_the_committed_configuration_is_said_once_and_of_the_commit_when_it_is_only_there()
    {
        using var engine = OneUnit().Configure("target_branch: []\n");
        engine.Repo.Commit();

        var report = await AssertRefusedAsync(engine, DiagnosticCodes.ConfigWrongType);

        Assert.DoesNotContain("as committed", Assert.Single(report.Diagnostics).Message, StringComparison.Ordinal);
        engine.Configure();
        report = await AssertRefusedAsync(engine, DiagnosticCodes.ConfigWrongType);
        Assert.StartsWith("as committed in main: ", Assert.Single(report.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task A_target_without_specs()
    {
        using var engine = new TestEngine();
        engine.Repo.Commit();
        engine.Repo.Unit("a", tasks: new SpecText());
        await AssertRefusedAsync(engine, DiagnosticCodes.SpecsNotInTarget);
    }

    [Fact(Timeout = 60000)]
    public async Task A_broken_spec_stops_everything_before_it_starts()
    {
        using var engine = OneUnit();
        engine.Repo.Unit("bad", tasks: new SpecText(Status: "bogus")).Commit();

        var report = await AssertRefusedAsync(engine, DiagnosticCodes.UnknownStatus);

        Assert.Equal((GitRepo.SpecPath("bad", 1), 3), (report.Diagnostics[0].File, report.Diagnostics[0].Line));
        Assert.False(engine.Repo.Has(".choo/runs"));
    }

    [Fact(Timeout = 60000)]
    public async Task A_broken_configuration_stops_everything_before_it_starts()
    {
        using var engine = OneUnit();
        engine.Repo.Write(".choo.yaml", "parallelism: none\n").Commit();
        var report = await AssertRefusedAsync(engine, DiagnosticCodes.ConfigWrongType);
        Assert.Equal((".choo.yaml", 1), (report.Diagnostics[0].File, report.Diagnostics[0].Line));
    }

    [Fact(Timeout = 60000)]
    public async Task An_agent_that_is_not_installed()
    {
        using var engine = OneUnit();
        File.Delete(engine.Agent.Program);
        await AssertRefusedAsync(engine, DiagnosticCodes.AgentNotFound);
    }

    [Fact(Timeout = 60000)]
    public async Task A_unit_that_is_not_there()
    {
        using var engine = OneUnit();
        await AssertRefusedAsync(engine, DiagnosticCodes.UnknownUnit, request => request with { Unit = "b" });
    }

    [Fact(Timeout = 60000)]
    public async Task A_second_run_is_told_who_has_the_lock()
    {
        using var engine = OneUnit();
        using var other = new TestEngine();
        RunReport? second = null;
        IReadOnlyList<Finding> found = [];
        engine.After = e =>
        {
            if (e.Type == "unit.started" && second is null)
            {
                using var stop = new RunStop();
                var request = new RunRequest { WorkingFolder = engine.Repo.Root };
                second = ChooHost.RunAsync(request, other.Recorder, stop).GetAwaiter().GetResult();
                found = engine.ExamineAsync().GetAwaiter().GetResult();
            }
        };

        var first = await engine.RunAsync();

        Assert.Equal(0, first.ExitCode);
        Assert.Equal(2, second!.ExitCode);
        var problem = Assert.Single(second.Diagnostics);
        Assert.Equal(DiagnosticCodes.AlreadyRunning.Id, problem.Code);
        Assert.Contains($"process {Environment.ProcessId}", problem.Message, StringComparison.Ordinal);
        Assert.Contains(found, finding => finding.State == FindingState.Error && finding.Code == problem.Code);
    }

    [Fact(Timeout = 60000)]
    [Incident("18", "the test starts a second run from another worktree")]
    public async Task A_second_run_from_another_worktree_of_the_repository_is_told_too()
    {
        using var engine = OneUnit();
        using var other = new TestEngine();
        var linked = engine.Repo.Around.At("linked");
        engine.Repo.Git("worktree", "add", "--quiet", "-b", "topic", linked);
        RunReport? second = null;
        engine.After = e =>
        {
            if (e.Type == "unit.started" && second is null)
            {
                using var stop = new RunStop();
                var request = new RunRequest { WorkingFolder = linked };
                second = ChooHost.RunAsync(request, other.Recorder, stop).GetAwaiter().GetResult();
            }
        };

        await engine.RunAsync();

        var problem = Assert.Single(second!.Diagnostics);
        Assert.Equal(DiagnosticCodes.AlreadyRunning.Id, problem.Code);
        Assert.Contains($"process {Environment.ProcessId}", problem.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Nothing_to_resume()
    {
        using var engine = OneUnit();
        AssertRefused(engine, await engine.ResumeAsync(), DiagnosticCodes.NothingToResume);
    }

    [Fact(Timeout = 60000)]
    public async Task A_shallow_clone_is_said()
    {
        using var engine = OneUnit();
        var clone = engine.Repo.Around.At("clone");
        engine.Repo.Git("clone", "--quiet", "--depth=1", $"file://{engine.Repo.Root}", clone);

        var report = await engine.RunAsync(request => request with { WorkingFolder = clone });

        engine.AssertExit(0, report);
        Assert.Contains(DiagnosticCodes.ShallowClone.Id, report.Diagnostics.Select(each => each.Code));
    }
}
