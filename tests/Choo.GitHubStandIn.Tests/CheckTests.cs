using Choo.Testing.GitHub.State;
using Xunit;

namespace Choo.Testing.GitHub.Tests;

public sealed class CheckTests
{
    [Fact]
    public async Task A_check_is_told_with_its_annotations_and_the_last_of_a_name_counts()
    {
        await using var stage = await Stage.OpenAsync();
        var pull = await stage.PullAsync("work");
        stage.Hub.Checks.Complete(pull.HeadSha, "build", "success");
        var run = stage.Hub.Checks.Complete(pull.HeadSha, "build", "failure", log: "line 1\nline 2\n", new CheckAnnotation("work.txt", 2, "failure", "It is wrong."));
        stage.Hub.Checks.Start(pull.HeadSha, "test");

        var runs = (await stage.GetAsync($"{Stage.Repo}/commits/{pull.HeadSha}/check-runs")).Json;
        Assert.Equal(2, runs["total_count"]!.GetValue<int>());
        Assert.Equal(["failure", null], runs["check_runs"]!.AsArray().Select(each => each!["conclusion"]?.GetValue<string>()));
        Assert.Equal(3, (await stage.GetAsync($"{Stage.Repo}/commits/work/check-runs?filter=all")).Json["total_count"]!.GetValue<int>());
        var annotation = (await stage.GetAsync($"{Stage.Repo}/check-runs/{run.Id}/annotations")).Json[0]!;
        Assert.Equal(("work.txt", 2, "It is wrong."), (annotation["path"]!.GetValue<string>(), annotation["start_line"]!.GetValue<int>(), annotation["message"]!.GetValue<string>()));
        Assert.Equal(422, (await stage.GetAsync($"{Stage.Repo}/commits/{new string('0', 40)}/check-runs")).Status);
    }

    [Fact]
    public async Task A_jobs_log_lies_on_another_host_that_wants_no_token()
    {
        await using var stage = await Stage.OpenAsync();
        var run = stage.Hub.Checks.Complete(stage.Hub.Git.Tip("main")!, "build", "failure", log: "boom\n");
        var sent = await stage.GetAsync($"{Stage.Repo}/actions/jobs/{run.Id}/logs");
        Assert.Equal(302, sent.Status);
        Assert.NotEqual(stage.Hub.ApiUrl.Host, new Uri(sent.Headers["Location"]).Host);
        using var plain = stage.NewClient(token: null);
        Assert.Equal("boom\n", (await stage.SendAsync(HttpMethod.Get, sent.Headers["Location"], null, client: plain)).Text);
        Assert.Empty(stage.Hub.Violations.Take());
        Assert.Equal(400, (await stage.GetAsync(sent.Headers["Location"])).Status);
        Assert.Contains("the token was sent", stage.Hub.Violations.Take().Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pending")]
    [InlineData("success", "success")]
    [InlineData("pending", "success", "pending")]
    [InlineData("failure", "pending", "error")]
    public async Task Statuses_are_combined(string together, params string[] states)
    {
        await using var stage = await Stage.OpenAsync();
        var commit = stage.Hub.Git.Tip("main")!;
        for (var i = 0; i < states.Length; i++)
        {
            stage.Hub.Checks.Status(commit, $"context {i}", "pending");
            stage.Hub.Checks.Status(commit, $"context {i}", states[i], "told");
        }

        var combined = (await stage.GetAsync($"{Stage.Repo}/commits/{commit}/status")).Json;
        Assert.Equal((together, states.Length), (combined["state"]!.GetValue<string>(), combined["total_count"]!.GetValue<int>()));
        Assert.Equal(states, combined["statuses"]!.AsArray().Select(each => each!["state"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Rules_are_read_from_rulesets_or_from_the_older_protection()
    {
        await using var stage = await Stage.OpenAsync();
        var protection = $"{Stage.Repo}/branches/main/protection/required_status_checks";
        Assert.Empty((await stage.GetAsync($"{Stage.Repo}/rules/branches/feature/x")).Json.AsArray());
        stage.Hub.Rules["main"] = new BranchRules { RequiredChecks = ["build"], UpToDate = true, Approvals = 2, Queue = "squash", Methods = ["squash"] };
        var rules = (await stage.GetAsync($"{Stage.Repo}/rules/branches/main")).Json.AsArray();
        Assert.Equal(["required_status_checks", "pull_request", "merge_queue"], rules.Select(each => each!["type"]!.GetValue<string>()));
        Assert.Equal("build", rules[0]!["parameters"]!["required_status_checks"]![0]!["context"]!.GetValue<string>());
        Assert.Equal(2, rules[1]!["parameters"]!["required_approving_review_count"]!.GetValue<int>());
        Assert.Equal("SQUASH", rules[2]!["parameters"]!["merge_method"]!.GetValue<string>());

        Assert.Equal(403, (await stage.GetAsync(protection)).Status);
        stage.Hub.People.Permit(stage.Hub.Token, "administration", "read");
        Assert.Equal("Branch not protected", (await stage.GetAsync(protection)).Message);
        stage.Hub.Rules["main"] = new BranchRules { RequiredChecks = ["build"], Classic = true };
        Assert.Empty((await stage.GetAsync($"{Stage.Repo}/rules/branches/main")).Json.AsArray());
        Assert.Equal("build", (await stage.GetAsync(protection)).Json["contexts"]![0]!.GetValue<string>());
    }
}
