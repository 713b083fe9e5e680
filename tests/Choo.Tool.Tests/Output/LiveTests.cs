using System.Text;
using System.Text.RegularExpressions;
using Choo.Core.Events;
using Choo.Testing;
using Choo.Tool.Output;
using Choo.Views.Lines;
using Choo.Views.Live;
using Choo.Views.Text;
using Xunit;

namespace Choo.Tool.Tests.Output;

public sealed partial class LiveTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void The_frame_shows_what_is_under_way_in_the_width_there_is(int width)
    {
        var lines = UnderWay().Lines(Later, width, 24);
        Assert.All(lines, line => Assert.InRange(Columns.Width(line.Text), 1, width));
        Golden.Verify(string.Join('\n', lines.Select(line => $"{line.Tone,-8}|{line.Text}")) + "\n", $"Live.{width}");
    }

    [Fact]
    public void More_units_than_rows_are_counted_instead_of_shown()
    {
        var run = new CannedRun().Start([.. Enumerable.Range(0, 30).Select(i => CannedRun.Unit($"unit-{i}"))]);
        var model = new LiveModel();
        var frame = new LiveFrame();
        for (var i = 0; i < 30; i++)
        {
            run.Add($"unit-{i}", null, new UnitQueued()).Add($"unit-{i}", null, new UnitStarted(1, 0));
            frame = model.Take(run.Events[^1], run.State);
        }

        var lines = frame.Lines(run.Now, 80, 8);
        Assert.Equal(8, lines.Count);
        Assert.Contains(lines, line => line.Text == "... and 24 more");
        Assert.Contains("30 under way", lines[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Every_phase_has_its_row_and_who_waits_is_shown_with_what_for(int width)
    {
        var model = new LiveModel();
        LiveFrame frame = new();
        var shown = new StringBuilder();
        var run = new CannedRun { Watch = (e, state) => frame = model.Take(e, state) };
        void Show(string when) => shown.Append($"--- {when}\n{string.Join('\n', frame.Lines(run.Now, width, 16).Select(line => $"{line.Tone,-8}|{line.Text}"))}\n");

        run.Start(CannedRun.Unit("core", 2), CannedRun.Unit("parser", 1, "core"), CannedRun.Unit("api", 1, "core", "parser"), CannedRun.Unit("docs"), CannedRun.Unit("site"), CannedRun.Unit("last", 1, "api"));
        Show("the target is proved");
        run.Add(null, null, new BaselinePassed([])).Begin("core", 2).Add("docs", null, new UnitQueued()).Turn("core", 1);
        Show("a task's gate runs");
        run.Green("core", 1).Turn("core", 2).Green("core", 2);
        Show("the unit's baseline runs");
        run.Add("core", null, new BaselineFailed([])).Add("core", null, new AgentInvoked(TurnPurpose.Baseline, "claude", 1, "x.log"));
        Show("a fix turn runs");
        run.Add("core", null, new UnitVerified(new string('c', 40), new string('e', 40), new string('b', 40)));
        Show("it is in the landing queue");
        run.Add("core", null, new UnitLanding(new string('d', 40), new string('b', 40), new string('c', 40)));
        Show("it lands");
        Golden.Verify(shown.ToString(), $"LivePhases.{width}");
    }

    [Fact]
    public void A_green_gate_takes_the_units_diagnostics_away()
    {
        var model = new LiveModel();
        LiveFrame frame = new();
        var run = new CannedRun { Watch = (e, state) => frame = model.Take(e, state) }.Start(CannedRun.Unit("core")).Begin("core").Turn("core", 1).Red("core", 1);
        Assert.NotEmpty(frame.Diagnostics);
        run.Turn("core", 1, 2).Green("core", 1, 2);
        Assert.Empty(frame.Diagnostics);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void The_terminal_is_given_back_and_what_is_over_stays_above(int width)
    {
        using var test = new TestConsole { IsTerminal = true, Width = width };
        using (var view = new LiveView(test.Console, Verbosity.Normal))
        {
            var shown = new StringBuilder();
            CannedRun.Mixed((e, state) =>
            {
                test.Clock.Now = e.Time;
                view.OnEvent(e, state);
                if (e.Data is TaskRetried or UnitFailed)
                {
                    shown.Append($"--- after {e.Type} of {e.Unit}\n{Screen.Of(test.Error, width)}");
                }
            });
            view.OnStopping("SIGINT");
            Golden.Verify(shown.Append($"--- while stopping\n{Screen.Of(test.Error, width)}").ToString(), $"LiveScreen.{width}");
        }

        Assert.Empty(test.Out);
        Golden.Verify(Screen.Of(test.Error, width), $"LiveScreen.{width}.over");
        Assert.Contains("\e[?25l", test.Error, StringComparison.Ordinal);
        Assert.EndsWith("\e[?25h", ShowOrHide().Matches(test.Error)[^1].Value, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[?1049h", test.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_echo_of_a_ctrl_c_does_not_shift_what_is_redrawn()
    {
        using var test = new TestConsole { IsTerminal = true };
        using var view = new LiveView(test.Console, Verbosity.Normal);
        new CannedRun { Watch = view.OnEvent }.Start(CannedRun.Unit(new string('x', 200))).Begin(new string('x', 200)).Turn(new string('x', 200), 1).Red(new string('x', 200), 1);
        test.Console.Error.Write("^C");
        view.OnStopping("SIGINT");
        Assert.Single(Screen.Of(test.Error, 80).Split('\n'), line => line.Contains("of 1 unit complete", StringComparison.Ordinal));
    }

    [Fact]
    public void The_cursor_comes_back_when_the_run_throws()
    {
        using var test = new TestConsole { IsTerminal = true };
        try
        {
            using var view = new LiveView(test.Console, Verbosity.Normal);
            CannedRun.Mixed(view.OnEvent);
            throw new InvalidOperationException();
        }
        catch (InvalidOperationException)
        {
            // As the face would.
        }

        Assert.EndsWith("\e[?25h", ShowOrHide().Matches(test.Error)[^1].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_colour_the_view_moves_the_cursor_and_paints_nothing()
    {
        using var test = new TestConsole { IsTerminal = true };
        using (var view = new LiveView(test.Console, Verbosity.Normal))
        {
            CannedRun.Mixed(view.OnEvent);
        }

        Assert.DoesNotMatch("\e\\[[0-9;]*m", test.Error);
    }

    private static DateTimeOffset Later => new(2026, 3, 1, 12, 5, 0, TimeSpan.Zero);

    private static LiveFrame UnderWay()
    {
        var model = new LiveModel();
        LiveFrame frame = new();
        new CannedRun { Watch = (e, state) => frame = model.Take(e, state) }
            .Start(CannedRun.Unit("core", 3), CannedRun.Unit("a-unit-with-quite-a-long-name-indeed"), CannedRun.Unit("日本語ユニット"), CannedRun.Unit("last"))
            .Begin("core", 3).Turn("core", 1).Green("core", 1).Turn("core", 2).Red("core", 2)
            .Add("core", 2, new AgentInvoked(TurnPurpose.Task, "claude", 2, "x.log"))
            .Add("core", 2, new AgentActivity("Bash: dotnet test --filter \"FullyQualifiedName~Something.That.Is.Long\"\e[31m and red"))
            .Begin("a-unit-with-quite-a-long-name-indeed").Turn("a-unit-with-quite-a-long-name-indeed", 1)
            .Begin("日本語ユニット");
        return frame;
    }

    [GeneratedRegex("\e\\[\\?25[hl]")]
    private static partial Regex ShowOrHide();
}
