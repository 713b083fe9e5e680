using System.Text.Json.Nodes;
using Xunit;

namespace Choo.Testing.GitHub.Tests;

public sealed class QuotaTests
{
    [Fact]
    public async Task An_answer_that_did_not_change_is_304_and_free()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.PullAsync("work");
        var first = await stage.GetAsync($"{Stage.Repo}/pulls?state=open");
        var same = await stage.GetAsync($"{Stage.Repo}/pulls?state=open", first.Headers["ETag"]);
        Assert.Equal((304, ""), (same.Status, same.Text));
        Assert.Equal(first.Headers["X-RateLimit-Remaining"], same.Headers["X-RateLimit-Remaining"]);
        stage.Push("work", "work.txt", "again\n");
        Assert.Equal(200, (await stage.GetAsync($"{Stage.Repo}/pulls?state=open", first.Headers["ETag"])).Status);
        Assert.Equal([1, 1, 0, 1], stage.Hub.Log.Calls.Select(call => call.Cost));
    }

    [Fact]
    public async Task When_the_quota_is_used_up_all_is_refused_until_the_reset()
    {
        await using var stage = await Stage.OpenAsync(options => options with { HourlyQuota = 3 });
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, (await stage.GetAsync("/user")).Status);
        }

        var refused = await stage.GetAsync("/user");
        Assert.Equal((403, "0", "core"), (refused.Status, refused.Headers["X-RateLimit-Remaining"], refused.Headers["X-RateLimit-Resource"]));
        Assert.StartsWith("API rate limit exceeded", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await stage.GetAsync("/rate_limit")).Json["resources"]!["core"]!["remaining"]!.GetValue<int>());
        Assert.NotNull((await stage.GraphQlAsync("{ viewer { login } }"))["data"]);
        Assert.Equal(stage.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds(), long.Parse(refused.Headers["X-RateLimit-Reset"]));
        stage.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(200, (await stage.GetAsync("/user")).Status);
    }

    [Fact]
    public async Task GraphQL_tells_an_empty_quota_in_an_answer_200()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Hub.Quotas.Use("choo-bot", 5000, "graphql");
        var limited = await stage.PostAsync(stage.Hub.GraphQlUrl.AbsoluteUri, new JsonObject { ["query"] = "{ viewer { login } }" });
        Assert.Equal((200, "RATE_LIMITED", "0"), (limited.Status, limited.Json["errors"]![0]!["type"]!.GetValue<string>(), limited.Headers["X-RateLimit-Remaining"]));
        Assert.Equal(200, (await stage.GetAsync("/user")).Status);
    }
}
