using Choo.Engine;
using Choo.Tool.Cli;
using Choo.Tool.Output;
using Xunit;

namespace Choo.Tool.Tests.Output;

public sealed class RunConsoleTests
{
    [Theory]
    [InlineData("run", true, "xterm", null, true)]
    [InlineData("run", false, "xterm", null, false)]
    [InlineData("run --no-tui", true, "xterm", null, false)]
    [InlineData("run --output ndjson", true, "xterm", null, false)]
    [InlineData("run --json-events", true, "xterm", null, false)]
    [InlineData("run -v q", true, "xterm", null, false)]
    [InlineData("run", true, "dumb", null, false)]
    [InlineData("run", true, "xterm", "CI", false)]
    [InlineData("run", true, "xterm", "GITHUB_ACTIONS", false)]
    [InlineData("run", true, "xterm", "TF_BUILD", false)]
    [InlineData("run", true, "xterm", "GITLAB_CI", false)]
    [InlineData("run", true, "xterm", "TEAMCITY_VERSION", false)]
    [InlineData("resume", true, "xterm", null, true)]
    public void The_live_view_is_for_a_person_at_a_terminal(string line, bool terminal, string term, string? ci, bool live)
    {
        using var test = new TestConsole { IsTerminal = terminal };
        test.Environment["TERM"] = term;
        if (ci is not null)
        {
            test.Environment[ci] = "true";
        }

        Assert.Equal(live, RunConsole.Of(Invoke(test, line)).IsLive);
    }

    [Fact]
    public void Everything_of_a_run_goes_where_it_belongs()
    {
        using var test = new TestConsole();
        var page = test.Folder.At("page.md");
        test.Environment["GITHUB_ACTIONS"] = "true";
        test.Environment["GITHUB_STEP_SUMMARY"] = page;
        var output = RunConsole.Of(Invoke(test, "run --report junit=x.xml --report sarif=x.sarif"));
        CannedRun run;
        using (var view = output.Open())
        {
            run = CannedRun.Mixed(view.OnEvent);
        }

        output.Finish(run.Report());
        Assert.StartsWith("unit ", test.Out, StringComparison.Ordinal);
        Assert.Contains("[0:00] run ", test.Error, StringComparison.Ordinal);
        Assert.Contains("::error file=src/parser/Thing.cs", test.Error, StringComparison.Ordinal);
        Assert.Contains("| parser | failed |", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.True(test.Folder.Has("x.xml"));
        Assert.True(test.Folder.Has("x.sarif"));
    }

    [Fact]
    public void A_stream_of_events_has_no_table_after_it()
    {
        using var test = new TestConsole();
        var output = RunConsole.Of(Invoke(test, "run --output ndjson"));
        CannedRun run;
        using (var view = output.Open())
        {
            run = CannedRun.Mixed(view.OnEvent);
            view.OnStopping("SIGINT");
        }

        output.Finish(run.Report());
        Assert.Equal(System.Text.Encoding.UTF8.GetString(run.Json()), test.Out);
        Assert.StartsWith("SIGINT: ", test.Error, StringComparison.Ordinal);
    }

    private static Invocation Invoke(TestConsole test, string line)
    {
        var split = CommandLine.Split(line.Split(' '));
        var command = CommandTable.Find(split.Command!)!;
        return new Invocation(command, Parser.Parse(command, split.Rest), test.Console, new RunStop());
    }
}
