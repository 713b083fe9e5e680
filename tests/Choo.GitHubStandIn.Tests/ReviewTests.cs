using System.Text.Json.Nodes;
using Choo.Testing.GitHub.Http;
using Choo.Testing.GitHub.State;
using Xunit;

namespace Choo.Testing.GitHub.Tests;

public sealed class ReviewTests
{
    [Fact]
    public async Task A_script_asks_for_changes_after_one_push_and_approves_after_the_next()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Hub.People.Add("alice");
        stage.Hub.Events.On<HubEvent.Opened>(each => stage.Hub.Issues.React(each.Pull.Number, "alice", "eyes"));
        stage.Hub.Events.On<HubEvent.Synchronized>(each => _ = each.Push switch
        {
            2 => stage.Hub.Reviews.RequestChanges(each.Pull, "alice", "Not yet.", new LineComment("work.txt", 1, "Name it.")),
            _ => stage.Hub.Reviews.Approve(each.Pull, "alice"),
        });
        await stage.PullAsync("work");
        stage.Push("work", "work.txt", "second\n");
        stage.Push("work", "work.txt", "third\n");
        var reviews = (await stage.GetAsync($"{Stage.Repo}/pulls/1/reviews")).Json.AsArray();
        Assert.Equal(["CHANGES_REQUESTED", "APPROVED"], reviews.Select(each => each!["state"]!.GetValue<string>()));
        Assert.Equal("MEMBER", reviews[0]!["author_association"]!.GetValue<string>());
        Assert.Equal("eyes", (await stage.GetAsync($"{Stage.Repo}/issues/1/reactions")).Json.AsArray().Single()!["content"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_test_waits_for_what_happens_and_a_reaction_that_fails_is_told()
    {
        var stage = await Stage.OpenAsync();
        var opened = stage.Hub.Events.FirstAsync<HubEvent.Opened>(each => each.Pull.HeadBranch == "work");
        await stage.PullAsync("other");
        Assert.False(opened.IsCompleted);
        var pull = await stage.PullAsync("work");
        Assert.Same(pull, (await opened).Pull);
        Assert.Same(pull, (await stage.Hub.Events.FirstAsync<HubEvent.Opened>(each => each.Pull == pull)).Pull);

        stage.Hub.Events.On<HubEvent.Commented>(each => stage.Hub.Reviews.Approve(pull, "choo-bot"));
        Assert.Equal(500, (await stage.PostAsync($"{Stage.Repo}/issues/1/comments", new JsonObject { ["body"] = "x" })).Status);
        Assert.Contains("a test's reaction to Commented failed", (await Assert.ThrowsAsync<ViolationException>(async () => await stage.DisposeAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thread_follows_its_line_and_is_outdated_when_that_line_changes()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Hub.People.Add("alice");
        var pull = await stage.PullAsync("work");
        stage.Hub.Reviews.Comment(pull, "alice", "", new LineComment("work.txt", 1, "first"), new LineComment("work.txt", 3, "last"));
        stage.Push("work", "work.txt", "one\nbetween\ntwo\nthree\n");
        Assert.Equal([1, 4], await LinesAsync());
        stage.Push("work", "work.txt", "one\nbetween\ntwo\nTHREE\n");
        Assert.Equal([1, null], await LinesAsync());
        Assert.Equal([false, true], pull.Threads.Select(thread => thread.IsOutdated));

        async Task<int?[]> LinesAsync() =>
            [.. (await stage.GetAsync($"{Stage.Repo}/pulls/1/comments")).Json.AsArray().Select(each => each!["line"]?.GetValue<int>())];
    }

    [Fact]
    public async Task A_reply_stands_in_its_thread_and_only_first_comments_take_one()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Hub.People.Add("alice");
        var pull = await stage.PullAsync("work");
        stage.Hub.Reviews.Comment(pull, "alice", "", new LineComment("work.txt", 2, "why"));
        var first = pull.Threads[0].Comments[0].Id;
        var reply = await stage.PostAsync($"{Stage.Repo}/pulls/1/comments/{first}/replies", new JsonObject { ["body"] = "done" });
        Assert.Equal((201, first), (reply.Status, reply.Json["in_reply_to_id"]!.GetValue<long>()));
        Assert.Equal(404, (await stage.PostAsync($"{Stage.Repo}/pulls/1/comments/{reply.Json["id"]}/replies", new JsonObject { ["body"] = "again" })).Status);
        Assert.Equal(["why", "done"], pull.Threads.Single().Comments.Select(comment => comment.Body));
        // As at GitHub the reply came with a review that has no words.
        var review = (await stage.GetAsync($"{Stage.Repo}/pulls/1/reviews")).Json[1]!;
        Assert.Equal(("COMMENTED", ""), (review["state"]!.GetValue<string>(), review["body"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("work.txt", 2, "COMMENT", 200, "")]
    [InlineData("work.txt", 9, "COMMENT", 422, "Line could not be resolved")]
    [InlineData("other.txt", 1, "COMMENT", 422, "Path could not be resolved")]
    [InlineData("work.txt", 2, "APPROVE", 422, "Can not approve your own pull request")]
    public async Task A_review_with_comments_is_taken_when_its_lines_are_in_the_difference(string path, int line, string verdict, int status, string reason)
    {
        await using var stage = await Stage.OpenAsync();
        var pull = await stage.PullAsync("work");
        var review = await stage.PostAsync($"{Stage.Repo}/pulls/1/reviews", new JsonObject
        {
            ["event"] = verdict,
            ["body"] = "findings",
            ["commit_id"] = pull.HeadSha,
            ["comments"] = new JsonArray(new JsonObject { ["path"] = path, ["line"] = line, ["side"] = "RIGHT", ["body"] = "a finding" }),
        });
        Assert.Equal(status, review.Status);
        Assert.Contains(reason, review.Text, StringComparison.Ordinal);
        Assert.Equal(status == 200 ? 1 : 0, pull.Threads.Count);
    }

    [Fact]
    public async Task Reviewers_are_asked_of_collaborators_alone()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Hub.People.Add("alice");
        stage.Hub.People.Add("stranger", "NONE");
        await stage.PullAsync("work");
        Assert.Equal(201, (await AskAsync("alice")).Status);
        Assert.Equal(422, (await AskAsync("stranger")).Status);
        Assert.Equal("Review cannot be requested from pull request author.", (await AskAsync("choo-bot")).Message);
        Assert.Equal("alice", (await stage.GetAsync($"{Stage.Repo}/pulls/1")).Json["requested_reviewers"]!.AsArray().Single()!["login"]!.GetValue<string>());

        Task<Reply> AskAsync(string login) => stage.PostAsync($"{Stage.Repo}/pulls/1/requested_reviewers", new JsonObject { ["reviewers"] = new JsonArray(login) });
    }

    [Fact]
    public async Task Where_the_rules_say_so_a_push_takes_approvals_back()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Hub.People.Add("alice");
        stage.Hub.Rules["main"] = new BranchRules { Approvals = 1, DismissStale = true };
        var pull = await stage.PullAsync("work");
        stage.Hub.Reviews.Approve(pull, "alice");
        stage.Push("work", "work.txt", "again\n");
        Assert.Equal("DISMISSED", (await stage.GetAsync($"{Stage.Repo}/pulls/1/reviews")).Json[0]!["state"]!.GetValue<string>());
        Assert.Equal(405, (await stage.MergeAsync(pull)).Status);
    }
}
