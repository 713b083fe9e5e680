using System.Text.Json.Nodes;
using Choo.Testing.GitHub.Http;
using Xunit;

namespace Choo.Testing.GitHub.Tests;

public sealed class FaultTests
{
    public static TheoryData<FaultEffect, int, string?> Refusals => new()
    {
        { FaultEffect.BadCredentials, 401, null },
        { FaultEffect.NoPermission, 403, null },
        { FaultEffect.NotFound, 404, null },
        { FaultEffect.Conflict, 409, null },
        { FaultEffect.Invalid, 422, null },
        { FaultEffect.TooMany(), 429, null },
        { FaultEffect.TooMany(TimeSpan.FromSeconds(7)), 429, "7" },
        { FaultEffect.SecondaryLimit(), 403, null },
        { FaultEffect.SecondaryLimit(TimeSpan.FromMinutes(1)), 403, "60" },
        { FaultEffect.Failure(), 502, null },
        { FaultEffect.Failure(503), 503, null },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_strikes_the_nth_request_and_does_no_work(FaultEffect effect, int status, string? retryAfter)
    {
        await using var stage = await Stage.OpenAsync();
        await stage.PullAsync("work");
        stage.Hub.Faults.Add("POST", "/repos/*/*/issues/*/comments", effect, nth: 2, times: 2);
        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            var reply = await stage.PostAsync($"{Stage.Repo}/issues/1/comments", new JsonObject { ["body"] = $"{i}" });
            statuses.Add(reply.Status);
            Assert.Equal(i is 1 or 2 ? retryAfter : null, reply.Headers.GetValueOrDefault("Retry-After"));
        }

        Assert.Equal([201, status, status, 201], statuses);
        Assert.Equal(["0", "3"], stage.Hub.Issues[1].Comments.Select(comment => comment.Body));
        Assert.Equal([true, false, false, true], stage.Hub.Log.Of("POST", "/**/comments").Select(call => call.Worked));
    }

    [Fact]
    public async Task A_lost_answer_leaves_the_work_done_and_a_cut_before_leaves_none()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.PullAsync("work");
        var path = $"{Stage.Repo}/issues/1/comments";
        stage.Hub.Faults.Add("POST", path, new FaultEffect.CutBefore(), nth: 1);
        stage.Hub.Faults.Add("POST", path, new FaultEffect.CutAfter(), nth: 2);
        stage.Hub.Faults.Add("POST", path, new FaultEffect.CutMidway(), nth: 3);
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => stage.PostAsync(path, new JsonObject { ["body"] = $"{i}" }));
        }

        Assert.Equal(["1", "2"], stage.Hub.Issues[1].Comments.Select(comment => comment.Body));
        Assert.Equal([false, true, true], stage.Hub.Log.Of("POST", path).Select(call => call.Worked));
    }

    [Fact]
    public async Task What_is_slow_waits_for_the_clock()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Hub.Faults.Add("GET", "/user", new FaultEffect.Slow(TimeSpan.FromSeconds(5)));
        stage.Hub.Faults.Add("GET", "/user", new FaultEffect.SlowAnswer(TimeSpan.FromSeconds(5)), nth: 2);
        for (var i = 0; i < 2; i++)
        {
            var slow = stage.GetAsync("/user");
            Assert.Equal(200, (await stage.GetAsync("/rate_limit")).Status);
            Assert.False(slow.IsCompleted);
            await stage.Clock.AdvanceUntilAsync(slow);
            Assert.Equal(200, (await slow).Status);
        }
    }

    [Fact]
    public async Task A_caller_that_leaves_a_slow_request_gets_no_work_done()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.PullAsync("work");
        stage.Hub.Faults.Add("POST", "/**/comments", new FaultEffect.Slow(TimeSpan.FromMinutes(5)));
        using var client = stage.NewClient(stage.Hub.Token);
        client.Timeout = TimeSpan.FromMilliseconds(200);
        await Assert.ThrowsAsync<TaskCanceledException>(() => stage.SendAsync(HttpMethod.Post, $"{Stage.Repo}/issues/1/comments", new JsonObject { ["body"] = "x" }, client: client));
        Assert.Empty(stage.Hub.Issues[1].Comments);
    }

    [Fact]
    public async Task Answers_and_work_are_overtaken()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.PullAsync("work");
        var path = $"{Stage.Repo}/issues/1/comments";
        stage.Hub.Faults.Add("POST", path, new FaultEffect.WorkAfter(1));
        stage.Hub.Faults.Add("POST", path, new FaultEffect.AnswerAfter(1), nth: 3);
        Assert.Equal(["second", "first"], await InOrderAsync("first", "second"));
        Assert.Equal(["fourth", "third"], await InOrderAsync("third", "fourth"));
        Assert.Equal(["second", "first", "third", "fourth"], stage.Hub.Issues[1].Comments.Select(comment => comment.Body));

        // The first is on its way before the second is sent: the stand-in holds it.
        async Task<string[]> InOrderAsync(string early, string late)
        {
            var arrived = stage.Hub.Faults.Struck;
            var first = stage.PostAsync(path, new JsonObject { ["body"] = early });
            await arrived;
            var second = await stage.PostAsync(path, new JsonObject { ["body"] = late });
            return [second.Json["body"]!.GetValue<string>(), (await first).Json["body"]!.GetValue<string>()];
        }
    }

    [Fact]
    public async Task A_mutation_is_struck_by_its_name()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Hub.Faults.Add("POST", "/graphql/viewer", FaultEffect.Failure());
        Assert.Equal(200, (await stage.PostAsync(stage.Hub.GraphQlUrl.AbsoluteUri, new JsonObject { ["query"] = "{ rateLimit { cost } }" })).Status);
        Assert.Equal(502, (await stage.PostAsync(stage.Hub.GraphQlUrl.AbsoluteUri, new JsonObject { ["query"] = "{ me: viewer { login } }" })).Status);
    }
}
