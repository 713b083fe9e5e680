using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

public sealed class ChangedTestsTests
{
    /// <summary>A gate that writes results as a test run does: each line of tests.txt is a test and how it comes out.</summary>
    private const string Runner = """
        mkdir -p "$CHOO_TEST_RESULTS"
        {
          echo '<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>'
          sed 's|^\([^ ]*\) \(.*\)$|<UnitTestResult testId="\1" testName="N.C.\1" outcome="\2"/>|' tests.txt
          echo '</Results><TestDefinitions>'
          sed 's|^\([^ ]*\) .*$|<UnitTest id="\1" name="N.C.\1"><TestMethod codeBase="/w/T.dll" className="N.C" name="\1"/></UnitTest>|' tests.txt
          echo '</TestDefinitions><ResultSummary outcome="Completed"/></TestRun>'
        } > "$CHOO_TEST_RESULTS/a.trx"
        ! grep -q Failed tests.txt

        """;

    private const string Checks = "baseline_checks:\n  - name: test\n    command: test -f no-results || sh test.sh\n";

    private const string Sources = """
        public class C
        {
            [Fact] public void A() { Assert.Equal(1, One()); Assert.True(true); }
            [Fact] public void B() => Assert.True(true);
        }

        """;

    private static TestEngine With(string body, string more = "", string whole = "")
    {
        var engine = new TestEngine().Configure(Checks + more, whole);
        engine.Repo.Write("test.sh", Runner).Write("tests.txt", "A Passed\nB Passed\n").Write("C.cs", Sources).Unit("a", tasks: new SpecText(body)).Commit();
        return engine;
    }

    private static async Task<TestsChanged> WaitsAsync(TestEngine engine)
    {
        var before = engine.Repo.Tip();
        engine.AssertExit(3, await engine.RunAsync());
        Assert.Equal(before, engine.Repo.Tip());
        Assert.Equal(DiagnosticCodes.TestsForTheWorse.Id, Assert.Single(engine.Recorder.Of<UnitWaiting>()).Diagnostic.Code);
        return Assert.Single(engine.Recorder.Of<TestsChanged>());
    }

    [Theory(Timeout = 60000)]
    [InlineData("sed -i /^A/d tests.txt", "N.C.A vanished")]
    [InlineData("sed -i 's/^A .*/A NotExecuted/' tests.txt", "N.C.A is skipped")]
    [InlineData("touch no-results", "N.C.A vanished, N.C.B vanished")]
    [InlineData("sed -i 's/Assert.True(true); }/}/' C.cs", "C.A has 1 of 2 assertions")]
    [InlineData("sed -i /^A/d tests.txt; sed -i /A\\(/d C.cs", "N.C.A vanished")]
    public async Task Tests_that_changed_for_the_worse_make_the_unit_wait(string does, string told)
    {
        using var engine = With($"do: {does}; echo x > x.txt");

        var changed = await WaitsAsync(engine);

        Assert.Equal(told, string.Join(", ", changed.Changes));
        Assert.Single(engine.Agent.Starts);
        Assert.False(File.Exists(Path.Combine(engine.RunFolder, "evidence", "a.json")));
    }

    [Fact(Timeout = 60000)]
    public async Task Tests_that_were_added_moved_or_repaired_are_fine()
    {
        using var engine = With("do: echo 'D Passed' >> tests.txt; mkdir in; git mv C.cs in/C.cs");

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Empty(engine.Recorder.Of<TestsChanged>());
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task It_waits_through_a_resume_and_lands_when_a_person_accepts()
    {
        using var engine = With("do: sed -i /^A/d tests.txt");
        engine.Repo.Unit("b", ["a"], tasks: new SpecText()).Commit();
        await WaitsAsync(engine);
        engine.AssertExit(3, await engine.ResumeAsync());
        Assert.Single(engine.Recorder.Of<UnitWaiting>());

        engine.AssertExit(0, await engine.ResumeAsync(request => request with { Accept = ["a"] }));

        Assert.Equal("B Passed", engine.Repo.Show("main", "tests.txt"));
        Assert.Equal("N.C.A vanished", $"{Assert.Single(Assert.Single(engine.Recorder.Of<TestsAccepted>("a")).Changes)}");
        Assert.True(engine.Repo.Has("b-1.txt"), "what was accepted holds for the unit after it as well");
        Assert.Equal(["a 1 1", "b 1 1"], engine.Agent.Starts);
        var evidence = await EvidenceReading.VerifyAsync(engine.Repo.Root, "a", null, CancellationToken.None);
        Assert.Empty(evidence.Problems);
        Assert.Equal("N.C.A vanished", $"{Assert.Single(evidence.Bundle!.Accepted)}");
        Assert.Contains("accepted: N.C.A vanished", File.ReadAllText(Path.Combine(engine.RunFolder, "evidence", "a.md")), StringComparison.Ordinal);
        engine.AssertNothingLeft();
    }

    [Theory(Timeout = 60000)]
    [InlineData("b")]
    [InlineData("nobody")]
    public async Task Only_what_waits_for_it_can_be_accepted(string unit)
    {
        using var engine = With("do: sed -i /^A/d tests.txt");
        engine.Repo.Unit("b", tasks: new SpecText()).Commit();
        engine.AssertExit(3, await engine.RunAsync());
        var journal = File.ReadAllText(engine.Journal);

        engine.AssertExit(2, await engine.ResumeAsync(request => request with { Accept = ["a", unit] }));

        Assert.Equal(journal, File.ReadAllText(engine.Journal));
    }

    [Fact(Timeout = 60000)]
    public async Task With_no_merge_it_gets_no_branch_before_it_is_accepted()
    {
        using var engine = With("do: sed -i /^A/d tests.txt");
        engine.AssertExit(3, await engine.RunAsync(request => request with { NoMerge = true }));
        Assert.Empty(engine.Repo.Refs("refs/heads/choo"));

        engine.AssertExit(0, await engine.ResumeAsync(request => request with { NoMerge = true, Accept = ["a"] }));

        Assert.Equal(["refs/heads/choo/a"], engine.Repo.Refs("refs/heads/choo"));
    }

    [Fact(Timeout = 60000)]
    public async Task A_repository_may_allow_it()
    {
        using var engine = With("do: sed -i /^A/d tests.txt", "gates:\n  changed_tests: allow\n");

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Empty(engine.Recorder.Of<TestsChanged>());
    }

    [Fact(Timeout = 60000)]
    public async Task An_agent_cannot_allow_it_by_the_checkouts_configuration()
    {
        using var engine = With("do: sed -i /^A/d tests.txt");
        await WaitsAsync(engine);
        engine.Repo.Write(".choo.yaml", engine.Repo.Read(".choo.yaml") + "gates:\n  changed_tests: allow\n");

        engine.AssertExit(3, await engine.ResumeAsync());
    }

    [Fact(Timeout = 60000)]
    public async Task A_fix_turn_that_deletes_the_red_test_waits_as_well()
    {
        using var engine = With("do: sed -i 's/^A .*/A Failed/' tests.txt", whole: "sed -i /^A/d tests.txt");

        Assert.Equal("N.C.A vanished", $"{Assert.Single((await WaitsAsync(engine)).Changes)}");
    }

    [Fact(Timeout = 60000)]
    public async Task A_conflict_turn_that_drops_a_test_waits_as_well()
    {
        using var engine = new TestEngine().Configure(Checks, "printf 'A Passed\\nnew Passed\\n' > tests.txt");
        engine.Repo.Write("test.sh", Runner).Write("tests.txt", "A Passed\nB Passed\n")
            .Unit("a", tasks: new SpecText("do: echo 'new Passed' >> tests.txt"))
            .Unit("b", tasks: new SpecText("do: echo 'newer Passed' >> tests.txt")).Commit();

        engine.AssertExit(3, await engine.RunAsync());

        Assert.Equal("N.C.B vanished", $"{Assert.Single(Assert.Single(engine.Recorder.Of<TestsChanged>()).Changes)}");
        Assert.Contains("B Passed", engine.Repo.Show("main", "tests.txt"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Results_of_the_target_are_kept_and_asked_for_again_when_they_are_gone()
    {
        using var engine = With("do: sed -i /^A/d tests.txt; echo wrong > src.txt");
        engine.Repo.Unit("a", tasks: new SpecText("do: sed -i /^A/d tests.txt; [ -f $STATE/go ] && echo x > x.txt", "[ -f x.txt ]")).Commit();
        engine.AssertExit(1, await engine.RunAsync());
        var folder = Path.Combine(engine.RunFolder, Assert.Single(engine.Recorder.Of<BaselinePassed>()).Evidence[0].ResultsFolder!);
        Assert.Single(Directory.GetFiles(folder, "*.trx"));
        Directory.Delete(folder, recursive: true);
        File.WriteAllText(Path.Combine(engine.Agent.State, "go"), "");

        engine.AssertExit(3, await engine.ResumeAsync());

        Assert.Equal("N.C.A vanished", $"{Assert.Single(Assert.Single(engine.Recorder.Of<TestsChanged>()).Changes)}");
        Assert.Equal(2, engine.Recorder.Of<BaselinePassed>().Length);
    }

    [Fact(Timeout = 60000)]
    public async Task A_gate_without_results_is_held_by_its_totals()
    {
        using var engine = new TestEngine().Configure("baseline_checks:\n  - name: test\n    command: sh totals.sh\n");
        engine.Repo.Write("totals.sh", "n=$(wc -l < tests.txt); echo \"Passed!  - Failed:     0, Passed:     $n, Skipped:     0, Total:     $n\"\n")
            .Write("tests.txt", "A\nB\n").Unit("a", tasks: new SpecText("do: echo A > tests.txt")).Commit();

        Assert.Equal("`sh totals.sh` ran 1 of 2 tests", $"{Assert.Single((await WaitsAsync(engine)).Changes)}");
    }
}
