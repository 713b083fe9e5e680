using System.Net;
using System.Net.Http.Headers;
using Choo.Adapters.Forge.GitHub;
using Choo.Core.Forge;
using Xunit;
using static Choo.Adapters.Tests.Forge.ForgeBed;

namespace Choo.Adapters.Tests.Forge;

/// <summary>What has not changed costs nothing.</summary>
public class ConditionalTests
{
    [Fact]
    public async Task What_was_read_is_asked_for_by_its_tag_and_comes_whole_from_the_cache_with_its_pages()
    {
        const string next = "<https://api.github.com/repos/octo/app/issues/1/comments?per_page=100&page=2>; rel=\"next\"";
        using var bed = new ForgeBed(new StubNetwork(sent => (sent.Address.Query.Contains("page=2", StringComparison.Ordinal), sent.Headers.ContainsKey("If-None-Match")) switch
        {
            (false, false) => StubNetwork.Json("""[{"id":1,"body":"a"}]""", HttpStatusCode.OK, ("ETag", "W/\"one\""), ("Link", next)),
            (true, false) => StubNetwork.Json("""[{"id":2,"body":"b"}]""", HttpStatusCode.OK, ("ETag", "\"two\"")),
            _ => StubNetwork.Empty(HttpStatusCode.NotModified),
        }));
        var first = Value(await bed.Forge.Reviews.CommentsAsync(1, default));
        var second = Value(await bed.Forge.Reviews.CommentsAsync(1, default));
        Assert.Equal([1, 2], first.Select(each => each.Id));
        Assert.Equal(first.AsEnumerable(), second);
        Assert.Equal([null, null, "W/\"one\"", "\"two\""], bed.Network.Requests.Select(each => each.Headers.GetValueOrDefault("If-None-Match")));
    }

    [Fact]
    public async Task A_new_answer_takes_the_place_of_the_old()
    {
        using var bed = new ForgeBed(
            Json("""{"login":"a"}""", HttpStatusCode.OK, ("ETag", "\"1\"")), Json("""{"login":"b"}""", HttpStatusCode.OK, ("ETag", "\"2\"")), () => StubNetwork.Empty(HttpStatusCode.NotModified));
        List<string> logins = [];
        for (var i = 0; i < 3; i++)
        {
            logins.Add(Value(await bed.Forge.WhoAmIAsync(default)).Login);
        }

        Assert.Equal(["a", "b", "b"], logins);
        Assert.Equal("\"2\"", bed.Network.Requests[2].Headers["If-None-Match"]);
    }

    [Fact]
    public async Task A_refusal_is_not_kept_and_a_repeated_request_has_one_tag()
    {
        using var bed = new ForgeBed(
            Json("""{"login":"a"}""", HttpStatusCode.OK, ("ETag", "\"1\"")), Json("{}", HttpStatusCode.Unauthorized, ("ETag", "\"no\"")), Json("{}", HttpStatusCode.BadGateway), () => StubNetwork.Empty(HttpStatusCode.NotModified));
        Value(await bed.Forge.WhoAmIAsync(default));
        Assert.IsType<ForgeFailure.TokenRefused>((await bed.Forge.WhoAmIAsync(default)).Problem);
        Assert.Equal("a", Value(await bed.EndAsync(bed.Forge.WhoAmIAsync(default))).Login);
        Assert.All(bed.Network.Requests.Skip(1), each => Assert.Equal("\"1\"", each.Headers["If-None-Match"]));
    }

    [Fact]
    public void The_cache_keeps_what_was_used_last()
    {
        var cache = new ResponseCache(mostBytes: 10, mostEntries: 3);
        cache.Keep("a", Of(4));
        cache.Keep("b", Of(4));
        Assert.NotNull(cache.Find("a"));
        cache.Keep("c", Of(4));
        Assert.Equal([true, false, true], new[] { "a", "b", "c" }.Select(each => cache.Find(each) is not null));
        cache.Keep("c", Of(1));
        cache.Keep("d", Of(1));
        Assert.Equal([true, true, true], new[] { "a", "c", "d" }.Select(each => cache.Find(each) is not null));
        cache.Keep("e", Of(0));
        Assert.Null(cache.Find("a"));
        cache.Keep("large", Of(11));
        Assert.Null(cache.Find("large"));

        static CachedResponse Of(int bytes) => new(new EntityTagHeaderValue("\"t\""), new byte[bytes], null, null);
    }
}
