using System.Text.Json.Nodes;
using Xunit;

namespace Choo.Testing.GitHub.Tests;

public sealed class IssueTests
{
    [Fact]
    public async Task A_pull_request_is_an_issue_too_with_comments_labels_and_a_milestone()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Hub.People.Add("stranger", "NONE");
        var milestone = stage.Hub.Issues.AddMilestone("v1");
        await stage.PullAsync("work");
        stage.Hub.Issues.Comment(1, "stranger", "hello");
        Assert.Equal(201, (await stage.PostAsync($"{Stage.Repo}/issues/1/comments", new JsonObject { ["body"] = "hello too" })).Status);
        var labels = await stage.PostAsync($"{Stage.Repo}/issues/1/labels", new JsonObject { ["labels"] = new JsonArray("choo", "new label") });
        Assert.Equal(["choo", "new label"], labels.Json.AsArray().Select(each => each!["name"]!.GetValue<string>()));
        Assert.Equal("v1", (await stage.GetAsync($"{Stage.Repo}/milestones")).Json[0]!["title"]!.GetValue<string>());
        Assert.Equal(200, (await stage.PatchAsync($"{Stage.Repo}/issues/1", new JsonObject { ["milestone"] = milestone.Number })).Status);
        Assert.Equal(422, (await stage.PatchAsync($"{Stage.Repo}/issues/1", new JsonObject { ["milestone"] = 9 })).Status);

        var issue = (await stage.GetAsync($"{Stage.Repo}/issues/1")).Json;
        Assert.Equal("v1", issue["milestone"]!["title"]!.GetValue<string>());
        Assert.Equal($"{stage.Hub.ApiUrl}repos/octo/hello/pulls/1", issue["pull_request"]!["url"]!.GetValue<string>());
        Assert.Equal(2, (await stage.GetAsync($"{Stage.Repo}/pulls")).Json[0]!["labels"]!.AsArray().Count);
        Assert.Equal("v1", (await stage.GetAsync($"{Stage.Repo}/pulls/1")).Json["milestone"]!["title"]!.GetValue<string>());
        var comments = (await stage.GetAsync($"{Stage.Repo}/issues/1/comments")).Json.AsArray();
        Assert.Equal(["NONE", "COLLABORATOR"], comments.Select(each => each!["author_association"]!.GetValue<string>()));
        Assert.Equal(404, (await stage.GetAsync($"{Stage.Repo}/issues/9")).Status);
    }
}
