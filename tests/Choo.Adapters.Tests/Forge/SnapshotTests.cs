using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Choo.Core.Forge;
using Xunit;
using static Choo.Adapters.Tests.Forge.ForgeBed;

namespace Choo.Adapters.Tests.Forge;

/// <summary>Many pull requests are read at once.</summary>
public partial class SnapshotTests
{
    private const string Comment = """{"fullDatabaseId":"3000000001","author":{"login":"ann","__typename":"User"},"authorAssociation":"MEMBER","body":"why?","createdAt":"2026-03-02T07:00:00Z"}""";

    private static string Repository(string fields, string more = "") => "{\"data\":{\"repository\":{" + fields + "}}" + more + "}";

    private static string Pull(int number, string more = "") => string.Create(CultureInfo.InvariantCulture, $$"""
        {"number":{{number}},"id":"PR_{{number}}","url":"https://github.com/octo/app/pull/{{number}}","state":"OPEN","isDraft":false,"headRefOid":"c{{number}}","baseRefName":"main","mergeable":"UNKNOWN",
         "isInMergeQueue":false,"reviewDecision":null,"updatedAt":"2026-03-02T07:30:00Z","mergeCommit":null,"statusCheckRollup":null{{more}}}
        """);

    [Fact]
    public async Task Fifty_are_one_request_and_one_more_reads_those_that_changed()
    {
        HashSet<int> changed = [];
        using var bed = new ForgeBed(new StubNetwork(sent =>
        {
            var pulls = NumbersOf(sent).Select(number => $"\"p{number}\":{(number == 13 ? "null" : changed.Contains(number) ? Pull(number).Replace("07:30", "07:31", StringComparison.Ordinal) : Pull(number))}");
            return StubNetwork.Json(Repository(string.Join(',', pulls), ""","errors":[{"type":"NOT_FOUND","path":["repository","p13"],"message":"Could not resolve to a PullRequest with the number of 13."}]"""));
        }));
        Assert.Equal("50 49 10 10", await AskedAsync());

        // GitHub dates by the second: what came in the same second as the first reading is read once more.
        Assert.Equal("50 49 10 10", await AskedAsync());
        bed.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("50 49 10 10", await AskedAsync());
        Assert.Equal("50 10", await AskedAsync());
        changed = [7, 8];
        Assert.Equal("50 2 10", await AskedAsync());
        bed.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("50 2 10", await AskedAsync());
        Assert.Equal("50 10", await AskedAsync());
        Assert.Empty(Value(await bed.Forge.PullRequests.SnapshotAsync([], default)));

        async Task<string> AskedAsync()
        {
            var before = bed.Network.Requests.Count;
            var found = Value(await bed.Forge.PullRequests.SnapshotAsync([.. Enumerable.Range(1, 60), 1], default));
            Assert.Equal(Enumerable.Range(1, 60).Where(number => number != 13), found.Select(each => each.Key.Number));
            return string.Join(' ', bed.Network.Requests.Skip(before).Select(sent => NumbersOf(sent).Length));
        }
    }

    private static int[] NumbersOf(Sent sent) =>
        [.. Asked().Matches(JsonDocument.Parse(sent.Body).RootElement.GetProperty("query").GetString()!).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];

    [Theory]
    [InlineData("\"isResolved\":false", "\"isResolved\":true")]
    [InlineData("\"isOutdated\":false", "\"isOutdated\":true")]
    [InlineData("\"headRefOid\":\"c1\"", "\"headRefOid\":\"c2\"")]
    [InlineData("\"reviewDecision\":null", "\"reviewDecision\":\"APPROVED\"")]
    [InlineData("07:30", "07:31")]
    public async Task Whatever_tells_that_reviews_changed_is_noticed(string before, string after)
    {
        var has = false;
        var pull = Pull(1, ""","reviewThreads":{"nodes":[{"id":"T1","isResolved":false,"isOutdated":false,"path":"a","line":1,"comments":{"nodes":[]}}],"pageInfo":{"hasNextPage":false,"endCursor":"x"}}""");
        using var bed = new ForgeBed(new StubNetwork(_ => StubNetwork.Json(Repository($"\"p1\":{(has ? pull.Replace(before, after, StringComparison.Ordinal) : pull)}"))));
        for (var poll = 1; poll <= 3; poll++)
        {
            Value(await bed.Forge.PullRequests.SnapshotAsync([1], default));
            bed.Clock.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Equal(5, bed.Network.Requests.Count);
        has = true;
        Value(await bed.Forge.PullRequests.SnapshotAsync([1], default));
        Assert.Equal(7, bed.Network.Requests.Count);
    }

    [Fact]
    public async Task One_has_its_threads_reviews_reactions_and_checks()
    {
        const string threads = $$"""
            ,"reviewThreads":{"nodes":[{"id":"T1","isResolved":false,"isOutdated":false,"path":"src/A.cs","line":3,"comments":{"nodes":[{{Comment}}]} },
                                       {"id":"T2","isResolved":true,"isOutdated":true,"path":"src/B.cs","line":null,"comments":{"nodes":[{{Comment}}]} },
                                       {"id":"T3","isResolved":false,"isOutdated":false,"path":"src/B.cs","line":1,"comments":{"nodes":[]} }],"pageInfo":{"hasNextPage":false,"endCursor":"x"} }
            """;
        const string reviews = """
            ,"reviews":{"nodes":[{"fullDatabaseId":"5","author":{"login":"bob","__typename":"User"},"authorAssociation":"OWNER","state":"CHANGES_REQUESTED","body":"","submittedAt":"2026-03-02T07:01:00Z","commit":{"oid":"c1"} },
                                 {"fullDatabaseId":"6","author":null,"authorAssociation":"SOMETHING","state":"NEW","body":"x","submittedAt":null,"commit":null}]}
            """;
        const string reactions = """
            ,"reactions":{"nodes":[{"content":"EYES","createdAt":"2026-03-02T07:02:00Z","user":{"login":"ann","__typename":"User"} },
                                   {"content":"THUMBS_UP","createdAt":"2026-03-02T07:03:00Z","user":null},{"content":"ROCKET","createdAt":"2026-03-02T07:03:00Z","user":null}]}
            """;
        var node = Pull(1, threads + reviews + reactions).Replace("\"UNKNOWN\"", "\"CONFLICTING\"", StringComparison.Ordinal)
            .Replace("\"statusCheckRollup\":null", "\"statusCheckRollup\":{\"state\":\"FAILURE\"}", StringComparison.Ordinal)
            .Replace("\"reviewDecision\":null", "\"reviewDecision\":\"CHANGES_REQUESTED\"", StringComparison.Ordinal);
        using var bed = new ForgeBed(Json(Repository($"\"p1\":{node}")));
        var pull = Assert.Single(Value(await bed.Forge.PullRequests.SnapshotAsync([1], default)));
        Assert.Equal((new PullRequestKey(1, "PR_1"), "c1", "main", Mergeability.Conflicting, ReviewDecision.ChangesRequested, CheckState.Failed), (pull.Key, pull.HeadCommit, pull.Base, pull.Mergeable, pull.Decision, pull.Checks));
        Assert.Equal([("T1", false, 3), ("T2", true, (int?)null)], pull.Threads.Select(each => (each.Id, each.IsResolved, each.Line)));
        Assert.Equal(new ForgeComment(3000000001, new ForgeUser("ann", false), AuthorAssociation.Member, "why?", Start.AddHours(-1)), pull.Threads[0].Comments[0]);
        Assert.Equal(
            [
                new Review(5, new ForgeUser("bob", false), AuthorAssociation.Owner, ReviewState.ChangesRequested, "", "c1", Start.AddMinutes(-59)),
                new Review(6, new ForgeUser("ghost", false), AuthorAssociation.None, ReviewState.Commented, "x", null, null),
            ],
            pull.Reviews.AsEnumerable());
        Assert.Equal([(ReactionKind.Eyes, "ann"), (ReactionKind.ThumbsUp, "ghost"), (ReactionKind.Other, "ghost")], pull.Reactions.Select(each => (each.Kind, each.Author.Login)));
    }

    [Fact]
    public async Task More_threads_than_fit_are_read_page_by_page()
    {
        var asked = 0;
        using var bed = new ForgeBed(new StubNetwork(sent => ++asked switch
        {
            1 or 2 => StubNetwork.Json(Repository($"\"p1\":{Pull(1, $",{Page("T1", more: true)}")}")),
            3 => StubNetwork.Json(Repository($"\"pullRequest\":{{{Page("T2", more: true)}}}")),
            _ => StubNetwork.Json(Repository($"\"pullRequest\":{{{Page("T3", more: false)}}}")),
        }));
        var pull = Assert.Single(Value(await bed.Forge.PullRequests.SnapshotAsync([1], default)));
        Assert.Equal(["T1", "T2", "T3"], pull.Threads.Select(each => each.Id));
        Assert.Contains("\"number\":1,\"after\":\"after T2\"", bed.Network.Requests[3].Body, StringComparison.Ordinal);

        static string Page(string id, bool more) => $$"""
            "reviewThreads":{"nodes":[{"id":"{{id}}","isResolved":false,"isOutdated":false,"path":"a","line":1,"comments":{"nodes":[{{Comment}}]} }],
                             "pageInfo":{"hasNextPage":{{(more ? "true" : "false")}},"endCursor":"after {{id}}"} }
            """;
    }

    [Fact]
    public async Task A_repository_that_cannot_be_seen_and_a_refusal_are_failures()
    {
        using var bed = new ForgeBed(
            Json("""{"data":{"repository":null},"errors":[{"type":"NOT_FOUND","path":["repository"],"message":"Could not resolve"}]}"""), Json("""{"data":{"repository":{"p1":null}},"errors":[{"type":"FORBIDDEN","message":"no"}]}"""));
        Assert.IsType<ForgeFailure.NotFound>((await bed.Forge.PullRequests.SnapshotAsync([1], default)).Problem);
        Assert.IsType<ForgeFailure.Forbidden>((await bed.Forge.PullRequests.SnapshotAsync([1], default)).Problem);
    }

    [GeneratedRegex(@"pullRequest\(number: (\d+)\)")]
    private static partial Regex Asked();
}
