using Choo.Core.Events;
using Choo.Core.State;
using Choo.Views.Lines;
using Choo.Views.Live;
using Xunit;

namespace Choo.Tool.Tests.Output;

/// <summary>A paused provider is seen wherever a person looks.</summary>
public sealed class PausedTests
{
    private static readonly ProviderPaused Paused = new("claude", PauseReason.Limit, new DateTimeOffset(2026, 3, 1, 17, 0, 0, TimeSpan.Zero), true, 1, "You've hit your limit");

    private static CannedRun Run(Action<RunEvent, RunState>? watch = null) => new CannedRun { Watch = watch ?? ((_, _) => { }) }
        .Start(CannedRun.Unit("core"), CannedRun.Unit("docs"))
        .Begin("core").Turn("core", 1)
        .Add(null, null, Paused)
        .Add("core", 1, new UnitPaused("claude"))
        .Add("docs", null, new UnitQueued());

    [Fact]
    public void In_plain_lines_with_the_time_and_the_reason()
    {
        var lines = new List<string>();
        Run((e, state) => lines.Add(EventLines.Of(e, state).Text)).Add(null, null, new ProviderResumed("claude"));
        Assert.Contains(lines, line => line.StartsWith("claude is paused for ", StringComparison.Ordinal) && line.EndsWith("until 2026-03-01 17:00:00 UTC (usage limit: You've hit your limit)", StringComparison.Ordinal));
        Assert.Contains("claude is tried again", lines);
    }

    [Fact]
    public void In_the_live_view_until_it_is_over()
    {
        var model = new LiveModel();
        LiveFrame? frame = null;
        var run = Run((e, state) => frame = model.Take(e, state));
        var lines = frame!.Lines(Paused.Until.AddHours(-5), 100, 20);
        Assert.Contains(lines, line => line.Text.StartsWith("claude is paused for 5:00:00, until", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Text.Contains("waiting for claude", StringComparison.Ordinal));

        run.Add(null, null, new ProviderResumed("claude"));
        Assert.DoesNotContain(frame!.Lines(Paused.Until, 100, 20), line => line.Text.Contains("paused", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("status", "in_progress (waiting for claude)")]
    [InlineData("why core", "core is under way: waiting for claude")]
    [InlineData("why docs", "docs is ready and waiting for claude")]
    public async Task In_status_and_why(string command, string what)
    {
        using var test = new TestConsole();
        Run().Save(test.Folder.Path);
        Assert.Equal(0, await test.RunAsync(command));
        Assert.Contains(what, test.Out, StringComparison.Ordinal);
        Assert.Contains("claude is paused, until 2026-03-01 17:00:00 UTC (usage limit: You've hit your limit)", test.Out, StringComparison.Ordinal);
    }
}
