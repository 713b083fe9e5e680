using System.Net;
using Choo.Core.Forge;
using Xunit;
using static Choo.Adapters.Tests.Forge.ForgeBed;

namespace Choo.Adapters.Tests.Forge;

/// <summary>What is repeated, and what is not.</summary>
public class RetryTests
{
    private const string User = """{"login":"octo","type":"User"}""";
    private static readonly NewPullRequest New = new("work", "main", "Title", "Body", IsDraft: false);

    private static HttpRequestException Cut => new(HttpRequestError.ResponseEnded, "The response ended prematurely.");

    private static HttpRequestException NoConnection => new(HttpRequestError.ConnectionError, "Connection refused", new IOException("refused"));

    [Fact]
    public async Task A_read_is_repeated_four_times_in_all_each_after_a_longer_wait()
    {
        using var bed = new ForgeBed(Fails(Cut), Json("{}", HttpStatusCode.BadGateway), Fails(new IOException("reset")), Json(User));
        Assert.Equal("octo", Value(await bed.EndAsync(bed.Forge.WhoAmIAsync(default))).Login);
        Assert.InRange(bed.Clock.GetUtcNow() - Start, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(15));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_read_that_never_works_is_unavailable(bool answers)
    {
        using var bed = new ForgeBed(answers ? Json("<html>", HttpStatusCode.ServiceUnavailable) : Fails(Cut));
        Assert.IsType<ForgeFailure.Unavailable>((await bed.EndAsync(bed.Forge.WhoAmIAsync(default))).Problem);
        Assert.Equal(4, bed.Network.Requests.Count);
    }

    [Theory]
    [InlineData(false, HttpStatusCode.OK)]
    [InlineData(true, HttpStatusCode.BadGateway)]
    [InlineData(true, HttpStatusCode.InternalServerError)]
    public async Task What_makes_something_is_not_repeated_and_its_answer_is_lost(bool answers, HttpStatusCode status)
    {
        using var bed = new ForgeBed(answers ? Json("{}", status) : Fails(Cut));
        Assert.IsType<ForgeFailure.AnswerLost>((await bed.EndAsync(bed.Forge.PullRequests.CreateAsync(New, default))).Problem);
        Assert.IsType<ForgeFailure.AnswerLost>((await bed.EndAsync(bed.Forge.Reviews.CommentAsync(1, "text", default))).Problem);
        Assert.IsType<ForgeFailure.AnswerLost>((await bed.EndAsync(bed.Forge.PullRequests.MergeAsync(new(1, "c", MergeMethod.Merge), default))).Problem);
        Assert.IsType<ForgeFailure.AnswerLost>(await bed.EndAsync(bed.Forge.PullRequests.EnqueueAsync(new(1, "PR"), "c", default)));
        Assert.IsType<ForgeFailure.AnswerLost>(await bed.EndAsync(bed.Forge.Reviews.SubmitAsync(1, new("c", "text", []), default)));
        Assert.Equal(5, bed.Network.Requests.Count);
    }

    [Fact]
    public async Task It_is_repeated_where_no_connection_was_made()
    {
        using var bed = new ForgeBed(Fails(NoConnection), Fails(NoConnection), Json("""{"number":7,"node_id":"PR_7"}""", HttpStatusCode.Created));
        Assert.Equal(7, Value(await bed.EndAsync(bed.Forge.PullRequests.CreateAsync(New, default))).Key.Number);
    }

    [Fact]
    public async Task And_where_none_is_made_at_all_nothing_was_done()
    {
        using var bed = new ForgeBed(Fails(NoConnection));
        var failure = Assert.IsType<ForgeFailure.Unavailable>((await bed.EndAsync(bed.Forge.PullRequests.CreateAsync(New, default))).Problem);
        Assert.Equal("Connection refused", failure.Message);
        Assert.Equal(4, bed.Network.Requests.Count);
    }

    [Fact]
    public async Task A_change_that_comes_to_the_same_is_repeated()
    {
        using var bed = new ForgeBed(Fails(Cut), Json("""{"data":{"resolveReviewThread":{}}}"""));
        Assert.Null(await bed.EndAsync(bed.Forge.Reviews.ResolveAsync("T", default)));
        Assert.Equal(bed.Network.Requests[0].Body, bed.Network.Requests[1].Body);
    }

    [Fact]
    public async Task The_wait_that_the_server_asks_for_counts_unless_it_is_long()
    {
        using var bed = new ForgeBed(Json("{}", HttpStatusCode.ServiceUnavailable, ("Retry-After", "20")), Json(User), Json("{}", HttpStatusCode.ServiceUnavailable, ("Retry-After", "600")));
        Value(await bed.EndAsync(bed.Forge.WhoAmIAsync(default)));
        Assert.InRange(bed.Clock.GetUtcNow() - Start, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(25));
        Assert.IsType<ForgeFailure.Unavailable>((await bed.Forge.WhoAmIAsync(default)).Problem);
        Assert.Equal(3, bed.Network.Requests.Count);
    }

    [Fact]
    public async Task An_answer_that_is_no_JSON_or_empty_is_no_answer()
    {
        using var bed = new ForgeBed(() => StubNetwork.Text("hello"), Json("not json"), Json("", HttpStatusCode.OK), Json("""{"number":"x"}""", HttpStatusCode.Created));
        Assert.IsType<ForgeFailure.Unavailable>((await bed.Forge.WhoAmIAsync(default)).Problem);
        Assert.IsType<ForgeFailure.Unavailable>((await bed.Forge.WhoAmIAsync(default)).Problem);
        Assert.IsType<ForgeFailure.Unavailable>((await bed.Forge.WhoAmIAsync(default)).Problem);
        Assert.IsType<ForgeFailure.AnswerLost>((await bed.Forge.PullRequests.CreateAsync(New, default)).Problem);
    }

    [Fact]
    public async Task One_change_at_a_time_and_a_second_between_two()
    {
        var network = new StubNetwork(sent => sent.Method == "GET" ? StubNetwork.Json("[]") : StubNetwork.Json("""{"id":1}""", HttpStatusCode.Created));
        using var bed = new ForgeBed(network, options => options with { Pace = TimeSpan.FromSeconds(1) });
        var all = Task.WhenAll(Enumerable.Range(1, 3).Select(number => bed.Forge.Reviews.CommentAsync(number, "text", default)));
        Assert.Single(network.Requests);
        Assert.Empty(Value(await bed.Forge.Reviews.CommentsAsync(1, default)));
        await bed.EndAsync(all);
        Assert.True(bed.Clock.GetUtcNow() - Start >= TimeSpan.FromSeconds(2));
        Assert.Equal(3, network.Requests.Count(each => each.Method == "POST"));
    }
}
