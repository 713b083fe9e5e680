using Choo.Adapters.Processes;
using Xunit;

namespace Choo.Adapters.Tests.Processes;

public class CaptureTests
{
    [UnixTheory(Timeout = 30000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_whole_of_standard_output_is_there(bool portable)
    {
        var capture = await ProcessRun.CaptureAsync(Scripts.PlatformOf(portable), Scripts.Sh("seq 1 200000; echo warn >&2; exit 1"), CancellationToken.None);
        Assert.Equal(string.Concat(Enumerable.Range(1, 200000).Select(i => $"{i}\n")), capture.Text);
        Assert.Equal((1, "warn\n", false), (capture.ExitCode, capture.Stderr, capture.Succeeded));
    }

    [UnixFact(Timeout = 30000)]
    public async Task More_than_the_limit_ends_it()
    {
        var capture = await ProcessRun.CaptureAsync(Scripts.Sh("exec yes") with { CaptureLimit = 1 << 20 }, CancellationToken.None);
        Assert.Equal(ProcessEnd.TooMuchOutput, capture.Outcome.End);
        Assert.InRange(capture.Stdout.Length, 1, 1 << 20);
    }

    [UnixFact(Timeout = 60000)]
    public async Task Many_at_once_do_not_mix()
    {
        var captures = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => ProcessRun.CaptureAsync(Scripts.Sh("cat; echo $1 >&2; exit $1") with { Arguments = ["-c", "cat; echo $1 >&2; exit $1", "sh", $"{i}"], Input = new byte[i * 1000] }, CancellationToken.None)));
        for (var i = 0; i < captures.Length; i++)
        {
            Assert.Equal((i, $"{i}\n", i * 1000), (captures[i].ExitCode, captures[i].Stderr, captures[i].Stdout.Length));
        }
    }

    [UnixFact(Timeout = 30000)]
    public async Task Cancelling_ends_it()
    {
        using var cancel = new CancellationTokenSource(50);
        var capture = await ProcessRun.CaptureAsync(Scripts.Sh("exec sleep 1000"), cancel.Token);
        Assert.True(capture.Outcome.Cancelled);
    }
}
