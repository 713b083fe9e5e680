using Choo.Adapters.Processes;
using Choo.Adapters.Processes.Linux;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Processes;

public class IdentityTests
{
    [Fact]
    public void This_process_is_alive() => Assert.Equal(Liveness.Alive, ProcessIdentity.Current.Probe());

    [Fact]
    [Incident("17", "the test probes a pid that another process has now")]
    public void Another_start_time_with_the_same_pid_is_a_dead_process()
        => Assert.Equal(Liveness.Dead, (ProcessIdentity.Current with { StartTime = ProcessIdentity.Current.StartTime + "1" }).Probe());

    [LinuxFact]
    [Incident("16", "the test probes processes that cannot be examined")]
    public void What_cannot_be_told_is_unknown_and_an_earlier_boot_is_dead()
    {
        var parts = ProcessIdentity.Current.StartTime.Split('/');
        Assert.Equal(Liveness.Unknown, (ProcessIdentity.Current with { StartTime = "" }).Probe());
        Assert.Equal(Liveness.Unknown, (ProcessIdentity.Current with { StartTime = $"{parts[0]}/other-container/{parts[2]}" }).Probe());
        Assert.Equal(Liveness.Dead, (ProcessIdentity.Current with { StartTime = $"00000000/{parts[1]}/{parts[2]}" }).Probe());
    }

    [UnixFact(Timeout = 30000)]
    public async Task A_pid_that_nobody_has_is_dead()
    {
        var capture = await ProcessRun.CaptureAsync(Scripts.Sh("echo $$"), CancellationToken.None);
        var pid = int.Parse(capture.Text);
        Assert.Null(ProcessIdentity.Of(pid));
        Assert.Equal(Liveness.Dead, (ProcessIdentity.Current with { Pid = pid }).Probe());
    }

    [Fact]
    public void A_name_with_brackets_and_blanks_does_not_confuse_the_reader()
    {
        var stat = ProcStat.Parse(7, "7 (a) b (c)) S 12 34 56 0 -1 4194560 3728 386927 0 153 1 2 1661 474 20 0 1 0 90379 5128192"u8);
        Assert.Equal(new ProcStat(7, (byte)'S', 12, 56, 90379), stat);
        Assert.Null(ProcStat.Parse(7, "7 (cut"u8));
    }

    [Theory]
    [InlineData("A=1\0CHOO_RUN=x\0B=2\0", true)]
    [InlineData("CHOO_RUN=x", true)]
    [InlineData("CHOO_RUN=xy\0", false)]
    [InlineData("MY_CHOO_RUN=x\0", false)]
    [InlineData("", false)]
    public void A_marker_is_a_whole_entry(string environment, bool found)
        => Assert.Equal(found, LinuxTree.HasEntry(System.Text.Encoding.UTF8.GetBytes(environment), "CHOO_RUN=x"u8));
}
