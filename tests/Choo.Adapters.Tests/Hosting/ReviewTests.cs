using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>A run in a real repository whose units another agent reviews: claude works and codex reviews, both played by the fake agent.</summary>
public sealed class ReviewTests
{
    private const string Wrong = """{"summary":"not yet","findings":[{"severity":"error","file":"a-1.txt","line":1,"message":"it is wrong","suggestion":"write it right"}]}""";

    private const string Fine = """{"summary":"fine","findings":[]}""";

    private static TestEngine With(string review, params string[] reviews)
    {
        var engine = new TestEngine();
        var script = string.Join(';', reviews.Select((line, i) => line.Length == 0 ? "" : $"when attempt {i + 1} {line}"));
        engine.Repo.Write(".choo.yaml", $"""
            parallelism: 1
            baseline_checks: []
            provider:
              providers:
                claude:
                  command: [{FakeAgentProgram.Path}]
                  env:
                    FAKE_STATE: {engine.Repo.Around.Folder("works")}
                    FAKE: 'when kind review_fix write a-1.txt right'
                codex:
                  command: [{FakeAgentProgram.Path}]
                  env:
                    FAKE_STATE: {Reviewer(engine)}
                    FAKE: '{script}'
            code_review:
              {review}

            """);
        engine.Repo.Unit("a", tasks: new SpecText("fake: write a-1.txt wrong", "test -f a-1.txt")).Commit();
        return engine;
    }

    private static string Reviewer(TestEngine engine) => engine.Repo.Around.Folder("reviews");

    private static string[] Purposes(TestEngine engine) => [.. engine.Recorder.Of<AgentInvoked>().Select(each => $"{each.Provider} {each.Purpose}")];

    [Fact(Timeout = 120000)]
    public async Task What_a_reviewer_finds_is_fixed_reviewed_again_and_lands()
    {
        using var engine = With("block_on: error", "say Looks good to me;when attempt 1 write a-1.txt mine", $"say {Wrong}", $"say {Fine}");

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Equal(["claude task", "codex review", "codex review", "claude review_fix", "codex review"], Purposes(engine));
        Assert.Equal("right", engine.Repo.Show("main", "a-1.txt").Trim());
        Assert.Equal("a-1.txt(1): warning CHOO3031: a: it is wrong; suggestion: write it right", $"{engine.Recorder.Of<DiagnosticReported>().Single(each => each.Diagnostic.Code == "CHOO3031").Diagnostic}");
        Assert.Single(engine.Recorder.Of<DiagnosticReported>(), each => each.Diagnostic.Code == "CHOO3036");
        Assert.Equal("the reviewer changed files", Assert.Single(engine.Recorder.Of<WorkSaved>()).Reason);
        var asked = File.ReadAllText(FakeAgentProgram.Starts(Reviewer(engine))[0].PromptFile!);
        Assert.Contains("diff --git a/a-1.txt b/a-1.txt", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("diff --git a/specs/", asked, StringComparison.Ordinal);
        Assert.Equal("", engine.Repo.Status());
        Assert.Equal("", engine.Repo.Fsck());
    }

    [Fact(Timeout = 120000)]
    public async Task A_unit_that_a_review_blocks_waits_and_a_resume_does_not_pay_for_the_same_review()
    {
        using var engine = With("block_on: error\n  max_fix_iterations: 0", $"say {Wrong}");

        engine.AssertExit(3, await engine.RunAsync());
        Assert.Equal("CHOO3037", Assert.Single(engine.Recorder.Of<UnitWaiting>()).Diagnostic.Code);

        engine.AssertExit(3, await engine.ResumeAsync());
        Assert.Single(FakeAgentProgram.Starts(Reviewer(engine)));
        Assert.False(engine.Repo.Has("a-1.txt"));

        engine.Repo.Write(".choo.yaml", engine.Repo.Read(".choo.yaml").Replace("block_on: error", "block_on: never", StringComparison.Ordinal)).Commit();
        engine.AssertExit(0, await engine.ResumeAsync());
        Assert.Equal("wrong", engine.Repo.Show("main", "a-1.txt").Trim());
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 120000)]
    public async Task A_reviewer_that_is_not_there_is_reported_before_anything_is_paid()
    {
        using var engine = With("command: no-such-reviewer");
        var report = await engine.RunAsync();
        engine.AssertExit(2, report);
        Assert.Contains("no-such-reviewer", Assert.Single(report.Diagnostics, each => each.Code == "CHOO3001").Message, StringComparison.Ordinal);
    }
}
