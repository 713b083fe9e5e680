using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Testing;
using Choo.Tool.Output;
using Choo.Views.Lines;
using Xunit;

namespace Choo.Tool.Tests.Output;

public sealed class ViewTests
{
    [Theory]
    [InlineData("Quiet")]
    [InlineData("Minimal")]
    [InlineData("Normal")]
    [InlineData("Detailed")]
    public void The_plain_view_tells_more_the_more_it_is_asked(string verbosity)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var view = new PlainView(output, Enum.Parse<Verbosity>(verbosity), new FixedClock());
        CannedRun.Mixed(view.OnEvent);
        Golden.Verify(output.ToString(), $"Plain.{verbosity}");
        Assert.DoesNotContain('\e', output.ToString());
    }

    [Fact]
    public void A_note_that_was_shown_before_the_start_is_not_shown_again()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var view = new PlainView(output, Verbosity.Normal, new FixedClock());
        var note = DiagnosticCodes.RunUnfinished.Because("an earlier run is unfinished");
        view.OnDiagnostics([note]);
        new CannedRun { Watch = view.OnEvent }.Start(CannedRun.Unit("core")).Add(null, null, new DiagnosticReported(note));
        Assert.Equal(2, output.ToString().Split("unfinished").Length);
    }

    [Fact]
    public void A_diagnostic_stands_at_the_beginning_of_its_line_where_tools_look_for_it()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var view = new PlainView(output, Verbosity.Minimal, new FixedClock());
        new CannedRun { Watch = view.OnEvent }.Start(CannedRun.Unit("core")).Add(null, null, new DiagnosticReported(DiagnosticCodes.WorktreeKept.At("a.md", 3, 4, "kept")));
        Assert.EndsWith("\na.md(3,4): warning CHOO2010: kept\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_event_has_a_line_of_its_own_and_not_just_its_name()
    {
        var run = CannedRun.Mixed();
        var evidence = new Evidence { Gate = "build", Command = "dotnet build", Tree = "e", ExitCode = 1, DurationMs = 1, OutputDigest = "0", Log = "x.log" };
        foreach (var data in EventSamples.All(evidence))
        {
            var line = EventLines.Of(new RunEvent(1, run.Now, CannedRun.Id, data is RunStarted or RunResumed ? null : "core", 1, data), run.State);
            Assert.NotEqual(data.Type, line.Text);
            Assert.False(string.IsNullOrWhiteSpace(line.Text), data.Type);
        }
    }

    [Fact]
    public void Ndjson_is_the_journal_and_nothing_else()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var view = new NdjsonView(output, error);
        view.OnDiagnostics([DiagnosticCodes.RunUnfinished.Because("note")]);
        var run = CannedRun.Mixed(view.OnEvent).Add("core", 1, new AgentActivity("Bash: ls"));
        Assert.Equal(System.Text.Encoding.UTF8.GetString(run.Json()), output.ToString());
        Assert.Contains("CHOO0008", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_view_whose_stream_broke_is_dropped_and_the_others_go_on()
    {
        using var output = new StringWriter();
        using var group = new ViewGroup(TextWriter.Null, new PlainView(new ClosedWriter(), Verbosity.Normal, new FixedClock()), new NdjsonView(output, TextWriter.Null));
        var run = CannedRun.Mixed(group.OnEvent);
        Assert.Equal(run.Events.Count, output.ToString().Count(c => c == '\n'));
    }

    [Fact]
    public void Annotations_tell_what_stays_wrong_and_only_that()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var view = new GitHubView(output);
        CannedRun.Mixed(view.OnEvent);
        Golden.Verify(output.ToString(), "GitHub.annotations");
    }

    [Fact]
    public void Annotations_link_pull_requests()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var view = new GitHubView(output);
        CannedRun.Proposed(view.OnEvent);
        Golden.Verify(output.ToString(), "GitHub.pull-requests");
    }

    [Fact]
    public void Annotations_escape_what_the_runner_would_take_for_its_own()
    {
        var command = GitHubView.Command(new Diagnostic("CHOO1003", Severity.Warning, "a,b:c.md", 3, 0, "50% of\nit"));
        Assert.Equal("::warning file=a%2Cb%3Ac.md,line=3,title=CHOO1003::50%25 of%0Ait", command);
    }

    [Fact]
    public void No_more_than_ten_annotations_are_written()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var view = new GitHubView(output);
        view.OnDiagnostics([.. Enumerable.Range(0, 40).Select(i => DiagnosticCodes.Usage.Because($"{i}"))]);
        Assert.Equal(10, output.ToString().Count(c => c == '\n'));
    }

    private sealed class ClosedWriter : StringWriter
    {
        public override void WriteLine(string? value) => throw new IOException("closed");
    }
}
