using System.Text;
using System.Text.Json;
using Choo.Core.Gates;
using Choo.Core.LocalCi;
using Xunit;

namespace Choo.Core.Tests.LocalCi;

public sealed class CiStatusTests
{
    private const string Commit = "1a2b3c4d5e1a2b3c4d5e1a2b3c4d5e1a2b3c4d5e";
    private static readonly DateTimeOffset Time = new(2026, 3, 4, 5, 6, 7, 890, TimeSpan.FromHours(2));

    [Fact]
    public void A_pending_one_has_the_five_texts_alone()
    {
        var json = new CiStatus("refs/heads/main", Commit, CiState.PENDING, Time).ToJson();

        Assert.Equal(
            $$"""
            {
              "ref": "refs/heads/main",
              "commit": "{{Commit}}",
              "status": "PENDING",
              "timestamp": "2026-03-04T03:06:07Z",
              "output": ""
            }

            """.ReplaceLineEndings("\n"),
            Encoding.UTF8.GetString(json));
    }

    [Fact]
    public void A_judged_one_says_what_each_gate_said()
    {
        var gates = new[] { Gate("build", 0), Gate("test", 7) };
        using var json = JsonDocument.Parse(new CiStatus("refs/heads/main", Commit, CiState.FAIL, Time) { Gates = [.. gates], Output = "a \"b\"\n" }.ToJson());

        var root = json.RootElement;
        Assert.Equal(("FAIL", "a \"b\"\n", 7, 20), (root.GetProperty("status").GetString(), root.GetProperty("output").GetString(), root.GetProperty("exit_code").GetInt32(), root.GetProperty("duration_ms").GetInt32()));
        Assert.Equal(["build True exit code 0", "test False exit code 7"], root.GetProperty("gates").EnumerateArray().Select(
            gate => $"{gate.GetProperty("name").GetString()} {gate.GetProperty("passed").GetBoolean()} {gate.GetProperty("outcome").GetString()}"));
        Assert.Equal($"logs/{Commit}/ci-1/build.log", root.GetProperty("gates")[0].GetProperty("log").GetString());
    }

    [Fact]
    public void It_passes_when_there_are_gates_and_all_passed()
    {
        Assert.Equal(CiState.PASS, CiStatus.Judge([Gate("a", 0), Gate("b", 0)]));
        Assert.Equal(CiState.FAIL, CiStatus.Judge([Gate("a", 0), Gate("b", 1)]));
        Assert.Equal(CiState.FAIL, CiStatus.Judge([Gate("a", 0) with { TimedOut = true }]));
        Assert.Equal(CiState.FAIL, CiStatus.Judge([Gate("a", 0) with { Doubt = GateDoubt.NoTests }]));
        Assert.Equal(CiState.FAIL, CiStatus.Judge([]));
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000", true)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", true)]
    [InlineData("0000000000000000000000000000000000000001", false)]
    [InlineData("0000000000", false)]
    [InlineData("", false)]
    public void Zeros_of_a_whole_id_are_a_deletion(string commit, bool deletion) => Assert.Equal(deletion, PushedRef.IsDeletion(commit));

    [Theory]
    [InlineData("main", "refs/heads/main")]
    [InlineData("refs/tags/v1", "refs/tags/v1")]
    [InlineData("feature/x", "refs/heads/feature/x")]
    public void A_short_name_is_a_branchs(string given, string full) => Assert.Equal(full, PushedRef.FullName(given));

    private static Evidence Gate(string name, int code) => new()
    {
        Gate = name,
        Command = $"run {name}",
        Tree = Commit,
        ExitCode = code,
        DurationMs = 10,
        OutputDigest = "",
        Log = $"ci-1/{name}.log",
    };
}
