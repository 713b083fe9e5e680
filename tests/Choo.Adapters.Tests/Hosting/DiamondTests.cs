using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

public sealed class DiamondTests
{
    private static readonly string[] Ids = ["base", "end", "left", "middle", "right", "top"];

    private static TestEngine Diamond()
    {
        var engine = new TestEngine();
        engine.Repo.Unit("base", tasks: [new(), new()])
            .Unit("left", ["base"], tasks: [new(), new()])
            .Unit("middle", ["base"], tasks: [new(), new()])
            .Unit("right", ["base"], tasks: [new(), new()])
            .Unit("top", ["left", "middle", "right"], tasks: [new(), new()])
            .Unit("end", ["top"], tasks: [new(), new()])
            .Commit("specs");
        return engine;
    }

    [Fact(Timeout = 60000)]
    [Incident("W20", "a repository without a remote")]
    public async Task A_diamond_of_six_units_lands_whole()
    {
        using var engine = Diamond();
        var before = engine.Repo.Tip();

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        engine.AssertNothingLeft();
        foreach (var id in Ids)
        {
            for (var task = 1; task <= 2; task++)
            {
                Assert.Contains("status: complete", engine.Repo.Show("main", GitRepo.SpecPath(id, task)), StringComparison.Ordinal);
                Assert.True(engine.Repo.Has($"{id}-{task}.txt"));
            }
        }

        Assert.Equal("*", engine.Repo.Read(".choo/.gitignore").Split('\n').Single(line => line.Length > 0 && line[0] != '#'));
        var log = engine.Repo.Log($"{before}..main");
        var run = Path.GetFileName(report.RunFolder);
        Assert.All(log, commit => Assert.Equal(run, commit.Trailer("Choo-Run")));
        Assert.Equal(
            Ids.SelectMany(id => new[] { $"{id} 1", $"{id} 2" }),
            log.Where(commit => commit.Trailer("Choo-Task") is not null).Select(commit => $"{commit.Trailer("Choo-Unit")} {commit.Trailer("Choo-Task")}").Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = 60000)]
    [Incident("W4", "the test counts them")]
    public async Task Each_event_that_must_happen_once_does_and_the_sequence_has_no_gap()
    {
        using var engine = Diamond();

        await engine.RunAsync();

        var events = engine.Recorder.Events;
        Assert.False(engine.Recorder.Overlapped);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(n => (long)n), events.Select(e => e.Seq));
        foreach (var type in (string[])["orch.started", "orch.completed"])
        {
            Assert.Single(events, e => e.Type == type);
        }

        foreach (var type in (string[])["unit.queued", "unit.started", "unit.prepared", "unit.verified", "unit.landing", "unit.merged", "unit.completed"])
        {
            Assert.Equal(Ids, events.Where(e => e.Type == type).Select(e => e.Unit!).Order(StringComparer.Ordinal));
        }

        foreach (var type in (string[])["task.started", "task.agent.invoke", "task.agent.done", "task.backpressure", "task.validation.ok", "task.committed", "task.completed"])
        {
            Assert.Equal(
                Ids.SelectMany(id => new[] { (id, 1), (id, 2) }),
                events.Where(e => e.Type == type).Select(e => (e.Unit!, e.Task!.Value)).Order());
        }

        Assert.Equal(events.Count(e => e.Data is WorktreeCreated), events.Count(e => e.Data is WorktreeRemoved));
        Assert.Equal(events.Count, File.ReadAllLines(engine.Journal).Length);
    }

    [Fact(Timeout = 60000)]
    [Incident("W14", "units start when what they need has landed")]
    public async Task A_unit_starts_only_when_what_it_depends_on_has_landed()
    {
        using var engine = Diamond();

        await engine.RunAsync();

        var order = engine.Recorder.Events.Where(e => e.Type is "unit.started" or "unit.completed").Select(e => $"{e.Type} {e.Unit}").ToList();
        foreach (var (unit, needs) in new[] { ("left", "base"), ("middle", "base"), ("right", "base"), ("top", "left"), ("top", "middle"), ("top", "right"), ("end", "top") })
        {
            Assert.True(order.IndexOf($"unit.completed {needs}") < order.IndexOf($"unit.started {unit}"));
        }

        Assert.Equal(6, order.Distinct().Count(line => line.StartsWith("unit.started", StringComparison.Ordinal)));
    }

    [Fact(Timeout = 60000)]
    [Incident("W2", "the test runs choo twice")]
    public async Task A_second_run_finds_nothing_to_do()
    {
        using var engine = Diamond();
        await engine.RunAsync();
        var tip = engine.Repo.Tip();

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Empty(engine.Recorder.Events);
        Assert.Equal(tip, engine.Repo.Tip());
    }
}
