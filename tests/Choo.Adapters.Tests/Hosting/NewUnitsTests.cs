using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>A person commits units to the target while a run goes on.</summary>
public sealed class NewUnitsTests
{
    /// <summary>A run of the unit a, while whose agent works the commit is made, once.</summary>
    private static TestEngine WhileAgentWorks(Action<TestEngine> commit)
    {
        var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText()).Commit();
        engine.After = e =>
        {
            if (e is { Unit: "a", Data: AgentInvoked } && engine.Agent.Starts.Length == 0)
            {
                engine.After = null;
                commit(engine);
            }
        };
        return engine;
    }

    [Fact(Timeout = 120000)]
    public async Task A_unit_that_is_committed_to_the_target_is_taken_into_the_run_and_a_bad_one_is_refused()
    {
        using var engine = WhileAgentWorks(made => made.Repo
            .Unit("late", ["a"], tasks: new SpecText("do: echo late > late.txt"))
            .Unit("lost", ["nobody"], tasks: new SpecText()).Commit());

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Equal(["a 1 1", "late 1 1"], engine.Agent.Starts);
        Assert.Equal("late\n", engine.Repo.Read("late.txt"));
        Assert.Equal("late", Assert.Single(Assert.Single(engine.Recorder.Of<UnitsAdded>()).Units).Id);
        Assert.Single(engine.Recorder.Of<DiagnosticReported>(), noted => noted.Diagnostic.Code == DiagnosticCodes.UnitNotTaken.Id);
        Assert.Equal(["a", "late"], report.State!.Units.Select(unit => unit.Id));
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 120000)]
    public async Task A_resume_goes_on_with_a_unit_that_was_added()
    {
        using var engine = WhileAgentWorks(made => made.Repo.Unit("late", ["a"], tasks: new SpecText()).Commit());
        var commit = engine.After!;
        var first = await engine.RunUntilAsync(e =>
        {
            commit(e);
            return e is { Unit: "late", Data: UnitStarted };
        });
        Assert.Equal(130, first.ExitCode);

        engine.AssertExit(0, await engine.ResumeAsync());

        Assert.Equal(2, new Choo.Adapters.Journal.JournalReader(engine.Journal).ToEnd().State!.Counts.Complete);
        engine.AssertNothingLeft();
    }

    [Theory(Timeout = 120000)]
    [InlineData("take_new_units: false", null)]
    [InlineData("", "a")]
    public async Task A_run_that_takes_no_new_units_ends_without_them(string configuration, string? named)
    {
        using var engine = WhileAgentWorks(made => made.Repo.Unit("late", tasks: new SpecText()).Commit());
        engine.Configure(configuration);
        engine.Repo.Commit();

        var report = await engine.RunAsync(request => request with { Unit = named });

        engine.AssertExit(0, report);
        Assert.Equal("a", Assert.Single(report.State!.Units).Id);
        Assert.Empty(engine.Recorder.Of<UnitsAdded>());
    }
}
