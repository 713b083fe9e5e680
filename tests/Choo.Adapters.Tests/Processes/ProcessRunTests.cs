using System.Text;
using Choo.Adapters.Processes;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Processes;

public sealed class ProcessRunTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [UnixTheory(Timeout = 30000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Exit_code_and_both_streams_are_told(bool portable)
    {
        var outcome = await RunAsync(portable, Scripts.Sh("echo out; echo err >&2; exit 3"));
        Assert.Equal((ProcessEnd.Exited, 3, "out\n", "err\n"), (outcome.End, outcome.ExitCode, outcome.Stdout.Text, outcome.Stderr.Text));
        Assert.False(outcome.Succeeded);
        Assert.Null(outcome.Problem);
    }

    [UnixTheory(Timeout = 30000)]
    [InlineData(false)]
    [InlineData(true)]
    [Incident("15", "the test gives three megabytes to a program that reads nothing")]
    public async Task Standard_input_is_given_whole_and_closed(bool portable)
    {
        var big = new string('x', 3_000_000);
        Assert.Equal("3000000", (await RunAsync(portable, Scripts.Sh("wc -c").WithInput(big))).Stdout.Text.Trim());
        Assert.Equal("", (await RunAsync(portable, Scripts.Sh("cat"))).Stdout.Text);
        Assert.True((await RunAsync(portable, Scripts.Sh("exit 0").WithInput(big))).Succeeded);
    }

    [UnixTheory(Timeout = 30000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_end_by_a_signal_is_128_and_the_signal(bool portable)
        => Assert.Equal(137, (await RunAsync(portable, Scripts.Sh("kill -9 $$"))).ExitCode);

    [UnixTheory(Timeout = 30000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_program_that_cannot_start_is_an_outcome_with_its_reason(bool portable)
    {
        var missing = await RunAsync(portable, Scripts.Sh("") with { Program = temp.At("nothing") });
        Assert.Equal((ProcessEnd.NotStarted, -1), (missing.End, missing.ExitCode));
        Assert.Contains("nothing", missing.Problem, StringComparison.Ordinal);
        var folder = await RunAsync(portable, Scripts.Sh("", temp.At("no-folder")));
        Assert.Equal($"its working folder {temp.At("no-folder")} does not exist", folder.Problem);
        Assert.True((await RunAsync(portable, Scripts.Sh("") with { Program = temp.Write("text", "not a program") })).NotStarted);
    }

    [UnixTheory(Timeout = 30000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_environment_is_what_was_given_and_a_marker(bool portable)
    {
        var spec = Scripts.Sh("") with { Program = "/usr/bin/env", Arguments = [], Environment = new Dictionary<string, string> { ["A"] = "1", ["Ü"] = "é = \n" } };
        var text = (await RunAsync(portable, spec)).Stdout.Text;
        Assert.Equal(["A=1", "CHOO_PROCESS", "Ü=é = "], text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.StartsWith("CHOO_PROCESS=", StringComparison.Ordinal) ? "CHOO_PROCESS" : l).Order(StringComparer.Ordinal));
    }

    [UnixTheory(Timeout = 30000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_runs_in_its_folder_with_its_arguments_untouched(bool portable)
    {
        var folder = temp.Folder("a folder");
        var spec = Scripts.Sh("", folder) with { Arguments = ["-c", "pwd; printf '[%s]' \"$@\"", "sh", "a b", "", "*", "\"q'"] };
        Assert.EndsWith("/a folder\n[a b][][*][\"q']", (await RunAsync(portable, spec)).Stdout.Text, StringComparison.Ordinal);
    }

    [UnixTheory(Timeout = 30000)]
    [InlineData(false)]
    [InlineData(true)]
    [Incident("15", "the test fills both streams")]
    public async Task Both_streams_may_be_full_at_once(bool portable)
    {
        var outcome = await RunAsync(portable, Scripts.Sh("head -c 3000000 /dev/zero >&2 & head -c 3000000 /dev/zero; wait"));
        Assert.Equal((3_000_000, 3_000_000), (outcome.Stdout.Length, outcome.Stderr.Length));
    }

    [UnixTheory(Timeout = 30000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lines_come_whole_and_in_order_and_the_last_needs_no_end(bool portable)
    {
        var lines = new List<string>();
        await ProcessRun.RunAsync(
            Scripts.PlatformOf(portable),
            Scripts.Sh("i=0; while [ $i -lt 2000 ]; do echo line $i; i=$((i+1)); done; printf 'cr\\r\\n\\nlast'"),
            line =>
            {
                lines.Add(Encoding.UTF8.GetString(line.Span));
                return LineMeaning.More;
            },
            CancellationToken.None);
        Assert.Equal([.. Enumerable.Range(0, 2000).Select(i => $"line {i}"), "cr", "", "last"], lines);
    }

    [UnixFact(Timeout = 30000)]
    public async Task An_observers_bug_is_told_to_the_caller_and_ends_nothing_else()
    {
        var failing = ProcessRun.RunAsync(Scripts.Sh("echo a"), _ => throw new InvalidOperationException("bug"), CancellationToken.None);
        Assert.Equal("bug", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing)).Message);
        Assert.Equal("b\n", (await RunAsync(false, Scripts.Sh("echo b"))).Stdout.Text);
    }

    [UnixFact(Timeout = 30000)]
    public async Task A_merged_stderr_keeps_the_order_of_writing()
    {
        var outcome = await RunAsync(false, Scripts.Sh("echo a; echo b >&2; echo c; echo d >&2") with { MergeStderr = true });
        Assert.Equal(("a\nb\nc\nd\n", 0), (outcome.Stdout.Text, outcome.Stderr.Length));
    }

    [UnixFact(Timeout = 30000)]
    public async Task A_log_that_cannot_be_written_ends_nothing()
    {
        var outcome = await RunAsync(false, Scripts.Sh("echo a") with { LogFile = Path.Combine(temp.Write("file", ""), "log") });
        Assert.True(outcome.Succeeded);
        Assert.StartsWith("its log could not be opened", outcome.Problem, StringComparison.Ordinal);
    }

    private static Task<ProcessOutcome> RunAsync(bool portable, ProcessSpec spec)
        => ProcessRun.RunAsync(Scripts.PlatformOf(portable), spec, null, CancellationToken.None);
}
