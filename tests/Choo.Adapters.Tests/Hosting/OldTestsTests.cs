using Choo.Core.Events;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>A run in a real repository whose gate leaves real results: old tests on new code, and new tests on old code.</summary>
public sealed class OldTestsTests
{
    /// <summary>Each line of tests.txt is a test and the file that it guards; one that guards <c>-</c> looks at nothing.</summary>
    private const string Runner = """
        mkdir -p "$CHOO_TEST_RESULTS"
        list="$CHOO_TEST_RESULTS/list.txt"
        while read name file; do
          if [ "$file" = - ] || [ -e "$file" ]; then echo "$name Passed"; else echo "$name Failed"; fi
        done < "tests/My.Tests/tests.txt" > "$list"
        {
          echo '<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>'
          sed 's|^\([^ ]*\) \(.*\)$|<UnitTestResult testId="\1" testName="N.C.\1" outcome="\2"/>|' "$list"
          echo '</Results><TestDefinitions>'
          sed 's|^\([^ ]*\) .*$|<UnitTest id="\1" name="N.C.\1"><TestMethod codeBase="/w/T.dll" className="N.C" name="\1"/></UnitTest>|' "$list"
          echo '</TestDefinitions><ResultSummary outcome="Completed"/></TestRun>'
        } > "$CHOO_TEST_RESULTS/a.trx"
        ! grep -q Failed "$list"

        """;

    private const string Checks = "baseline_checks:\n  - name: test\n    command: sh test.sh\n";

    private static TestEngine With(string body, string more = "")
    {
        var engine = new TestEngine().Configure(Checks + more);
        engine.Repo.Write("test.sh", Runner).Write("cart.txt", "works").Write("tests/My.Tests/My.Tests.csproj", "<Project/>").Write("tests/My.Tests/tests.txt", "Guards cart.txt\nIdle -\n")
            .Unit("a", tasks: new SpecText(body)).Commit();
        return engine;
    }

    [Fact(Timeout = 60000)]
    public async Task A_test_that_looks_no_more_at_what_the_unit_broke_waits_for_a_person()
    {
        using var engine = With("do: rm cart.txt; sed -i 's/^Guards .*/Guards -/' tests/My.Tests/tests.txt");

        engine.AssertExit(3, await engine.RunAsync());

        Assert.Equal("N.C.Guards fails as it stood before the unit's changes", string.Join(", ", Assert.Single(engine.Recorder.Of<TestsChanged>()).Changes));
        Assert.True(File.Exists(Path.Combine(engine.RunFolder, Assert.Single(engine.Recorder.Of<TestsChanged>()).Log!)));

        engine.AssertExit(0, await engine.ResumeAsync(request => request with { Accept = ["a"] }));

        Assert.False(engine.Repo.Has("cart.txt"));
        var evidence = await EvidenceReading.VerifyAsync(engine.Repo.Root, "a", null, CancellationToken.None);
        Assert.Empty(evidence.Problems);
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task The_configuration_may_refuse_it()
    {
        using var engine = With("do: rm cart.txt; sed -i 's/^Guards .*/Guards -/' tests/My.Tests/tests.txt", "gates:\n  changed_tests: refuse\n");

        engine.AssertExit(1, await engine.RunAsync());

        Assert.Single(engine.Recorder.Of<UnitFailed>());
    }

    [Fact(Timeout = 60000)]
    public async Task A_test_that_a_task_may_change_lands_and_the_evidence_says_so()
    {
        using var engine = With("do: rm cart.txt; sed -i 's/^Guards .*/Guards -/' tests/My.Tests/tests.txt");
        var spec = GitRepo.SpecPath("a", 1);
        engine.Repo.Write(spec, engine.Repo.Read(spec).Replace("depends_on:", "changes_tests: [C.Guards]\ndepends_on:", StringComparison.Ordinal)).Commit();

        engine.AssertExit(0, await engine.RunAsync());

        var evidence = await EvidenceReading.VerifyAsync(engine.Repo.Root, "a", null, CancellationToken.None);
        Assert.Equal("N.C.Guards fails as it stood before the unit's changes", $"{Assert.Single(evidence.Bundle!.Allowed)}");
        Assert.Contains("allowed by the spec: N.C.Guards fails as it stood", File.ReadAllText(Path.Combine(engine.RunFolder, "evidence", "a.md")), StringComparison.Ordinal);
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task The_evidence_says_what_new_tests_say_without_the_change()
    {
        using var engine = With("do: echo x > price.txt; printf 'Proves price.txt\\nSays cart.txt\\n' >> tests/My.Tests/tests.txt");

        engine.AssertExit(0, await engine.RunAsync());

        var told = Assert.Single(engine.Recorder.Of<NewTestsChecked>());
        Assert.Equal((2, 1, true), (told.Tests, told.FailWithoutChange, File.Exists(Path.Combine(engine.RunFolder, told.Log!))));
        var evidence = await EvidenceReading.VerifyAsync(engine.Repo.Root, "a", null, CancellationToken.None);
        Assert.Empty(evidence.Problems);
        Assert.Equal("1 of 2 new tests fail without the change", evidence.Bundle!.NewTests);
        Assert.Contains("new tests: 1 of 2 new tests fail without the change", File.ReadAllText(Path.Combine(engine.RunFolder, "evidence", "a.md")), StringComparison.Ordinal);
        engine.AssertNothingLeft();
    }
}
