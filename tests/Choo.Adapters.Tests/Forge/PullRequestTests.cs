using System.Net;
using Choo.Core.Forge;
using Xunit;
using static Choo.Adapters.Tests.Forge.ForgeBed;

namespace Choo.Adapters.Tests.Forge;

/// <summary>Pull requests are found, opened, changed and merged.</summary>
public class PullRequestTests
{
    private const string Pull = """
        {"number":7,"node_id":"PR_7","html_url":"https://github.com/octo/app/pull/7","title":"Title","body":null,"state":"open","draft":true,"merged_at":null,
         "merge_commit_sha":"tried","user":{"login":"choo[bot]","type":"Bot"},"head":{"ref":"choo/catalog","sha":"c1"},"base":{"ref":"main","sha":"c0"},"unknown":{"x":[1]}}
        """;

    private static readonly PullRequestKey Key = new(7, "PR_7");

    [Fact]
    public async Task They_are_found_by_their_branch_in_any_state()
    {
        var merged = Pull.Replace("\"merged_at\":null", "\"merged_at\":\"2026-03-01T10:00:00Z\"", StringComparison.Ordinal).Replace("\"open\"", "\"closed\"", StringComparison.Ordinal).Replace("tried", "c9", StringComparison.Ordinal);
        using var bed = new ForgeBed(Json($"[{Pull},{merged},{Pull.Replace("\"open\"", "\"closed\"", StringComparison.Ordinal)}]"));
        var found = Value(await bed.Forge.PullRequests.FindAsync("choo/a b#1", default));
        Assert.Equal(["GET /repos/octo/app/pulls?head=octo%3Achoo%2Fa%20b%231&state=all&per_page=100"], bed.Lines);
        Assert.Equal([(PullRequestState.Open, null), (PullRequestState.Merged, "c9"), (PullRequestState.Closed, null)], found.Select(each => (each.State, each.MergeCommit)));
        Assert.Equal(
            new PullRequest
            {
                Key = Key,
                Url = "https://github.com/octo/app/pull/7",
                Title = "Title",
                Body = "",
                State = PullRequestState.Open,
                IsDraft = true,
                Head = "choo/catalog",
                HeadCommit = "c1",
                Base = "main",
                Author = new ForgeUser("choo[bot]", true),
            },
            found[0]);
    }

    [Fact]
    public async Task One_is_opened_with_everything_that_it_needs()
    {
        using var bed = new ForgeBed(Json(Pull, HttpStatusCode.Created));
        Assert.Equal(Key, Value(await bed.Forge.PullRequests.CreateAsync(new("choo/catalog", "main", "Title", "Körper", IsDraft: true), default)).Key);
        var sent = Assert.Single(bed.Network.Requests);
        Assert.Equal("POST /repos/octo/app/pulls", sent.Line);
        Assert.Equal("application/json; charset=utf-8", sent.Headers["Content-Type"]);
        Assert.Equal("""{"title":"Title","body":"K\u00F6rper","head":"choo/catalog","base":"main","draft":true}""", sent.Body);
    }

    [Fact]
    public async Task Each_part_of_a_change_is_a_request_and_what_stays_is_none()
    {
        using var bed = new ForgeBed(new StubNetwork(sent => sent.Address.AbsolutePath switch
        {
            "/graphql" => StubNetwork.Json("""{"data":{"markPullRequestReadyForReview":{"clientMutationId":null}}}"""),
            "/repos/octo/app/milestones" => StubNetwork.Json("""[{"number":3,"title":"other"},{"number":4,"title":"v1"}]"""),
            "/repos/octo/app/issues/7/labels" => StubNetwork.Json("""[{"name":"choo"}]"""),
            _ => StubNetwork.Json(Pull),
        }));
        Assert.Null(await bed.Forge.PullRequests.UpdateAsync(Key, new PullRequestChange(), default));
        Assert.Empty(bed.Lines);
        var change = new PullRequestChange { Title = "New", Base = "next", IsOpen = true, IsDraft = false, AddLabels = ["choo", "a b"], AddReviewers = ["ann", "octo/core"], Milestone = "v1" };
        Assert.Null(await bed.Forge.PullRequests.UpdateAsync(Key, change, default));
        Assert.Equal(
            [
                """PATCH /repos/octo/app/pulls/7 {"title":"New","base":"next","state":"open"}""",
                """POST /repos/octo/app/issues/7/labels {"labels":["choo","a b"]}""",
                """POST /repos/octo/app/pulls/7/requested_reviewers {"reviewers":["ann"],"team_reviewers":["core"]}""",
                """GET /repos/octo/app/milestones?state=open&per_page=100 """,
                """PATCH /repos/octo/app/issues/7 {"milestone":4}""",
                """POST /graphql {"query":"mutation($id: ID!) { markPullRequestReadyForReview(input: {pullRequestId: $id}) { clientMutationId } }","variables":{"id":"PR_7"}}""",
            ],
            bed.Network.Requests.Select(each => $"{each.Line} {each.Body}"));
    }

    [Fact]
    public async Task A_change_ends_at_the_first_part_that_fails()
    {
        using var bed = new ForgeBed(Json(Pull), Json("[]"));
        var failure = await bed.Forge.PullRequests.UpdateAsync(Key, new PullRequestChange { Title = "New", Milestone = "v1", IsDraft = true }, default);
        Assert.Equal("NotFound { What = the open milestone v1 }", $"{failure}");
        Assert.Equal(2, bed.Network.Requests.Count);
    }

    [Theory]
    [InlineData(MergeMethod.Merge, "merge")]
    [InlineData(MergeMethod.Squash, "squash")]
    [InlineData(MergeMethod.Rebase, "rebase")]
    public async Task A_merge_names_the_commit_that_was_proved(MergeMethod method, string word)
    {
        using var bed = new ForgeBed(Json("""{"sha":"c2","merged":true,"message":"Pull Request successfully merged"}"""));
        Assert.Equal("c2", Value(await bed.Forge.PullRequests.MergeAsync(new(7, "c1", method, "Title"), default)));
        Assert.Equal($$"""PUT /repos/octo/app/pulls/7/merge {"sha":"c1","merge_method":"{{word}}","commit_title":"Title"}""", $"{bed.Network.Requests[0].Line} {bed.Network.Requests[0].Body}");
    }

    [Fact]
    public async Task The_merge_queue_takes_the_commit_that_was_proved()
    {
        using var bed = new ForgeBed(Json("""{"data":{"enqueuePullRequest":{"clientMutationId":null}}}"""));
        Assert.Null(await bed.Forge.PullRequests.EnqueueAsync(Key, "c1", default));
        Assert.Contains("\"variables\":{\"id\":\"PR_7\",\"head\":\"c1\"}", bed.Network.Requests[0].Body, StringComparison.Ordinal);
    }
}
