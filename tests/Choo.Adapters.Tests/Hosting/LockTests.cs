using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>Units with priorities and locks, with real worktrees and landings.</summary>
public sealed class LockTests
{
    private static void Plan(TestEngine engine, string unit, string more) => engine.Repo
        .Unit(unit, tasks: new SpecText($"do: echo {unit} > {unit}.txt"))
        .Write($"specs/tasks/{unit}/IMPLEMENTATION_PLAN.md", $"---\nunit: {unit}\n{more}\n---\n");

    [Fact(Timeout = 120000)]
    public async Task Of_units_that_name_the_same_lock_each_starts_after_the_one_before_has_landed_and_the_most_urgent_goes_first()
    {
        using var engine = new TestEngine();
        Plan(engine, "a", "locks: [db]");
        Plan(engine, "b", "locks: [port, db]");
        Plan(engine, "c", "locks: [db]\npriority: P1");
        engine.Repo.Commit();

        var report = await engine.RunAsync(request => request with { Parallelism = 3 });

        engine.AssertExit(0, report);
        var steps = engine.Recorder.Events.Where(e => e.Data is UnitStarted or UnitCompleted).Select(e => $"{e.Unit} {(e.Data is UnitStarted ? "starts" : "ends")}");
        Assert.Equal(["c starts", "c ends", "a starts", "a ends", "b starts", "b ends"], steps);
        Assert.Equal(("db", "c"), engine.Recorder.Of<UnitLocked>("a").Select(locked => (locked.Lock, locked.HeldBy)).First());
        engine.AssertNothingLeft();
    }
}
