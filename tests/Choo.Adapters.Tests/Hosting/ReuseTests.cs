using System.Collections.Immutable;
using Choo.Adapters.Tests.Processes;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>A tree that passed in one run is not proved again in the next, where that can be believed.</summary>
public sealed class ReuseTests
{
    private const string Results = "<TestRun xmlns=\"http://microsoft.com/schemas/VisualStudio/TeamTest/2010\"><Results><UnitTestResult testId=\"1\" testName=\"N.C.M\" outcome=\"Passed\"/></Results><ResultSummary outcome=\"Completed\"/></TestRun>";

    private static int Proofs(TestEngine engine) => File.Exists(engine.Repo.Around.At("proofs")) ? File.ReadAllLines(engine.Repo.Around.At("proofs")).Length : 0;

    /// <summary>Units a and b, and a check that counts how often it runs; a has landed.</summary>
    private static async Task<TestEngine> LandedAsync(string more = "", string check = "true")
    {
        var engine = new TestEngine();
        var command = $"echo ran >> {engine.Repo.Around.At("proofs")}; echo passed; {check}".Replace("'", "''", StringComparison.Ordinal);
        engine.Configure($"baseline_checks:\n  - name: check\n    command: '{command}'\n{more}");
        engine.Repo.Unit("a", tasks: new SpecText()).Unit("b", tasks: new SpecText()).Commit();
        engine.AssertExit(0, await engine.RunAsync(request => request with { Unit = "a" }));
        Assert.Equal(2, Proofs(engine));
        return engine;
    }

    private static async Task<ImmutableArray<RunEvent>> AgainAsync(TestEngine engine, Func<RunRequest, RunRequest>? change = null)
    {
        engine.AssertExit(0, await engine.RunAsync(change));
        return [.. engine.Recorder.Events.Where(e => e.Data is BaselinePassed)];
    }

    private static BaselinePassed OfTarget(ImmutableArray<RunEvent> passed) => (BaselinePassed)Assert.Single(passed, e => e.Unit is null).Data;

    [UnixFact(Timeout = 60000)]
    public async Task A_target_that_was_proved_as_a_landing_is_not_proved_again()
    {
        using var engine = await LandedAsync();
        var first = Path.GetFileName(engine.RunFolder);

        var passed = await AgainAsync(engine);

        Assert.Equal(3, Proofs(engine));
        var evidence = Assert.Single(OfTarget(passed).Evidence);
        Assert.Equal(first, evidence.Reused!.Run);
        Assert.True(File.Exists(Path.Combine(engine.RunFolder, evidence.Log!)));
        Assert.Null(Assert.Single(((BaselinePassed)Assert.Single(passed, e => e.Unit == "b").Data).Evidence).Reused);
    }

    [UnixFact(Timeout = 60000)]
    public async Task A_unit_whose_merged_tree_was_proved_before_lands_by_that_evidence()
    {
        using var engine = await LandedAsync();
        var first = engine.RunFolder;
        engine.Repo.Git("reset", "--quiet", "--hard", "main^1");

        await AgainAsync(engine, request => request with { Unit = "a" });

        Assert.Equal(2, Proofs(engine));
        var report = await EvidenceReading.VerifyAsync(engine.Repo.Root, "a", Path.GetFileName(engine.RunFolder), CancellationToken.None);
        Assert.Empty(report.Problems);
        var proof = Assert.Single(report.Bundle!.Proof(), gate => gate.Gate == "check");
        Assert.Equal((Path.GetFileName(first), "landing"), (proof.Reused!.Run, proof.Stage));
        Assert.Contains($"passed (0), in run {Path.GetFileName(first)}", File.ReadAllText(Path.Combine(engine.RunFolder, "evidence", "a.md")), StringComparison.Ordinal);
        File.AppendAllText(Path.Combine(engine.RunFolder, proof.Log!), "more\n");
        File.WriteAllText(Path.Combine(first, "events.jsonl"), File.ReadAllText(Path.Combine(first, "events.jsonl")).Replace("passed", "Passed", StringComparison.Ordinal));
        report = await EvidenceReading.VerifyAsync(engine.Repo.Root, "a", Path.GetFileName(engine.RunFolder), CancellationToken.None);
        Assert.Contains(report.Problems, problem => problem.Message.Contains("this is not the log", StringComparison.Ordinal));
        Assert.Contains(report.Problems, problem => problem.Message.Contains($"the journal of run {Path.GetFileName(first)} does not record", StringComparison.Ordinal));
    }

    [UnixTheory(Timeout = 60000)]
    [InlineData("log")]
    [InlineData("journal")]
    [InlineData("journal gone")]
    [InlineData("index gone")]
    [InlineData("index torn")]
    [InlineData("index broken")]
    public async Task A_record_that_is_not_whole_proves_nothing(string what)
    {
        using var engine = await LandedAsync();
        var (folder, index) = (engine.RunFolder, engine.Repo.At(".choo/proofs.jsonl"));
        switch (what)
        {
            case "log":
                Directory.GetFiles(Path.Combine(folder, "logs"), "a-baseline-*.log").ToList().ForEach(log => File.AppendAllText(log, "more\n"));
                break;
            case "journal":
                File.WriteAllText(engine.Journal, File.ReadAllText(engine.Journal).Replace("\"duration_ms\":", "\"duration_ms\":1", StringComparison.Ordinal));
                break;
            case "journal gone":
                File.Delete(engine.Journal);
                break;
            case "index gone":
                File.Delete(index);
                break;
            case "index torn":
                File.WriteAllText(index, File.ReadAllText(index).TrimEnd('\n'));
                break;
            default:
                File.AppendAllText(index, "{}\n");
                break;
        }

        await AgainAsync(engine, request => request with { Unit = "b" });

        Assert.Equal(4, Proofs(engine));
        Assert.NotEmpty(File.ReadAllLines(index));
        Assert.All(File.ReadAllLines(index), line => Assert.StartsWith("{\"key\":", line, StringComparison.Ordinal));
    }

    [UnixFact(Timeout = 60000)]
    public async Task An_agent_that_writes_into_the_index_makes_nothing_pass_in_its_own_run()
    {
        using var engine = await LandedAsync();
        engine.Repo.Git("reset", "--quiet", "--hard", "main^1");
        var index = engine.Repo.At(".choo/proofs.jsonl");
        var told = File.ReadAllText(index);
        File.Delete(index);
        engine.After = e =>
        {
            if (e.Data is AgentDone)
            {
                File.WriteAllText(index, told);
            }
        };

        await AgainAsync(engine, request => request with { Unit = "a" });

        Assert.Equal(4, Proofs(engine));
    }

    [UnixFact(Timeout = 60000)]
    public async Task It_can_be_switched_off()
    {
        using var engine = await LandedAsync("gates:\n  reuse_evidence: false\n");

        var passed = await AgainAsync(engine);

        Assert.Equal(4, Proofs(engine));
        Assert.Null(OfTarget(passed).Conditions);
        Assert.False(File.Exists(engine.Repo.At(".choo/proofs.jsonl")));
    }

    [UnixFact(Timeout = 60000)]
    public async Task Another_environment_of_the_gates_is_another_proof()
    {
        using var engine = await LandedAsync("environment:\n  gates: [FLAVOUR]\n");
        var own = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(each => (string)each.Key, each => (string)each.Value!);

        await AgainAsync(engine, request => request with { Variables = own.Append(new("FLAVOUR", "sweet")).ToDictionary() });

        Assert.Equal(4, Proofs(engine));
    }

    [UnixFact(Timeout = 60000)]
    public async Task A_tree_that_failed_once_has_to_pass_each_time()
    {
        using var engine = await LandedAsync();
        var flag = engine.Repo.Around.At("flag");
        var count = engine.Repo.Around.At("proofs");
        engine.Configure($"baseline_checks:\n  - name: check\n    command: 'echo ran >> {count}; test -f {flag}'\nbaseline:\n  verify_target: before\n").Repo.Commit();
        engine.AssertExit(3, await engine.RunAsync(request => request with { Unit = "b" }));
        Assert.Equal(DiagnosticCodes.TargetRed.Id, Assert.Single(engine.Recorder.Of<RunFailed>()).Reason!.Code);
        File.WriteAllText(flag, "");
        engine.AssertExit(0, await engine.ResumeAsync());
        Assert.Equal(5, Proofs(engine));
        engine.Repo.Git("reset", "--quiet", "--hard", "main^1");

        await AgainAsync(engine, request => request with { Unit = "b" });

        // The target again, which failed once; b's merged tree passed always.
        Assert.Equal(6, Proofs(engine));
    }

    [UnixTheory(Timeout = 60000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_resumed_run_asks_the_target_again_only_where_the_log_of_its_proof_is_another(bool isChanged)
    {
        using var engine = await LandedAsync("baseline:\n  verify_target: before\ngates:\n  reuse_evidence: false\n");
        await engine.RunUntilAsync(e => e.Data is AgentInvoked);
        Assert.Equal(3, Proofs(engine));
        foreach (var log in Directory.GetFiles(Path.Combine(engine.RunFolder, "logs"), isChanged ? "target*.log" : "none"))
        {
            File.AppendAllText(log, "more\n");
        }

        engine.AssertExit(0, await engine.ResumeAsync());

        Assert.Equal(isChanged ? 5 : 4, Proofs(engine));
    }

    [UnixFact(Timeout = 60000)]
    public async Task Test_results_are_read_where_they_were_kept_and_have_to_be_those()
    {
        using var engine = await LandedAsync(check: $"mkdir -p \"$CHOO_TEST_RESULTS\" && echo '{Results}' > \"$CHOO_TEST_RESULTS/a.trx\"");
        var tip = engine.Repo.Tip();

        var evidence = Assert.Single(OfTarget(await AgainAsync(engine)).Evidence);

        Assert.NotNull(evidence.Reused);
        var file = Path.Combine(engine.RunFolder, evidence.ResultsFolder!, "a.trx");
        Assert.True(File.Exists(file));
        File.AppendAllText(file, "<!-- -->");
        engine.Repo.Git("reset", "--quiet", "--hard", tip);
        Assert.Null(Assert.Single(OfTarget(await AgainAsync(engine)).Evidence).Reused);
    }

    [UnixFact(Timeout = 60000)]
    public async Task Test_results_stay_for_the_newest_proofs_only()
    {
        using var engine = new TestEngine().Configure(
            $"baseline_checks:\n  - name: check\n    command: |\n      mkdir -p \"$CHOO_TEST_RESULTS\" && echo '{Results}' > \"$CHOO_TEST_RESULTS/a.trx\"\n");
        for (var unit = 0; unit < 10; unit++)
        {
            engine.Repo.Unit($"u{unit}", tasks: new SpecText());
        }

        engine.Repo.Commit();
        engine.AssertExit(0, await engine.RunAsync());

        var folders = Directory.GetDirectories(Path.Combine(engine.RunFolder, "logs"), "*-results").Select(Path.GetFileName).ToArray();
        Assert.Single(folders, name => name!.StartsWith("target", StringComparison.Ordinal));
        Assert.Equal(9, folders.Length);
    }
}
