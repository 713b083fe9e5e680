using System.Text.Json.Nodes;
using Choo.Testing.GitHub.State;
using Xunit;

namespace Choo.Testing.GitHub.Tests;

public sealed class GraphQlTests
{
    [Fact]
    public async Task Many_pull_requests_are_read_at_once_with_all_that_a_watcher_needs()
    {
        await using var stage = await Stage.OpenAsync(options => options with { UnknownReads = 1 });
        stage.Hub.People.Add("alice");
        stage.Hub.Rules["main"] = new BranchRules { Approvals = 1, RequiredChecks = ["lint"] };
        var pull = await stage.PullAsync("one");
        await stage.PullAsync("two", draft: true);
        stage.Hub.Reviews.RequestChanges(pull, "alice", "No.", new LineComment("one.txt", 2, "Why?"));
        stage.Hub.Issues.React(pull.Number, "alice", "+1");
        stage.Hub.Checks.Complete(pull.HeadSha, "build", "success");

        const string Query = """
            query Watch($owner: String!, $name: String!, $count: Int!) {
              rateLimit { cost remaining }
              repository(owner: $owner, name: $name) {
                pullRequests(first: $count, states: [OPEN], orderBy: {field: CREATED_AT, direction: ASC}) {
                  pageInfo { hasNextPage endCursor }
                  nodes { ...Watched }
                }
              }
            }
            fragment Watched on PullRequest {
              number headRefOid state isDraft mergeable mergeStateStatus reviewDecision updatedAt
              threads: reviewThreads(first: 20) { nodes { id isResolved isOutdated path line comments(first: 5) { nodes { databaseId author { __typename login ... on User { databaseId } } authorAssociation body createdAt } } } }
              reviews(first: 20) { nodes { databaseId state author { login } submittedAt commit { oid } } }
              reactions(first: 20) { nodes { content user { login } } }
              commits(last: 1) { nodes { commit { oid statusCheckRollup { state contexts(first: 10) { nodes { __typename ... on CheckRun { name conclusion } ... on StatusContext { context } } } } } } }
              statusCheckRollup { state }
            }
            """;
        var read = await stage.GraphQlAsync(Query, new JsonObject { ["owner"] = "octo", ["name"] = "hello", ["count"] = 50 });
        Assert.Null(read["errors"]);
        var nodes = read["data"]!["repository"]!["pullRequests"]!["nodes"]!.AsArray();
        var first = nodes[0]!;
        Assert.Equal([(1, false), (2, true)], nodes.Select(each => (each!["number"]!.GetValue<int>(), each["isDraft"]!.GetValue<bool>())));
        Assert.Equal(("UNKNOWN", "CHANGES_REQUESTED", "EXPECTED"), (Text(first, "mergeable"), Text(first, "reviewDecision"), Text(first["statusCheckRollup"]!, "state")));
        Assert.Equal((pull.HeadSha, "THUMBS_UP"), (Text(first, "headRefOid"), Text(first["reactions"]!["nodes"]![0]!, "content")));
        var thread = first["threads"]!["nodes"]![0]!;
        Assert.Equal(("one.txt", 2, false, "User"), (Text(thread, "path"), thread["line"]!.GetValue<int>(), thread["isResolved"]!.GetValue<bool>(), Text(thread["comments"]!["nodes"]![0]!["author"]!, "__typename")));
        // 1, and 50 for each of four connections, and 50 * 20 for the threads' comments, and 50 for the commits' contexts: by the hundred.
        Assert.Equal(13, read["data"]!["rateLimit"]!["cost"]!.GetValue<int>());
        Assert.Equal(13, stage.Hub.Log.Calls[^1].Cost);
        Assert.Equal("MERGEABLE", Text((await stage.GraphQlAsync(Query, new JsonObject { ["owner"] = "octo", ["name"] = "hello", ["count"] = 50 }))["data"]!["repository"]!["pullRequests"]!["nodes"]![0]!, "mergeable"));
    }

    [Fact]
    public async Task Named_pull_requests_are_read_under_aliases_and_one_that_is_not_there_spoils_no_other()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.PullAsync("one");
        stage.Hub.Issues.Comment(1, "choo-bot", "hello");
        var read = await stage.GraphQlAsync(
            "query($owner: String!) { repository(owner: $owner, name: \"hello\") { p1: pullRequest(number: 1) { ...fields } p9: pullRequest(number: 9) { ...fields } } } fragment fields on PullRequest { number comments(last: 1) { nodes { fullDatabaseId url } } }",
            new JsonObject { ["owner"] = "octo" });
        var comment = read["data"]!["repository"]!["p1"]!["comments"]!["nodes"]![0]!;
        Assert.Equal(($"{stage.Hub.Issues[1].Comments[0].Id}", $"{stage.Hub.Origin}/octo/hello/issues/1#issuecomment-{Text(comment, "fullDatabaseId")}"), (Text(comment, "fullDatabaseId"), Text(comment, "url")));
        Assert.Null(read["data"]!["repository"]!["p9"]);
        Assert.Equal(["repository", "p9"], read["errors"]![0]!["path"]!.AsArray().Select(each => each!.GetValue<string>()));
    }

    [Fact]
    public async Task Connections_are_paged_by_cursors()
    {
        await using var stage = await Stage.OpenAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await stage.PullAsync(name);
        }

        var (numbers, after) = (new List<int>(), (string?)null);
        do
        {
            var page = (await stage.GraphQlAsync(
                "query($after: String) { repository(owner: \"octo\", name: \"hello\") { pullRequests(first: 2, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { number } } } }",
                new JsonObject { ["after"] = after }))["data"]!["repository"]!["pullRequests"]!;
            numbers.AddRange(page["nodes"]!.AsArray().Select(each => each!["number"]!.GetValue<int>()));
            after = page["pageInfo"]!["hasNextPage"]!.GetValue<bool>() ? Text(page["pageInfo"]!, "endCursor") : null;
        }
        while (after is not null);
        Assert.Equal([1, 2, 3], numbers);
    }

    [Fact]
    public async Task Threads_are_resolved_and_drafts_made_and_ended_by_mutations()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Hub.People.Add("alice");
        var pull = await stage.PullAsync("work");
        stage.Hub.Reviews.Comment(pull, "alice", "", new LineComment("work.txt", 1, "why"));
        var resolved = await stage.GraphQlAsync(
            "mutation($id: ID!) { done: resolveReviewThread(input: {threadId: $id, clientMutationId: \"x\"}) { clientMutationId thread { isResolved resolvedBy { login } } } }", new JsonObject { ["id"] = $"PRRT_{pull.Threads[0].Id}" });
        Assert.Equal(("x", "choo-bot"), (Text(resolved["data"]!["done"]!, "clientMutationId"), Text(resolved["data"]!["done"]!["thread"]!["resolvedBy"]!, "login")));
        var id = new JsonObject { ["id"] = $"PR_{pull.Id}" };
        Assert.True((await stage.GraphQlAsync("mutation($id: ID!) { convertPullRequestToDraft(input: {pullRequestId: $id}) { pullRequest { isDraft } } }", id))["data"]!["convertPullRequestToDraft"]!["pullRequest"]!["isDraft"]!.GetValue<bool>());
        Assert.True(pull.IsDraft);
        await stage.GraphQlAsync("mutation($id: ID!) { markPullRequestReadyForReview(input: {pullRequestId: $id}) { pullRequest { isDraft } } }", id.DeepClone().AsObject());
        Assert.False(pull.IsDraft);
        Assert.Equal(["resolveReviewThread", "convertPullRequestToDraft", "markPullRequestReadyForReview"], stage.Hub.Log.Of("POST", "/graphql/**").SelectMany(call => call.Fields));
    }

    [Theory]
    [InlineData("{ repository(owner: \"octo\", name: \"nowhere\") { name } }", "NOT_FOUND", "Could not resolve to a Repository with the name 'octo/nowhere'.")]
    [InlineData("{ repository(owner: \"octo\", name: \"hello\") { pullRequest(number: 9) { title } } }", "NOT_FOUND", "Could not resolve to a PullRequest with the number of 9.")]
    [InlineData("mutation { resolveReviewThread(input: {threadId: \"PRRT_9\"}) { thread { id } } }", "NOT_FOUND", "Could not resolve to a node with the global id of 'PRRT_9'.")]
    public async Task What_is_not_there_is_an_error_in_an_answer_200(string query, string type, string message)
    {
        await using var stage = await Stage.OpenAsync();
        var error = (await stage.GraphQlAsync(query))["errors"]![0]!;
        Assert.Equal((type, message), (Text(error, "type"), Text(error, "message")));
    }

    [Theory]
    [InlineData("{ repository(owner: \"octo\", name: \"hello\") { nonsense } }", "nonsense")]
    [InlineData("{ repository(owner: 5, name: \"hello\") { name } }", "owner")]
    [InlineData("{ repository(owner: \"octo\", name: \"hello\") { pullRequests { totalCount } } }", "You must provide a `first` or `last` value")]
    [InlineData("{ repository(owner: \"octo\", name: \"hello\") { pullRequests(first: 101) { totalCount } } }", "exceeds the `first` limit")]
    [InlineData("{ repository(", "")]
    public async Task What_the_schema_does_not_allow_is_a_violation(string query, string what)
    {
        await using var stage = await Stage.OpenAsync();
        Assert.NotNull((await stage.GraphQlAsync(query))["errors"]);
        Assert.Contains(what, string.Join('\n', stage.Hub.Violations.Take().DefaultIfEmpty("none")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mutations_need_their_permission()
    {
        await using var stage = await Stage.OpenAsync();
        var pull = await stage.PullAsync("work");
        stage.Hub.People.Permit(stage.Hub.Token, "pull_requests", "read");
        var refused = await stage.GraphQlAsync("mutation($id: ID!) { convertPullRequestToDraft(input: {pullRequestId: $id}) { clientMutationId } }", new JsonObject { ["id"] = $"PR_{pull.Id}" });
        Assert.Equal("FORBIDDEN", Text(refused["errors"]![0]!, "type"));
        Assert.False(pull.IsDraft);
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
