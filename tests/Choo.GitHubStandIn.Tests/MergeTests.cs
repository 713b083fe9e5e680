using System.Text.Json.Nodes;
using Choo.Testing.GitHub.State;
using Xunit;

namespace Choo.Testing.GitHub.Tests;

public sealed class MergeTests
{
    [Theory]
    [InlineData("merge", 2, "Merge pull request #1 from octo/work")]
    [InlineData("squash", 1, "Add work (#1)")]
    [InlineData("rebase", 1, "change second.txt")]
    public async Task Each_method_makes_the_commits_that_it_makes_at_GitHub(string method, int parents, string subject)
    {
        await using var stage = await Stage.OpenAsync();
        var pull = await stage.PullAsync("work");
        stage.Push("work", "second.txt", "2\n");
        var aside = stage.Push("main", "other.txt", "meanwhile\n");
        stage.Hub.Refresh();
        var merged = await stage.MergeAsync(pull, method);
        Assert.Equal(200, merged.Status);

        var commit = merged.Json["sha"]!.GetValue<string>();
        stage.Work.Git("fetch", "--quiet", "origin");
        Assert.Equal(commit, stage.Work.Tip("origin/main"));
        Assert.Equal(["other.txt", "second.txt", "work.txt"], stage.Work.Files(commit));
        var tip = stage.Work.Log(commit)[0];
        Assert.Equal((parents, subject), (tip.Parents.Length, tip.Subject));
        Assert.Equal(method == "rebase" ? "2" : "1", stage.Work.Git("rev-list", "--first-parent", "--count", $"{aside}..{commit}"));
        Assert.True((await stage.GetAsync($"{Stage.Repo}/pulls/1")).Json["merged"]!.GetValue<bool>());
        Assert.Equal("", stage.Hub.Git.Run("fsck", "--no-dangling", "--no-progress"));
    }

    [Fact]
    public async Task A_squash_is_called_what_is_asked_or_what_its_commits_are()
    {
        await using var stage = await Stage.OpenAsync();
        foreach (var (branch, commits) in new[] { ("one", 1), ("two", 2), ("asked", 1) })
        {
            var pull = await stage.PullAsync(branch);
            if (commits == 2)
            {
                stage.Push(branch, "more.txt", "more\n");
            }

            stage.Hub.Refresh();
            var body = new JsonObject { ["merge_method"] = "squash", ["sha"] = pull.HeadSha };
            if (branch == "asked")
            {
                (body["commit_title"], body["commit_message"]) = ("Asked", "for\n\nKey: value");
            }

            Assert.Equal(200, (await stage.PutAsync($"{Stage.Repo}/pulls/{pull.Number}/merge", body)).Status);
        }

        Assert.Equal(
            ["Asked\n\nfor\n\nKey: value", "Add two (#2)\n\n* change two.txt\n\n* change more.txt", "change one.txt (#1)"],
            stage.Hub.Git.Run("log", "--format=%B%x01", "-3", "main").Split('\u0001', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_head_that_was_pushed_since_is_not_merged()
    {
        await using var stage = await Stage.OpenAsync();
        var pull = await stage.PullAsync("work");
        var proved = pull.HeadSha;
        stage.Push("work", "work.txt", "later\n");
        var refused = await stage.MergeAsync(pull, sha: proved);
        Assert.Equal((409, "Head branch was modified. Review and try the merge again."), (refused.Status, refused.Message));
        Assert.True(pull.IsOpen);
    }

    [Fact]
    public async Task While_it_is_unknown_whether_it_can_be_merged_it_is_not()
    {
        await using var stage = await Stage.OpenAsync(options => options with { UnknownReads = 1 });
        var pull = await stage.PullAsync("work");
        Assert.Equal(405, (await stage.MergeAsync(pull)).Status);
        Assert.Equal(200, (await stage.MergeAsync(pull)).Status);
        Assert.Equal("Pull Request is not mergeable", (await stage.MergeAsync(pull)).Message);
    }

    [Fact]
    public async Task Conflicts_drafts_and_methods_that_are_switched_off_are_refused()
    {
        await using var stage = await Stage.OpenAsync();
        var pull = await stage.PullAsync("work", draft: true);
        Assert.Equal("Pull Request is still a draft", (await stage.MergeAsync(pull)).Message);
        stage.Hub.PullRequests.SetDraft(pull, draft: false);
        stage.Hub.Repository.AllowSquash = false;
        Assert.Equal("Squash merges are not allowed on this repository.", (await stage.MergeAsync(pull, "squash")).Message);
        stage.Push("main", "work.txt", "theirs\n");
        var conflict = await stage.MergeAsync(pull);
        Assert.Equal((405, "Pull Request is not mergeable"), (conflict.Status, conflict.Message));
    }

    [Fact]
    public async Task Required_checks_reviews_and_conversations_gate_the_merge()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Hub.People.Add("alice");
        stage.Hub.People.Add("stranger", "NONE");
        stage.Hub.Rules["main"] = new BranchRules { RequiredChecks = ["build", "lint"], Approvals = 1, ThreadsResolved = true };
        var pull = await stage.PullAsync("work");
        await BlockedAsync("Required status check \"build\" is expected.");
        var run = stage.Hub.Checks.Start(pull.HeadSha, "build");
        await BlockedAsync("Required status check \"build\" is in progress.");
        Assert.Equal(run.Id, stage.Hub.Checks.Complete(pull.HeadSha, "build", "failure").Id);
        await BlockedAsync("Required status check \"build\" is failing.");
        stage.Hub.Checks.Complete(pull.HeadSha, "build", "success");
        stage.Hub.Checks.Status(pull.HeadSha, "lint", "success");
        await BlockedAsync("At least 1 approving review is required by reviewers with write access.");
        stage.Hub.Reviews.Approve(pull, "stranger");
        await BlockedAsync("At least 1 approving review is required by reviewers with write access.");
        stage.Hub.Reviews.RequestChanges(pull, "alice", "no", new LineComment("work.txt", 2, "why"));
        await BlockedAsync("Changes have been requested by reviewers with write access.");
        stage.Hub.Reviews.Approve(pull, "alice");
        await BlockedAsync("A conversation must be resolved before this pull request can be merged.");
        stage.Hub.Reviews.Resolve(pull.Threads[0], "alice");
        Assert.Equal("clean", (await stage.GetAsync($"{Stage.Repo}/pulls/1")).Json["mergeable_state"]!.GetValue<string>());
        Assert.Equal(200, (await stage.MergeAsync(pull)).Status);

        async Task BlockedAsync(string reason)
        {
            Assert.Equal("blocked", (await stage.GetAsync($"{Stage.Repo}/pulls/1")).Json["mergeable_state"]!.GetValue<string>());
            var refused = await stage.MergeAsync(pull);
            Assert.Equal(405, refused.Status);
            Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_the_rules_say_so_the_head_must_hold_the_base()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Hub.Rules["main"] = new BranchRules { UpToDate = true };
        var pull = await stage.PullAsync("work");
        stage.Push("main", "other.txt", "meanwhile\n");
        Assert.Equal("behind", (await stage.GetAsync($"{Stage.Repo}/pulls/1")).Json["mergeable_state"]!.GetValue<string>());
        Assert.Equal(405, (await stage.MergeAsync(pull)).Status);
        stage.Work.Git("checkout", "--quiet", "work");
        stage.Work.Git("merge", "--quiet", "--no-edit", "main");
        stage.Work.Git("push", "--quiet", "origin", "work");
        Assert.Equal("clean", (await stage.GetAsync($"{Stage.Repo}/pulls/1")).Json["mergeable_state"]!.GetValue<string>());
        Assert.Equal(200, (await stage.MergeAsync(pull)).Status);
    }

    [Fact]
    public async Task A_branch_that_asks_for_pull_requests_takes_no_push()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Hub.Rules["main"] = new BranchRules { PullRequest = true };
        stage.Work.Write("a.txt", "x").Commit();
        var (code, _, error) = stage.Work.TryGit(stage.Work.Root, "push", "origin", "main");
        Assert.NotEqual(0, code);
        Assert.Contains("GH013", error, StringComparison.Ordinal);
        Assert.Equal(200, (await stage.MergeAsync(await stage.PullAsync("work"))).Status);
    }

    [Fact]
    public async Task What_a_push_brings_onto_the_base_counts_as_merged()
    {
        await using var stage = await Stage.OpenAsync();
        var pull = await stage.PullAsync("work");
        stage.Work.Git("push", "--quiet", "origin", "work:main");
        Assert.True((await stage.GetAsync($"{Stage.Repo}/pulls/1")).Json["merged"]!.GetValue<bool>());
        Assert.Equal(pull.HeadSha, pull.MergeSha);
    }

    [Fact]
    public async Task The_merge_closes_the_issues_that_the_text_names_and_deletes_the_branch_where_it_is_set_so()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Hub.Repository.DeleteBranchOnMerge = true;
        stage.Hub.People.Add("alice");
        var issue = stage.Hub.Issues.Open("alice", "It fails");
        var pull = await stage.PullAsync("work");
        await stage.PatchAsync($"{Stage.Repo}/pulls/{pull.Number}", new JsonObject { ["body"] = $"Fixes #{issue.Number}." });
        await stage.MergeAsync(pull);
        Assert.Equal("closed", (await stage.GetAsync($"{Stage.Repo}/issues/{issue.Number}")).Json["state"]!.GetValue<string>());
        Assert.Null(stage.Hub.Git.Tip("work"));
    }
}
