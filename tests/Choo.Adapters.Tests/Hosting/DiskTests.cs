using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>A disk that is short of space, told by a stand-in for its gauge; worktrees and what is in them are real.</summary>
public sealed class DiskTests
{
    private const long Plenty = 100L << 30;
    private const long Little = 10L << 20;

    private static TestEngine With(params string[] units)
    {
        var engine = new TestEngine().Configure("baseline_checks: []\n");
        engine.Repo.Write(".gitignore", "bin/\n");
        foreach (var unit in units)
        {
            engine.Repo.Unit(unit, tasks: new SpecText($"do: mkdir -p bin && echo output > bin/{unit}.dll; echo w > {unit}.txt"));
        }

        engine.Repo.Commit();
        return engine;
    }

    private static string[] Outputs(TestEngine engine) => engine.Worktrees is { } folder ? Directory.GetFiles(folder, "*.dll", SearchOption.AllDirectories) : [];

    [Fact(Timeout = 60000)]
    public async Task Build_outputs_of_finished_units_go_first_and_then_the_next_starts()
    {
        using var engine = With("a", "b");

        // As on a real disk there is room again when the outputs are gone.
        engine.AssertExit(0, await engine.RunAsync(request => request with
        {
            Parallelism = 1,
            FreeBytes = _ => Outputs(engine).Length > 0 ? Little : Plenty,
        }));

        var freed = Assert.Single(engine.Recorder.Of<DiskFreed>("b"));
        Assert.Equal((Little, Plenty, 1), (freed.Before, freed.After, freed.Worktrees));
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task Worktrees_that_a_start_began_are_not_made_any_more_when_it_has_failed()
    {
        using var engine = With("a", "b");
        engine.After = _ => throw new IOException("no space left on device");

        engine.AssertExit(2, await engine.RunAsync());

        Assert.Equal(3, engine.Repo.Worktrees().Length);
        Assert.DoesNotContain("locked", engine.Repo.Git("worktree", "list", "--porcelain"), StringComparison.Ordinal);
        engine.After = null;
        engine.AssertExit(0, await engine.RunAsync());
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    [Incident("27", "the disk has little room")]
    public async Task A_unit_that_has_no_room_is_not_started_and_resume_starts_it()
    {
        using var engine = With("a");

        engine.AssertExit(3, await engine.RunAsync(request => request with { FreeBytes = _ => Little }));

        var waits = Assert.Single(engine.Recorder.Of<UnitWaiting>()).Diagnostic;
        Assert.Equal((DiagnosticCodes.DiskFull.Id, "specs/tasks/a/IMPLEMENTATION_PLAN.md"), (waits.Code, waits.File));
        Assert.Contains("10 MiB are free and 500 MiB are needed", waits.Message, StringComparison.Ordinal);
        Assert.Empty(engine.Agent.Starts);

        engine.AssertExit(0, await engine.ResumeAsync(request => request with { FreeBytes = _ => Plenty }));
        engine.AssertNothingLeft();
    }

    [Theory(Timeout = 60000)]
    [InlineData("")]
    [InlineData("; exit 2")]
    public async Task A_turn_whose_work_found_no_room_is_judged_when_there_is_and_not_paid_again(string end)
    {
        using var engine = new TestEngine();
        var full = Path.Combine(engine.Agent.State, "full");
        engine.Configure("baseline_checks: []\nlimits:\n  task_attempts: 1\n");
        engine.Repo.Write(".gitattributes", "*.txt filter=disk\n")
            .Unit("a", tasks: new SpecText($"do: touch \"$STATE/full\"; echo w > a.txt{end}", "test -f a.txt")).Commit();
        engine.Repo.Git("config", "filter.disk.required", "true");
        engine.Repo.Git("config", "filter.disk.smudge", "cat");
        engine.Repo.Git("config", "filter.disk.clean", $"if [ -e '{full}' ]; then echo 'No space left on device' >&2; exit 1; fi; cat");

        engine.AssertExit(3, await engine.RunAsync());

        Assert.Equal(DiagnosticCodes.DiskFull.Id, Assert.Single(engine.Recorder.Of<UnitWaiting>()).Diagnostic.Code);
        File.Delete(full);
        engine.AssertExit(0, await engine.ResumeAsync());
        Assert.Equal(["a 1 1"], engine.Agent.Starts);
        Assert.Contains("a.txt", engine.Repo.Files());
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task The_check_can_be_switched_off()
    {
        using var engine = With("a");
        engine.Configure("baseline_checks: []\nlimits:\n  free_disk_mb: 0\n");
        engine.Repo.Commit();

        engine.AssertExit(0, await engine.RunAsync(request => request with { FreeBytes = _ => 0 }));
        Assert.Empty(engine.Recorder.Of<DiskFreed>());
    }

    [Fact(Timeout = 60000)]
    public async Task What_a_unit_that_runs_has_built_stays_and_the_next_waits_for_its_end()
    {
        const string Build = "mkdir -p bin && echo o > bin/$unit.dll; while [ ! -e \"$STATE/go\" ]; do sleep 0.02; done; test -f bin/$unit.dll && echo w > $unit.txt";
        using var engine = With();
        engine.Repo.Unit("a", tasks: new SpecText($"do: {Build}")).Unit("b", tasks: new SpecText($"do: {Build}")).Commit();
        var calls = 0;

        // Two units start at once. The first has room; the second finds its outputs, has nothing to remove, and the first may end.
        long Free(string _)
        {
            var call = Interlocked.Increment(ref calls);
            if (call == 2)
            {
                Assert.True(SpinWait.SpinUntil(() => Outputs(engine).Length > 0, TimeSpan.FromSeconds(30)));
            }

            if (call == 4)
            {
                File.WriteAllText(Path.Combine(engine.Agent.State, "go"), "");
                return Little;
            }

            return Outputs(engine).Length > 0 ? Little : Plenty;
        }

        engine.AssertExit(0, await engine.RunAsync(request => request with { Parallelism = 2, FreeBytes = Free }));

        Assert.Equal(["a 1 1", "b 1 1"], engine.Agent.Starts.Order(StringComparer.Ordinal));
        Assert.Single(engine.Recorder.Of<DiskFreed>());
        engine.AssertNothingLeft();
    }
}
