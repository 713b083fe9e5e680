using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>Limits, overloads and refused credentials, by the clock's hand: no test waits.</summary>
public sealed class LimitTests
{
    private const string Work = "echo w > $unit-$task.txt";
    private readonly FakeTimeProvider time = new();

    public LimitTests() => time.Advance(TimeSpan.FromDays(20_000));

    private TestEngine With(string script, string more = "", string whole = "")
    {
        var engine = new TestEngine().Configure(more, whole);
        engine.Repo.Unit("a", tasks: new SpecText($"do: {script}")).Commit();
        return engine;
    }

    /// <summary>Moves the clock to the end of every pause as soon as it is told.</summary>
    private void GoOn(TestEngine engine) => engine.After = e =>
    {
        if (e.Data is ProviderPaused paused)
        {
            time.Advance(paused.Until - time.GetUtcNow());
        }
    };

    [Fact(Timeout = 60000)]
    [Incident("21", "the agent ends at its usage limit, with a time")]
    public async Task A_limit_pauses_its_provider_until_the_time_it_named_and_consumes_no_attempt()
    {
        var reset = time.GetUtcNow().AddHours(5);
        using var engine = With($"[ $n != 1 ] || fail 429 'Claude AI usage limit reached|{reset.ToUnixTimeSeconds()}'; {Work}", "limits:\n  task_attempts: 1\n");
        GoOn(engine);

        var report = await engine.RunAsync(request => request with { Clock = time });

        engine.AssertExit(0, report);
        var paused = Assert.Single(engine.Recorder.Of<ProviderPaused>());
        Assert.Equal(("claude", "limit", true), (paused.Provider, paused.Reason.Text, paused.Known));
        Assert.InRange(paused.Until - reset, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Equal([1, 1], engine.Recorder.Of<AgentInvoked>().Select(turn => turn.Attempt));
        Assert.Empty(engine.Recorder.Of<ValidationFailed>());
        var again = engine.Recorder.Events.Last(e => e.Data is AgentInvoked);
        Assert.True(again.Time >= paused.Until);
        Assert.Single(engine.Recorder.Of<ProviderResumed>());
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    [Incident("21", "the agent ends at a limit without a time, and at an overload")]
    public async Task A_limit_without_a_time_and_an_overload_back_off_longer_each_time()
    {
        using var engine = With($"[ $n -gt 3 ] || fail 529 'Overloaded'; {Work}", "limits:\n  task_attempts: 1\n");
        GoOn(engine);

        var report = await engine.RunAsync(request => request with { Clock = time });

        engine.AssertExit(0, report);
        Assert.Equal([("overload", 1), ("overload", 2), ("overload", 3)], engine.Recorder.Of<ProviderPaused>().Select(each => (each.Reason.Text, each.Strikes)));
        var waits = engine.Recorder.Events.Where(e => e.Data is ProviderPaused).Select(e => ((ProviderPaused)e.Data).Until - e.Time).ToArray();
        Assert.True(waits[0] >= TimeSpan.FromSeconds(14) && waits[1] > waits[0] && waits[2] > waits[1], string.Join(' ', waits));
        Assert.Equal(4, engine.Agent.Starts.Length);
    }

    [Fact(Timeout = 60000)]
    public async Task Units_of_another_provider_go_on_in_the_slot_of_one_that_waits()
    {
        using var engine = new TestEngine();
        var other = new ShellAgent(engine.Repo.Around, "other");
        engine.Configure($"    other:\n      command: {other.Program}\n      env:\n        STATE: {other.State}\nbaseline_checks: []");
        engine.Repo.Unit("a", tasks: new SpecText($"do: [ $n != 1 ] || fail 429 'usage limit'; {Work}"))
            .Unit("b", provider: "other", tasks: new SpecText()).Unit("c", dependsOn: ["b"], provider: "other", tasks: new SpecText()).Commit();
        engine.After = e =>
        {
            // Only when all the others are through does the time pass for the one that waits.
            if (e is { Unit: "c", Data: UnitCompleted })
            {
                time.Advance(TimeSpan.FromHours(2));
            }
        };

        var report = await engine.RunAsync(request => request with { Clock = time, Parallelism = 1 });

        engine.AssertExit(0, report);
        var order = engine.Recorder.Events.Where(e => e.Data is UnitCompleted).Select(e => e.Unit);
        Assert.Equal(["b", "c", "a"], order);
        Assert.Single(engine.Recorder.Of<UnitPaused>("a"));
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task A_fix_turn_that_hits_a_limit_consumes_none_of_the_baselines_turns()
    {
        using var engine = With(
            Work,
            "limits:\n  baseline_attempts: 1\nbaseline:\n  allow_red_target: true\nbaseline_checks:\n  - name: fixed\n    command: test -f fixed.txt\n",
            whole: "[ $n != 1 ] || fail 429 'usage limit'; echo f > fixed.txt");
        GoOn(engine);

        engine.AssertExit(0, await engine.RunAsync(request => request with { Clock = time }));
        Assert.Single(engine.Recorder.Of<ProviderPaused>());
    }

    [Fact(Timeout = 60000)]
    public async Task A_run_that_is_stopped_while_it_waits_goes_on_with_the_same_attempt_and_the_work_so_far()
    {
        using var engine = With($"if [ $n = 1 ]; then echo half > half.txt; fail 429 'usage limit'; fi; test -f half.txt && {Work}", "limits:\n  task_attempts: 1\n");
        engine.AssertExit(130, await engine.RunUntilAsync(e => e.Data is UnitPaused, change: request => request with { Clock = time }));
        Assert.Single(engine.Recorder.Of<UnitPaused>());

        engine.AssertExit(0, await engine.ResumeAsync(request => request with { Clock = time }));

        Assert.Equal(2, engine.Agent.Starts.Length);
        Assert.Equal(1, Assert.Single(engine.Recorder.Of<AgentInvoked>()).Attempt);
        Assert.True(engine.Repo.Has("a-1.txt") && engine.Repo.Has("half.txt"));
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task Refused_credentials_stop_what_needs_them_after_one_turn_and_resume_goes_on()
    {
        using var engine = With($"[ $n != 1 ] || fail 401 'Invalid API key'; {Work}");
        engine.Repo.Unit("b", tasks: new SpecText()).Unit("c", tasks: new SpecText()).Commit();

        engine.AssertExit(1, await engine.RunAsync(request => request with { Parallelism = 1 }));

        var failed = Assert.Single(engine.Recorder.Of<UnitFailed>()).Diagnostic;
        Assert.Equal((DiagnosticCodes.AgentUnauthorized.Id, GitRepo.SpecPath("a", 1)), (failed.Code, failed.File));
        Assert.Equal([DiagnosticCodes.ProviderClosed.Id, DiagnosticCodes.ProviderClosed.Id], engine.Recorder.Of<UnitWaiting>().Select(each => each.Diagnostic.Code));
        Assert.Equal(["a 1 1"], engine.Agent.Starts);

        engine.AssertExit(0, await engine.ResumeAsync());
        Assert.Equal(["a 1 1", "a 1 2", "b 1 1", "c 1 1"], engine.Agent.Starts.Order(StringComparer.Ordinal));
        engine.AssertNothingLeft();
    }
}
