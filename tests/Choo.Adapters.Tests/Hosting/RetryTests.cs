using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

public sealed class RetryTests
{
    private static TestEngine TwoFailing()
    {
        var engine = new TestEngine();
        engine.Configure("limits: { task_attempts: 1 }");
        engine.Repo.Unit("a", tasks: [new(), new("do: [ -f $STATE/go ] && echo w > a-2.txt")]).Unit("b", tasks: new SpecText("do: true"))
            .Unit("of-a", ["a"], tasks: new SpecText()).Commit();
        return engine;
    }

    [Fact(Timeout = 120000)]
    public async Task A_failed_unit_is_worked_again_with_what_it_blocks_and_others_stay_as_they_ended()
    {
        using var engine = TwoFailing();
        engine.AssertExit(1, await engine.RunAsync());
        File.WriteAllText(Path.Combine(engine.Agent.State, "go"), "");

        var report = await engine.ResumeAsync(request => request with { Retry = "a" });

        engine.AssertExit(1, report);
        Assert.Equal((UnitState.Complete, UnitState.Complete, UnitState.Failed), (report.State!.Unit("a").State, report.State.Unit("of-a").State, report.State.Unit("b").State));
        Assert.Equal(["a 1 1", "a 2 1", "a 2 2", "b 1 1", "of-a 1 1"], engine.Agent.Starts.Order(StringComparer.Ordinal));
        Assert.Equal("a", Assert.Single(engine.Recorder.Of<RunResumed>()).Retry);
    }

    [Theory(Timeout = 120000)]
    [InlineData("aa", "CHOO1034")]
    [InlineData("of-a", "CHOO0012")]
    public async Task A_unit_that_cannot_be_retried_is_refused_before_anything_starts(string unit, string code)
    {
        using var engine = TwoFailing();
        await engine.RunAsync();
        var journal = File.ReadAllText(engine.Journal);

        var report = await engine.ResumeAsync(request => request with { Retry = unit });

        Assert.Equal((2, code), (report.ExitCode, Assert.Single(report.Diagnostics).Code));
        Assert.Equal(journal, File.ReadAllText(engine.Journal));
    }

    [Fact(Timeout = 120000)]
    public async Task Nothing_is_retried_while_a_run_is_under_way()
    {
        using var engine = TwoFailing();
        RunReport? during = null;
        engine.After = e =>
        {
            if (e.Data is RunStarted)
            {
                during = ChooHost.ResumeAsync(new RunRequest { WorkingFolder = engine.Repo.Root, Retry = "a" }, new Recorder(), new RunStop()).GetAwaiter().GetResult();
            }
        };

        await engine.RunAsync();

        Assert.Equal((2, DiagnosticCodes.AlreadyRunning.Id), (during!.ExitCode, Assert.Single(during.Diagnostics).Code));
    }
}
