using System.Text.Json.Nodes;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Proofs;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

public sealed class EvidenceTests
{
    private const string Checks = "baseline_checks:\n  - name: test\n    command: \"echo 'Passed!  - Failed:     0, Passed:     3, Skipped:     1, Total:     4'\"\n";

    private static Task<EvidenceReport> VerifyAsync(TestEngine engine, string unit, string? run = null) =>
        EvidenceReading.VerifyAsync(engine.Repo.Root, unit, run, CancellationToken.None);

    private static async Task<EvidenceBundle> VerifiedAsync(TestEngine engine, string unit)
    {
        var report = await VerifyAsync(engine, unit);
        Assert.Empty(report.Problems);
        return report.Bundle!;
    }

    private static async Task<TestEngine> LandedAsync()
    {
        var engine = new TestEngine().Configure(Checks);
        engine.Repo.Unit("a", tasks: new SpecText("do: [ $n -ge 2 ] && echo right > src.txt || echo wrong > src.txt", "grep right src.txt")).Commit();
        engine.AssertExit(0, await engine.RunAsync());
        return engine;
    }

    [Fact(Timeout = 60000)]
    public async Task A_landed_unit_leaves_every_gate_the_proved_tree_and_the_diffstat()
    {
        using var engine = await LandedAsync();

        var bundle = await VerifiedAsync(engine, "a");

        Assert.Equal((engine.Repo.Tip(), engine.Repo.Tip(), "main"), (bundle.Commit, bundle.ProvedCommit, bundle.Branch));
        Assert.Equal(engine.Repo.Git("rev-parse", "main^{tree}"), bundle.ProvedTree);
        Assert.Equal(["task 1 1", "task 1 0", "landing  0"], bundle.Gates.Select(gate => $"{gate.Stage} {gate.Task} {gate.ExitCode}"));
        var proof = Assert.Single(bundle.Proof(), gate => gate.Stage == "landing");
        Assert.Equal(new TestRunCounts(3, 3, 0, 1), proof.Tests);
        Assert.All(bundle.Gates, gate => Assert.Equal(gate.OutputDigest, gate.LogDigest));
        Assert.Equal(["specs/tasks/a/01-step.md", "src.txt"], bundle.Changes.Files.Select(file => file.Path));
        Assert.Equal((2, 1), (bundle.Changes.Insertions, bundle.Changes.Deletions));
        var page = File.ReadAllText(Path.Combine(engine.RunFolder, "evidence", "a.md"));
        Assert.Contains($"proved: tree {bundle.ProvedTree}", page, StringComparison.Ordinal);
        Assert.Contains("| 3 | 3 | 0 | 1 |", page, StringComparison.Ordinal);
        Assert.Equal(["a.json", "a.md"], Directory.GetFiles(Path.Combine(engine.RunFolder, "evidence")).Select(Path.GetFileName).Order());
    }

    [Fact(Timeout = 60000)]
    public async Task Units_that_land_together_or_one_after_the_other_are_each_proved()
    {
        using var engine = new TestEngine().Configure(Checks + "gates:\n  parallelism: 2\n");
        engine.Repo.Unit("a", tasks: new SpecText()).Unit("b", tasks: new SpecText()).Unit("c", ["a"], tasks: new SpecText()).Commit();
        engine.AssertExit(0, await engine.RunAsync());

        foreach (var unit in new[] { "a", "b", "c" })
        {
            Assert.NotEmpty((await VerifiedAsync(engine, unit)).Proof());
        }
    }

    [Fact(Timeout = 60000)]
    public async Task A_unit_on_a_branch_of_its_own_is_proved_there()
    {
        using var engine = new TestEngine().Configure(Checks);
        engine.Repo.Unit("a", tasks: new SpecText()).Unit("b", ["a"], tasks: new SpecText()).Commit();
        engine.AssertExit(0, await engine.RunAsync(request => request with { NoMerge = true }));

        var bundle = await VerifiedAsync(engine, "b");

        Assert.Equal(("choo/b", engine.Repo.Tip("choo/b")), (bundle.Branch, bundle.Commit));
        Assert.DoesNotContain(bundle.Changes.Files, file => file.Path == "a-1.txt");
    }

    [Fact(Timeout = 60000)]
    public async Task A_resolved_conflict_is_proved_by_what_the_gates_said_of_the_resolution()
    {
        using var engine = new TestEngine().Configure(Checks, whole: "echo both > shared.txt");
        engine.Repo.Write("shared.txt", "base\n")
            .Unit("a", tasks: new SpecText("do: echo a > shared.txt"))
            .Unit("b", tasks: new SpecText("do: echo b > shared.txt"))
            .Commit();
        engine.AssertExit(0, await engine.RunAsync());
        Assert.Single(engine.Recorder.Of<UnitConflict>());

        await VerifiedAsync(engine, "a");
        await VerifiedAsync(engine, "b");
    }

    [Fact(Timeout = 60000)]
    public async Task A_bundle_that_a_crash_prevented_is_written_by_the_resume()
    {
        using var engine = new TestEngine().Configure("limits:\n  task_attempts: 1\n");
        engine.Repo.Unit("a", tasks: new SpecText()).Unit("b", ["a"], tasks: new SpecText("", "false")).Commit();
        engine.AssertExit(1, await engine.RunAsync());
        Directory.Delete(Path.Combine(engine.RunFolder, "evidence"), recursive: true);
        Assert.Equal(DiagnosticCodes.NoEvidence.Id, Assert.Single((await VerifyAsync(engine, "a")).Problems).Code);

        engine.AssertExit(1, await engine.ResumeAsync());

        await VerifiedAsync(engine, "a");
    }

    [Fact(Timeout = 60000)]
    public async Task A_log_that_changed_is_named()
    {
        using var engine = await LandedAsync();
        var bundle = await VerifiedAsync(engine, "a");
        File.AppendAllText(Path.Combine(engine.RunFolder, bundle.Gates[0].Log!), "more\n");
        File.Delete(Path.Combine(engine.RunFolder, bundle.Gates[1].Log!));

        var problems = (await VerifyAsync(engine, "a")).Problems;

        Assert.Equal(2, problems.Length);
        Assert.All(problems, problem => Assert.Equal(DiagnosticCodes.EvidenceBroken.Id, problem.Code));
        Assert.EndsWith(bundle.Gates[0].Log!, problems[0].File, StringComparison.Ordinal);
        Assert.Contains("it cannot be read", problems[1].Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task A_target_that_does_not_have_the_commit_any_more_is_told()
    {
        using var engine = await LandedAsync();
        var commit = engine.Repo.Tip();
        engine.Repo.Git("reset", "--quiet", "--hard", "main^1");

        Assert.Contains($"main does not contain {commit}", Assert.Single((await VerifyAsync(engine, "a")).Problems).Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60000)]
    [InlineData("commit", "there is no commit")]
    [InlineData("proved_tree", "no gate ran on the tree")]
    [InlineData("unit", "it is the evidence of")]
    [InlineData("gates.0.exit_code", "the journal does not record this run")]
    [InlineData("gates.0.log", "this is not the log")]
    [InlineData("gates.2.passed", "did not pass")]
    [InlineData("gates", "it cannot be read")]
    public async Task A_bundle_that_was_changed_does_not_hold(string place, string said)
    {
        using var engine = await LandedAsync();
        var file = Path.Combine(engine.RunFolder, "evidence", "a.json");
        var node = JsonNode.Parse(File.ReadAllText(file))!;
        var parts = place.Split('.');
        var parent = parts.Length == 1 ? node : node[parts[0]]![int.Parse(parts[1])]!;
        parent[parts[^1]] = parts[^1] switch { "exit_code" => 0, "passed" => false, "log" => "../../../README.md", _ => new string('0', 40) };
        File.WriteAllText(file, node.ToJsonString());

        var report = await VerifyAsync(engine, "a");

        Assert.Contains(report.Problems, problem => problem.Code == DiagnosticCodes.EvidenceBroken.Id && problem.Message.Contains(said, StringComparison.Ordinal));
    }

    [Fact(Timeout = 60000)]
    public async Task A_unit_that_did_not_land_has_none()
    {
        using var engine = await LandedAsync();

        Assert.Contains("did you mean 'a'?", Assert.Single((await VerifyAsync(engine, "b")).Problems).Message, StringComparison.Ordinal);
        Assert.Equal(DiagnosticCodes.NoEvidence.Id, Assert.Single((await VerifyAsync(engine, "a", "20200101-000000-000aa")).Problems).Code);
        Assert.Equal(DiagnosticCodes.NoEvidence.Id, Assert.Single((await VerifyAsync(engine, "../evidence/a")).Problems).Code);
    }
}
