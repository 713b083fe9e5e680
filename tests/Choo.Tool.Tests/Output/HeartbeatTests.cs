using Choo.Core.Events;
using Choo.Tool.Output;
using Choo.Views.Lines;
using Xunit;

namespace Choo.Tool.Tests.Output;

public sealed class HeartbeatTests : IDisposable
{
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly FixedClock clock = new();

    private string[] Beats => [.. output.ToString().Split('\n').Where(line => line.Contains("still", StringComparison.Ordinal))];

    [Fact]
    public void After_thirty_seconds_without_a_line_one_says_what_is_running_and_for_how_long()
    {
        using var view = new PlainView(output, Verbosity.Normal, clock);
        var run = Started(view).Begin("core", 2).Turn("core", 1);
        clock.Now = run.Now;
        run.Add("core", 1, new AgentActivity("Bash: ls"));
        clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Empty(Beats);

        clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(["[0:43] still running: core #1 gate for 0:36"], Beats);

        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("[1:13] still running: core #1 gate for 1:06", Beats[^1]);
    }

    [Fact]
    public void The_baseline_of_the_target_is_running_before_any_unit_is()
    {
        using var view = new PlainView(output, Verbosity.Normal, clock);
        Started(view);
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(["[0:30] still running: main (target) baseline for 0:30"], Beats);
    }

    [Fact]
    public void Nothing_is_said_when_quiet_or_when_nothing_runs_or_after_the_end()
    {
        using var quiet = new PlainView(output, Verbosity.Quiet, clock);
        Started(quiet).Begin("core", 2);
        clock.Advance(TimeSpan.FromSeconds(60));
        var view = new PlainView(output, Verbosity.Normal, clock);
        CannedRun.Mixed(view.OnEvent);
        clock.Advance(TimeSpan.FromSeconds(60));
        view.Dispose();
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Empty(Beats);
    }

    [Fact]
    public void A_closed_stream_does_not_end_the_process_from_the_timer()
    {
        using var view = new PlainView(new ClosedWriter(), Verbosity.Minimal, clock);
        Assert.Throws<IOException>(() => Started(view));
        clock.Advance(TimeSpan.FromSeconds(30));
    }

    public void Dispose() => output.Dispose();

    private static CannedRun Started(PlainView view) => new CannedRun { Watch = view.OnEvent }.Start(CannedRun.Unit("core", 2));

    private sealed class ClosedWriter : StringWriter
    {
        public override void WriteLine(string? value) => throw new IOException("closed");
    }
}
