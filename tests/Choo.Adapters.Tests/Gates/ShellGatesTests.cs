using System.Security.Cryptography;
using System.Text;
using Choo.Adapters.Gates;
using Choo.Adapters.Tests.Processes;
using Choo.Core.Gates;
using Choo.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Gates;

public sealed class ShellGatesTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [UnixFact(Timeout = 30000)]
    public async Task A_green_gate_leaves_evidence()
    {
        var evidence = await RunAsync("echo one; echo two >&2; pwd");
        var text = $"one\ntwo\n{Real(temp.At("tree"))}\n";
        Assert.True(evidence.Passed);
        Assert.Equal(("build", "echo one; echo two >&2; pwd", "abc", "logs/gate.log"), (evidence.Gate, evidence.Command, evidence.Tree, evidence.Log));
        Assert.Equal((text, text), (evidence.Tail, temp.Read("logs/gate.log")));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), evidence.OutputDigest);
        Assert.True(evidence.DurationMs >= 0);
    }

    [UnixFact(Timeout = 30000)]
    public async Task A_red_gate_is_a_value_with_what_the_compiler_said()
    {
        var evidence = await RunAsync("""printf '\033[31m%s\033[0m\n' "$PWD/src/A.cs(2,87): error CS1513: } expected [$PWD/src/A.csproj]"; exit 1""");
        Assert.Equal((false, 1), (evidence.Passed, evidence.ExitCode));
        Assert.Equal("src/A.cs(2,87): error CS1513: } expected", Assert.Single(evidence.Diagnostics).ToString());
        Assert.DoesNotContain('\u001b', evidence.Tail);
    }

    [UnixFact(Timeout = 30000)]
    public async Task A_silent_gate_has_an_empty_log()
    {
        var evidence = await RunAsync("true");
        Assert.True(evidence.Passed);
        Assert.Equal("", temp.Read("logs/gate.log"));
    }

    [UnixFact(Timeout = 30000)]
    public async Task A_gate_over_its_time_did_not_pass()
    {
        var time = new FakeTimeProvider();
        var run = RunAsync("echo up; exec sleep 1000", new() { LogFolder = temp.At("logs"), Timeout = TimeSpan.FromMinutes(10), Clock = time });
        await time.AdvanceUntilAsync(run);
        var evidence = await run;
        Assert.Equal((true, false), (evidence.TimedOut, evidence.Passed));
        Assert.True(evidence.DurationMs >= 600_000);
    }

    [UnixFact(Timeout = 30000)]
    public async Task Results_that_a_test_run_says_it_wrote_are_read_and_stay_there()
    {
        const string Trx = "<TestRun xmlns=\"http://microsoft.com/schemas/VisualStudio/TeamTest/2010\"><Results><UnitTestResult testId=\"1\" testName=\"A\" outcome=\"Failed\"/></Results><TestDefinitions/><ResultSummary outcome=\"Failed\"/></TestRun>";
        var evidence = await RunAsync($"echo '{Trx}' > mine.trx; echo \"Results File: $PWD/mine.trx\"; test -z \"$VSTestResultsDirectory$VSTestLogger\"");
        Assert.Equal((0, GateDoubt.FailedTests, false), (evidence.ExitCode, evidence.Doubt!.Value.Known!.Value, evidence.Passed));
        Assert.True(File.Exists(temp.At("tree/mine.trx")));
        File.SetLastWriteTimeUtc(temp.At("tree/mine.trx"), DateTime.UtcNow.AddHours(-1));
        Assert.Null((await RunAsync("echo \"Results File: $PWD/mine.trx\"")).Results);
    }

    [UnixFact(Timeout = 30000)]
    public async Task Setup_has_a_time_of_its_own()
    {
        var time = new FakeTimeProvider();
        var options = new ShellGateOptions { LogFolder = temp.At("logs"), Timeout = TimeSpan.FromDays(1), SetupTimeout = TimeSpan.FromMinutes(1), Clock = time };
        var run = RunAsync("exec sleep 1000", options, new Gate("setup", "") { Kind = GateKind.Setup });
        await time.AdvanceUntilAsync(run);
        Assert.InRange((await run).DurationMs, 60_000, 600_000);
    }

    [UnixTheory(Timeout = 30000)]
    [InlineData("setup")]
    [InlineData("teardown")]
    public async Task A_check_that_is_called_like_a_setup_command_is_judged_like_any_check(string name)
    {
        const string Trx = "<TestRun xmlns=\"http://microsoft.com/schemas/VisualStudio/TeamTest/2010\"><Results><UnitTestResult testId=\"1\" testName=\"A\" outcome=\"Failed\"/></Results><TestDefinitions/><ResultSummary outcome=\"Failed\"/></TestRun>";
        var evidence = await RunAsync($"mkdir -p \"$CHOO_TEST_RESULTS\" && echo '{Trx}' > \"$CHOO_TEST_RESULTS/mine.trx\"", gate: new Gate(name, ""));
        Assert.Equal((0, GateDoubt.FailedTests, false), (evidence.ExitCode, evidence.Doubt!.Value.Known!.Value, evidence.Passed));
    }

    [UnixFact(Timeout = 30000)]
    public async Task A_cancelled_gate_is_no_evidence()
    {
        using var cancel = new CancellationTokenSource(50);
        using var gates = new ShellGates(new() { LogFolder = temp.At("logs") });
        await Assert.ThrowsAsync<OperationCanceledException>(() => gates.RunAsync(Request("exec sleep 1000"), cancel.Token));
    }

    [UnixFact(Timeout = 30000)]
    public async Task A_worktree_that_is_gone_is_said()
    {
        using var gates = new ShellGates(new() { LogFolder = temp.At("logs") });
        var evidence = await gates.RunAsync(Request("true") with { Worktree = temp.At("gone") }, CancellationToken.None);
        Assert.Equal((false, -1), (evidence.Passed, evidence.ExitCode));
        Assert.Contains("does not exist", evidence.Tail, StringComparison.Ordinal);
    }

    [UnixFact(Timeout = 30000)]
    public async Task No_more_run_at_once_than_the_limit_says()
    {
        using var gates = new ShellGates(new() { LogFolder = temp.At("logs"), Parallelism = 1 });
        const string Alone = "mkdir busy || exit 9; sleep 0.05; rmdir busy";
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => gates.RunAsync(Request(Alone) with { LogName = $"{i}.log" }, CancellationToken.None)));
        Assert.All(all, e => Assert.Equal(0, e.ExitCode));
    }

    [UnixFact(Timeout = 30000)]
    public async Task The_requests_variables_reach_the_command_and_the_forges_token_does_not()
    {
        using var gates = new ShellGates(new() { LogFolder = temp.At("logs") });
        var request = Request("echo $CHOO_UNIT-$UseSharedCompilation-$MSBUILDDISABLENODEREUSE") with { Variables = new Dictionary<string, string> { ["CHOO_UNIT"] = "a" } };
        Assert.Equal("a-false-1\n", (await gates.RunAsync(request, CancellationToken.None)).Tail);
    }

    [UnixFact(Timeout = 30000)]
    public async Task A_linked_folders_real_paths_become_relative()
    {
        temp.Folder("tree");
        Directory.CreateSymbolicLink(temp.At("link"), temp.At("tree"));
        using var gates = new ShellGates(new() { LogFolder = temp.At("logs") });
        var request = Request("echo \"$(pwd -P)/a.cs(1,2): error CS1002: ; expected\"; exit 1") with { Worktree = temp.At("link") };
        Assert.Equal("a.cs", Assert.Single((await gates.RunAsync(request, CancellationToken.None)).Diagnostics).File);
    }

    private async Task<Evidence> RunAsync(string command, ShellGateOptions? options = null, Gate? gate = null)
    {
        using var gates = new ShellGates(options ?? new() { LogFolder = temp.At("logs") });
        return await gates.RunAsync(Request(command, gate), CancellationToken.None);
    }

    private GateRequest Request(string command, Gate? gate = null)
        => new((gate ?? new("build", "")) with { Command = command }, temp.Folder("tree"), "abc", "gate.log", new Dictionary<string, string>());

    private static string Real(string path) => RealPath.Of(path);
}
