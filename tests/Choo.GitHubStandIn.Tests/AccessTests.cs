using System.Text.Json.Nodes;
using Choo.Testing.GitHub.State;
using Xunit;

namespace Choo.Testing.GitHub.Tests;

public sealed class AccessTests
{
    [Theory]
    [InlineData(null, "Requires authentication")]
    [InlineData("ghp_wrong", "Bad credentials")]
    public async Task Without_a_valid_token_nothing_is_told(string? token, string message)
    {
        await using var stage = await Stage.OpenAsync();
        using var client = stage.NewClient(token);
        var refused = await stage.SendAsync(HttpMethod.Get, "/user", null, client: client);
        Assert.Equal((401, message), (refused.Status, refused.Message));
        stage.Hub.People.Revoke(stage.Hub.Token);
        Assert.Equal(401, (await stage.GetAsync("/user")).Status);
    }

    [Fact]
    public async Task A_missing_permission_is_named_and_a_private_repository_is_hidden()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.PullAsync("work");
        stage.Hub.People.Permit(stage.Hub.Token, "pull_requests", "read");
        var refused = await stage.PatchAsync($"{Stage.Repo}/pulls/1", new JsonObject { ["title"] = "x" });
        Assert.Equal((403, "Resource not accessible by personal access token"), (refused.Status, refused.Message));
        Assert.Equal("pull_requests=write", refused.Headers["X-Accepted-GitHub-Permissions"]);
        stage.Hub.People.Give(new AccessToken(stage.Hub.Token, stage.Hub.People["choo-bot"]) { Permissions = new Dictionary<string, string>() });
        stage.Hub.Repository.IsPrivate = true;
        Assert.Equal(404, (await stage.GetAsync($"{Stage.Repo}/pulls/1")).Status);
        Assert.Equal(404, (await stage.GetAsync("/repos/octo/other")).Status);
    }

    [Fact]
    public async Task The_token_tells_whose_it_is_and_is_in_no_line_of_the_log()
    {
        await using var stage = await Stage.OpenAsync();
        Assert.Equal("choo-bot", (await stage.GetAsync("/user")).Json["login"]!.GetValue<string>());
        await stage.PullAsync("work");
        await stage.PostAsync($"{Stage.Repo}/issues/1/comments", new JsonObject { ["body"] = $"leaked: {stage.Hub.Token}" });
        await stage.GetAsync($"{Stage.Repo}/issues/1/comments");
        var log = string.Join('\n', stage.Hub.Log.Calls);
        Assert.Contains("leaked: (token)", log, StringComparison.Ordinal);
        Assert.DoesNotContain(stage.Hub.Token, log, StringComparison.Ordinal);
        Assert.Equal(["GET /user 200 1", "POST /repos/octo/hello/pulls 201 1"], stage.Hub.Log.Calls.Take(2).Select(call => $"{call.Method} {call.Path} {call.Status} {call.Cost}"));
    }

    [Fact]
    public async Task An_apps_token_is_no_users_and_only_GraphQL_tells_whose_it_is()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Hub.People.Give(new AccessToken(stage.Hub.Token, stage.Hub.People.Add("github-actions[bot]", "COLLABORATOR", bot: true)));
        Assert.Equal(403, (await stage.GetAsync("/user")).Status);
        Assert.Equal("github-actions[bot]", (await stage.GraphQlAsync("{ viewer { login } }"))["data"]!["viewer"]!["login"]!.GetValue<string>());
        await stage.PullAsync("work");
        Assert.Equal("Bot", (await stage.GraphQlAsync("{ repository(owner: \"octo\", name: \"hello\") { pullRequest(number: 1) { author { __typename } } } }"))["data"]!["repository"]!["pullRequest"]!["author"]!["__typename"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_repository_tells_its_methods_and_what_the_account_may()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Hub.Repository.AllowRebase = false;
        var repository = (await stage.GetAsync(Stage.Repo)).Json;
        Assert.Equal(("main", false, true), (repository["default_branch"]!.GetValue<string>(), repository["allow_rebase_merge"]!.GetValue<bool>(), repository["permissions"]!["push"]!.GetValue<bool>()));
        using var plain = stage.NewClient(stage.Hub.Token);
        Assert.Equal($"{stage.Hub.Origin}/repos/octo/hello", (await stage.SendAsync(HttpMethod.Get, stage.Hub.Origin + Stage.Repo, null, client: plain)).Json["url"]!.GetValue<string>());
    }
}
