using System.Text;
using Choo.Adapters.Processes;
using Choo.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Processes;

public class EndingTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [UnixTheory(Timeout = 30000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_over_its_time_is_ended(bool portable)
    {
        var time = new FakeTimeProvider();
        var started = new TaskCompletionSource();
        var run = RunAsync(portable, Scripts.Sh("echo up; exec sleep 1000") with { Timeout = Minute, Time = time }, _ => started.TrySetResult());
        await started.Task;
        time.Advance(Minute);
        var outcome = await run;
        Assert.Equal((ProcessEnd.TimedOut, 143, Minute), (outcome.End, outcome.ExitCode, outcome.Duration));
    }

    [UnixTheory(Timeout = 30000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_does_not_listen_is_killed_after_the_grace(bool portable)
    {
        var time = new FakeTimeProvider();
        var started = new TaskCompletionSource();
        var run = RunAsync(portable, Scripts.Sh("trap '' TERM; echo up; while :; do sleep 0.05; done") with { Timeout = Minute, Time = time }, _ => started.TrySetResult());
        await started.Task;
        await time.AdvanceUntilAsync(run);
        Assert.Equal((ProcessEnd.TimedOut, 137), ((await run).End, (await run).ExitCode));
    }

    [UnixFact(Timeout = 30000)]
    public async Task Silence_ends_a_run()
    {
        var time = new FakeTimeProvider();
        var started = new TaskCompletionSource();
        var run = RunAsync(false, Scripts.Sh("echo up; exec sleep 1000") with { Timeout = 10 * Minute, SilenceTimeout = Minute, Time = time }, _ => started.TrySetResult());
        await started.Task;
        time.Advance(Minute / 2);
        Assert.False(run.IsCompleted);
        time.Advance(Minute / 2);
        Assert.Equal(ProcessEnd.Silent, (await run).End);
    }

    [UnixFact(Timeout = 30000)]
    public async Task A_heartbeat_is_no_silence_but_does_not_lengthen_the_turn()
    {
        var time = new FakeTimeProvider();
        var beats = 0;
        using var folder = new TempFolder();

        // Each beat waits until the clock was moved for the one before, or two that come together would be a silence.
        var spec = Scripts.Sh($"while :; do echo beat; until rm {folder.At("moved")} 2> /dev/null; do sleep 0.01; done; done") with { Timeout = 5 * Minute, SilenceTimeout = Minute, Time = time };
        var outcome = await RunAsync(false, spec, _ =>
        {
            beats++;
            time.Advance(TimeSpan.FromSeconds(40));
            File.WriteAllText(folder.At("moved"), "");
        });
        Assert.Equal(ProcessEnd.TimedOut, outcome.End);
        Assert.True(beats >= 8);
    }

    [UnixFact(Timeout = 30000)]
    public async Task After_its_final_line_a_program_has_a_grace_to_exit()
    {
        var time = new FakeTimeProvider();
        var final = new TaskCompletionSource();
        var run = ProcessRun.RunAsync(
            Scripts.Sh("echo final; exec sleep 1000") with { FinalGrace = Minute, Time = time },
            _ =>
            {
                final.TrySetResult();
                return LineMeaning.Final;
            },
            CancellationToken.None);
        await final.Task;
        await time.AdvanceUntilAsync(run);
        var outcome = await run;
        Assert.Equal(ProcessEnd.AfterFinal, outcome.End);
        Assert.True(outcome.Duration >= Minute);
    }

    [UnixFact(Timeout = 30000)]
    public async Task What_comes_after_the_final_line_takes_the_grace_back()
    {
        var time = new FakeTimeProvider();
        var more = new TaskCompletionSource();
        using var folder = new TempFolder();
        var run = ProcessRun.RunAsync(
            Scripts.Sh($"echo final; echo more; echo again; until test -e {folder.At("go")}; do sleep 0.02; done; exit 3") with { FinalGrace = Minute, Time = time },
            line =>
            {
                if (line.Span.SequenceEqual("again"u8))
                {
                    // What the line before it meant has taken effect by now.
                    more.TrySetResult();
                }

                return line.Span.SequenceEqual("final"u8) ? LineMeaning.Final : LineMeaning.More;
            },
            CancellationToken.None);
        await more.Task;
        time.Advance(Minute);
        time.Advance(Minute);
        File.WriteAllText(folder.At("go"), "");
        var outcome = await run;
        Assert.Equal((ProcessEnd.Exited, 3), (outcome.End, outcome.ExitCode));
    }

    [UnixFact(Timeout = 30000)]
    public async Task One_that_exits_after_its_final_line_has_exited()
        => Assert.True((await ProcessRun.RunAsync(Scripts.Sh("echo final"), _ => LineMeaning.Final, CancellationToken.None)).Succeeded);

    [UnixTheory(Timeout = 30000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancelling_ends_the_run_and_is_an_outcome(bool portable)
    {
        using var cancel = new CancellationTokenSource();
        var outcome = await ProcessRun.RunAsync(
            Scripts.PlatformOf(portable),
            Scripts.Sh("echo up; exec sleep 1000"),
            _ =>
            {
                cancel.Cancel();
                return LineMeaning.More;
            },
            cancel.Token);
        Assert.Equal((true, 143), (outcome.Cancelled, outcome.ExitCode));
        var before = await ProcessRun.RunAsync(Scripts.Sh("echo no"), null, cancel.Token);
        Assert.Equal((true, -1), (before.Cancelled, before.ExitCode));
    }

    [UnixFact(Timeout = 30000)]
    public async Task An_interrupt_is_what_it_gets_when_the_spec_says_so()
    {
        using var cancel = new CancellationTokenSource();
        var spec = Scripts.Sh("trap 'echo interrupted; exit 9' INT; echo up; while :; do sleep 0.05; done") with { TerminationSignal = TerminationSignal.Interrupt };
        var outcome = await ProcessRun.RunAsync(
            spec,
            line =>
            {
                if (Encoding.UTF8.GetString(line.Span) == "up")
                {
                    cancel.Cancel();
                }

                return LineMeaning.More;
            },
            cancel.Token);
        Assert.Equal((9, "up\ninterrupted\n"), (outcome.ExitCode, outcome.Stdout.Text));
    }

    private static Task<ProcessOutcome> RunAsync(bool portable, ProcessSpec spec, Action<string> line) => ProcessRun.RunAsync(
        Scripts.PlatformOf(portable),
        spec,
        text =>
        {
            line(Encoding.UTF8.GetString(text.Span));
            return LineMeaning.More;
        },
        CancellationToken.None);
}
