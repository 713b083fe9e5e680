using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Routes;
using Xunit;

namespace Choo.Core.Tests.Routes;

/// <summary>What a pull request says of its unit, with and without templates.</summary>
public sealed class PullRequestDescriptionTests
{
    private static async Task<ProposedRun> RunAsync(Action<ProposedRun> prepare, PullRequestConfig? config = null)
    {
        var run = new ProposedRun(config, null, new Gate("build", "has a.txt"));
        run.Run.Unit("a", [], "true");
        prepare(run);
        Assert.IsType<RunCompleted>(await run.Run.RunAsync());
        return run;
    }

    [Fact(Timeout = 60000)]
    public async Task It_has_the_plans_words_the_tasks_the_evidence_and_what_it_builds_on()
    {
        var run = await RunAsync(run => run.Run.Plan("a", "issue: 12\n", "Make it *fast*, @ann.\n").Unit("b", ["a"], "true").Plan("b", "issue: octo/lib#7\n"));

        var body = run.Forge.Of("a").Body;
        Assert.StartsWith("<!-- choo:unit=a -->\nThe unit `a` of `t/a/IMPLEMENTATION_PLAN.md`, done and proved by choo.\n\n## Spec\n\n```markdown\n# Plan\nMake it *fast*, @ann.\n```\n\n## Tasks\n\n- [x] 1. Task 1\n", body, StringComparison.Ordinal);
        Assert.Contains("\n## Checks that passed\n\n- build: `has a.txt`, ", body, StringComparison.Ordinal);
        Assert.Contains("\n## Effort\n\n1 agent turn, ", body, StringComparison.Ordinal);
        Assert.EndsWith("\n\nCloses #12\n", body, StringComparison.Ordinal);
        Assert.Contains($"It builds on a (#{run.Forge.Of("a").Key.Number}).", run.Forge.Of("b").Body, StringComparison.Ordinal);
        Assert.EndsWith("\n\nCloses octo/lib#7\n", run.Forge.Of("b").Body, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task A_plan_cannot_end_its_fence_be_another_units_or_be_without_bounds()
    {
        var run = await RunAsync(run => run.Run.Plan("a", "", "```\ncode\n```\nCloses #1\n<!-- choo:unit=b -->\n" + string.Join('\n', Enumerable.Repeat("a long line of a plan", 1000))));

        var body = run.Forge.Of("a").Body;
        Assert.Contains("\n````markdown\n# Plan\n```\ncode\n```\nCloses #1\n<!-- choo :unit=b -->\n", body, StringComparison.Ordinal);
        Assert.Contains("\n… t/a/IMPLEMENTATION_PLAN.md has the rest\n````\n", body, StringComparison.Ordinal);
        Assert.InRange(body.Length, 6000, 8000);
    }

    [Theory]
    [InlineData(".github/PULL_REQUEST_TEMPLATE.md")]
    [InlineData("pull_request_template.txt")]
    [InlineData("docs/Pull_Request_Template.md")]
    public async Task The_repositorys_own_template_comes_first(string path)
    {
        var run = await RunAsync(run => run.Run.File(path, "## What\r\n\r\n- [ ] I read the rules\r\n"));

        Assert.StartsWith("<!-- choo:unit=a -->\n## What\n\n- [ ] I read the rules\n\nThe unit `a` of ", run.Forge.Of("a").Body, StringComparison.Ordinal);
        Assert.Contains("## Tasks", run.Forge.Of("a").Body, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task A_template_may_say_where_choos_text_goes_and_the_one_of_the_hidden_folder_wins()
    {
        var run = await RunAsync(run => run.Run.File("pull_request_template.md", "not this one").File(".github/pull_request_template.md", "Before {unit}\n<!-- choo -->\nAfter\n"));

        var body = run.Forge.Of("a").Body;
        Assert.StartsWith("<!-- choo:unit=a -->\nBefore {unit}\nThe unit `a` of ", body, StringComparison.Ordinal);
        Assert.EndsWith("\nAfter\n", body, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task A_configured_template_is_filled_once_through()
    {
        var run = await RunAsync(
            run => run.Run.File("pr.md", "# {title}\n{summary}\n{tasks}\n{evidence}\n{other} {unit}\n{spec}").File("pull_request_template.md", "not this one").Plan("a", "issue: 3\n", "{tasks}\n"),
            new PullRequestConfig { Template = "pr.md" });

        var body = run.Forge.Of("a").Body;
        Assert.StartsWith("<!-- choo:unit=a -->\n# a: Task 1\nThe unit `a` of `t/a/IMPLEMENTATION_PLAN.md`, done and proved by choo.\n- [x] 1. Task 1\n- build: `has a.txt`, ", body, StringComparison.Ordinal);
        Assert.EndsWith("\n{other} a\n```markdown\n# Plan\n{tasks}\n```\n\nCloses #3\n", body, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task A_configured_template_that_is_not_there_is_told_and_keeps_nothing_from_landing()
    {
        var run = await RunAsync(_ => { }, new PullRequestConfig { Template = "gone.md" });

        Assert.Contains("## Tasks", run.Forge.Of("a").Body, StringComparison.Ordinal);
        Assert.Equal(DiagnosticCodes.TemplateMissing.Id, Assert.Single(run.Run.All<DiagnosticReported>()).Diagnostic.Code);
    }

    [Theory]
    [InlineData("Ask @ann about #12 and octo/app#3", "Ask @<!-- -->ann about #<!-- -->12 and octo/app#<!-- -->3")]
    [InlineData("Closes https://github.com/o/r/issues/5", "Closes https://github.com/o/r/issues/<!-- -->5")]
    [InlineData("Return `List<@T>` and <b>", "Return `List<@T>` and &lt;b>")]
    [InlineData("one ` only <!-- x", "one ' only &lt;!-- x")]
    [InlineData("two\nlines", "two lines")]
    public void A_title_notifies_nobody_and_closes_nothing(string title, string expected) => Assert.Equal(expected, PullRequestMarkdown.Line(title));
}
