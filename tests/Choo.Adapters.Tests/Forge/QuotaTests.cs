using System.Globalization;
using System.Net;
using Choo.Core.Forge;
using Xunit;
using static Choo.Adapters.Tests.Forge.ForgeBed;

namespace Choo.Adapters.Tests.Forge;

/// <summary>GitHub's limits are obeyed, and a part of the quota is the person's.</summary>
public class QuotaTests
{
    private const string User = """{"login":"octo","type":"User"}""";

    private static (string, string)[] Left(int remaining, TimeSpan until, int limit = 5000) =>
    [
        ("x-ratelimit-limit", limit.ToString(CultureInfo.InvariantCulture)), ("x-ratelimit-remaining", remaining.ToString(CultureInfo.InvariantCulture)), ("x-ratelimit-resource", "core"),
        ("x-ratelimit-reset", (Start + until).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), ("Date", Start.ToString("R", CultureInfo.InvariantCulture)),
    ];

    [Theory]
    [InlineData(501, 5000, 500, false)]
    [InlineData(500, 5000, 500, true)]
    [InlineData(31, 60, 500, false)]
    [InlineData(30, 60, 500, true)]
    [InlineData(1, 5000, 0, false)]
    [InlineData(0, 5000, 0, true)]
    public async Task The_persons_part_of_the_quota_is_left_and_never_more_than_half(int remaining, int limit, int reserve, bool ends)
    {
        using var bed = new ForgeBed(new StubNetwork(Json(User, HttpStatusCode.OK, Left(remaining, TimeSpan.FromMinutes(30), limit))), options => options with { QuotaReserve = reserve });
        Value(await bed.Forge.WhoAmIAsync(default));
        var again = await bed.Forge.WhoAmIAsync(default);
        Assert.Equal(ends, again.Problem is ForgeFailure.RateLimited);
        Assert.Equal(ends ? 1 : 2, bed.Network.Requests.Count);
        if (again.Problem is ForgeFailure.RateLimited limited)
        {
            Assert.InRange(limited.Until, Start + TimeSpan.FromMinutes(30), Start + TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(3));
            bed.Clock.SetUtcNow(limited.Until);
            Value(await bed.Forge.WhoAmIAsync(default));
        }
    }

    [Fact]
    public async Task A_quota_of_one_interface_does_not_end_the_other_and_asking_for_it_is_free()
    {
        using var bed = new ForgeBed(new StubNetwork(sent => sent.Address.AbsolutePath switch
        {
            "/graphql" => StubNetwork.Json("""{"data":{"resolveReviewThread":{"clientMutationId":null}}}"""),
            "/rate_limit" => StubNetwork.Json("""{"resources":{"core":{"limit":5000,"remaining":7,"reset":1772440200},"graphql":{"limit":5000,"remaining":4990,"reset":1772440300}}}"""),
            _ => StubNetwork.Json(User, HttpStatusCode.OK, Left(3, TimeSpan.FromMinutes(30))),
        }));
        Value(await bed.Forge.WhoAmIAsync(default));
        Assert.IsType<ForgeFailure.RateLimited>((await bed.Forge.WhoAmIAsync(default)).Problem);
        Assert.Null(await bed.Forge.Reviews.ResolveAsync("T1", default));
        Assert.Equal(new ForgeQuotas(new Quota(5000, 7, DateTimeOffset.FromUnixTimeSeconds(1772440200)), new Quota(5000, 4990, DateTimeOffset.FromUnixTimeSeconds(1772440300))), Value(await bed.Forge.QuotasAsync(default)));
    }

    [Fact]
    public async Task A_short_pause_is_waited_out_and_even_a_creation_is_made_once()
    {
        using var bed = new ForgeBed(
            Json("""{"message":"You have exceeded a secondary rate limit"}""", HttpStatusCode.Forbidden, ("Retry-After", "40")),
            Json("""{"number":7,"node_id":"PR_7","state":"open"}""", HttpStatusCode.Created));
        var made = bed.Forge.PullRequests.CreateAsync(new("work", "main", "Title", "Body", true), default);
        Assert.Equal(7, Value(await bed.EndAsync(made)).Key.Number);
        Assert.InRange(bed.Clock.GetUtcNow() - Start, TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(45));
        Assert.Equal(2, bed.Network.Requests.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "{}", "600", 600)]
    [InlineData(HttpStatusCode.Forbidden, "{}", "600", 600)]
    [InlineData(HttpStatusCode.Forbidden, """{"message":"You have exceeded a secondary rate limit."}""", null, 60)]
    [InlineData(HttpStatusCode.TooManyRequests, "{}", null, 60)]
    public async Task A_longer_one_is_a_failure_with_its_time_and_nothing_is_asked_until_then(HttpStatusCode status, string body, string? after, int seconds)
    {
        using var bed = new ForgeBed(
            new StubNetwork(Json(body, status, after is null ? [] : [("Retry-After", after)]), Json(User)), options => options with { Patience = TimeSpan.FromSeconds(30) });
        var limited = Assert.IsType<ForgeFailure.RateLimited>((await bed.Forge.WhoAmIAsync(default)).Problem);
        Assert.InRange(limited.Until, Start + TimeSpan.FromSeconds(seconds), Start + TimeSpan.FromSeconds(seconds + 2));
        Assert.Contains("pause", limited.Message, StringComparison.Ordinal);
        Assert.IsType<ForgeFailure.RateLimited>((await bed.Forge.PullRequests.ReadAsync(1, default)).Problem);
        Assert.Single(bed.Network.Requests);
        bed.Clock.SetUtcNow(limited.Until);
        Value(await bed.Forge.WhoAmIAsync(default));
    }

    [Fact]
    public async Task A_pause_without_a_time_is_longer_each_time()
    {
        using var bed = new ForgeBed(new StubNetwork(Json("{}", HttpStatusCode.TooManyRequests)), options => options with { Patience = TimeSpan.Zero });
        List<TimeSpan> waits = [];
        for (var i = 0; i < 7; i++)
        {
            var limited = Assert.IsType<ForgeFailure.RateLimited>((await bed.Forge.WhoAmIAsync(default)).Problem);
            waits.Add(TimeSpan.FromMinutes(Math.Round((limited.Until - bed.Clock.GetUtcNow()).TotalMinutes)));
            bed.Clock.SetUtcNow(limited.Until);
        }

        Assert.Equal([1, 2, 4, 8, 16, 16, 16], waits.Select(each => each.TotalMinutes));
    }

    [Fact]
    public async Task The_quota_ends_by_GitHubs_own_clock()
    {
        var answer = Json("{}", HttpStatusCode.Forbidden,
            ("x-ratelimit-limit", "5000"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", Start.AddHours(-2).AddMinutes(10).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            ("Date", Start.AddHours(-2).ToString("R", CultureInfo.InvariantCulture)));
        using var bed = new ForgeBed(answer);
        var limited = Assert.IsType<ForgeFailure.RateLimited>((await bed.Forge.WhoAmIAsync(default)).Problem);
        Assert.InRange(limited.Until, Start.AddMinutes(10), Start.AddMinutes(10).AddSeconds(3));
    }

    [Fact]
    public async Task A_refusal_for_another_reason_is_no_limit()
    {
        using var bed = new ForgeBed(new StubNetwork(Json("""{"message":"Resource not accessible"}""", HttpStatusCode.Forbidden, Left(4000, TimeSpan.FromHours(1)))));
        Assert.IsType<ForgeFailure.Forbidden>((await bed.Forge.DescribeAsync(default)).Problem);
        Assert.IsType<ForgeFailure.Forbidden>((await bed.Forge.DescribeAsync(default)).Problem);
        Assert.Equal(2, bed.Network.Requests.Count);
    }

    [Fact]
    public async Task Waiting_ends_when_the_caller_gives_up()
    {
        using var stop = new CancellationTokenSource();
        using var bed = new ForgeBed(Json("{}", HttpStatusCode.TooManyRequests, ("Retry-After", "100")));
        var call = bed.Forge.PullRequests.MergeAsync(new(1, "c", MergeMethod.Squash), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }
}
