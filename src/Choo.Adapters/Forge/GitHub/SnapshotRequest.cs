using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Choo.Adapters.Forge.GitHub.Wire;
using Choo.Core.Forge;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>
/// Reads many pull requests: one GraphQL request for each 50 of them says what may have changed, and a second one reads reviews, threads and comments of those
/// where something has.
/// </summary>
internal sealed class SnapshotRequest(GitHubCalls calls, SnapshotMemory memory)
{
    // GitHub counts a point for each 100 lists. With two lists each, 50 pull requests are one point; with the comments of each thread they would be 21.
    private const int PullRequests = 50;
    private const int MostPages = 25;

    private const string Overview = """
        fragment fields on PullRequest {
          number id url state isDraft headRefOid baseRefName mergeable isInMergeQueue isMergeQueueEnabled reviewDecision updatedAt
          mergeCommit { oid }
          statusCheckRollup { state }
          reviewThreads(first: 100) { nodes { id isResolved isOutdated } pageInfo { hasNextPage endCursor } }
          reactions(last: 100) { nodes { content createdAt user { login __typename } } }
        }
        """;

    private const string Comment = "fullDatabaseId author { login __typename } authorAssociation body createdAt";

    // The newest: what nobody has answered is among them, and so are choo's own answers.
    private const string ThreadList = $$"""
        nodes { id isResolved isOutdated path line comments(last: 50) { nodes { {{Comment}} publishedAt state replyTo { fullDatabaseId } } } } pageInfo { hasNextPage endCursor }
        """;

    private const string Details = $$"""
        fragment fields on PullRequest {
          number
          reviewThreads(first: 40) { {{ThreadList}} }
          reviews(last: 100) { nodes { fullDatabaseId author { login __typename } authorAssociation state body submittedAt commit { oid } } }
          comments(last: 100) { nodes { {{Comment}} } }
        }
        """;

    private const string MoreThreads = $$"""
        query($owner: String!, $name: String!, $number: Int!, $after: String) {
          repository(owner: $owner, name: $name) { pullRequest(number: $number) { reviewThreads(first: 100, after: $after) { {{ThreadList}} } } }
        }
        """;

    private GraphVariables Where { get; } = new() { Owner = calls.Repository.Owner, Name = calls.Repository.Name };

    public async Task<ForgeAnswer<ImmutableArray<PullRequestSnapshot>>> AskAsync(ImmutableArray<int> numbers, CancellationToken cancellationToken)
    {
        var all = ImmutableArray.CreateBuilder<PullRequestSnapshot>(numbers.Length);
        foreach (var some in numbers.Distinct().Chunk(PullRequests))
        {
            var overview = await ReadAsync(some, Overview, cancellationToken).ConfigureAwait(false);
            if (overview is not ForgeAnswer<ImmutableArray<PullNode>>.Ok { Value: var pulls })
            {
                return new ForgeAnswer<ImmutableArray<PullRequestSnapshot>>.Failed(overview.Problem!);
            }

            if (await RememberAsync([.. pulls.Where(memory.IsNews)], cancellationToken).ConfigureAwait(false) is { } failure)
            {
                return new ForgeAnswer<ImmutableArray<PullRequestSnapshot>>.Failed(failure);
            }

            all.AddRange(pulls.Select(pull => SnapshotReading.Of(pull, memory.Of(pull))));
        }

        return new ForgeAnswer<ImmutableArray<PullRequestSnapshot>>.Ok(all.ToImmutable());
    }

    private async Task<ForgeFailure?> RememberAsync(PullNode[] news, CancellationToken cancellationToken)
    {
        if (news.Length == 0)
        {
            return null;
        }

        var details = await ReadAsync([.. news.Select(pull => pull.Number)], Details, cancellationToken).ConfigureAwait(false);
        if (details is not ForgeAnswer<ImmutableArray<PullNode>>.Ok { Value: var found })
        {
            return details.Problem;
        }

        foreach (var pull in found)
        {
            var threads = await ThreadsAsync(pull, cancellationToken).ConfigureAwait(false);
            if (threads is not ForgeAnswer<ImmutableArray<ThreadNode>>.Ok { Value: var whole })
            {
                return threads.Problem;
            }

            memory.Keep(pull.Number, new SnapshotDetails(whole, [.. (pull.Reviews?.Nodes ?? []).OfType<ReviewNode>()], [.. (pull.Comments?.Nodes ?? []).OfType<CommentNode>()]));
        }

        return null;
    }

    private async Task<ForgeAnswer<ImmutableArray<PullNode>>> ReadAsync(int[] numbers, string fields, CancellationToken cancellationToken)
    {
        var text = new StringBuilder("query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) {\n");
        foreach (var number in numbers)
        {
            text.Append(CultureInfo.InvariantCulture, $"  p{number}: pullRequest(number: {number}) {{ ...fields }}\n");
        }

        var answer = await calls.GraphAsync<SnapshotData>(text.Append("} }\n").Append(fields).ToString(), Where, CallKind.Query, cancellationToken).ConfigureAwait(false);
        return answer is ForgeAnswer<SnapshotData>.Ok { Value.Repository: { } found }
            ? new ForgeAnswer<ImmutableArray<PullNode>>.Ok([.. found.Values.OfType<PullNode>()])
            : new ForgeAnswer<ImmutableArray<PullNode>>.Failed(answer.Problem ?? new ForgeFailure.NotFound("the repository"));
    }

    private async Task<ForgeAnswer<ImmutableArray<ThreadNode>>> ThreadsAsync(PullNode pull, CancellationToken cancellationToken)
    {
        var all = ImmutableArray.CreateBuilder<ThreadNode>();
        var page = pull.ReviewThreads;
        for (var pages = 1; page is not null; pages++)
        {
            all.AddRange((page.Nodes ?? []).OfType<ThreadNode>());
            if (page.PageInfo is not { HasNextPage: true, EndCursor: { } after } || pages == MostPages)
            {
                break;
            }

            var answer = await calls.GraphAsync<ThreadsPageData>(MoreThreads, Where with { Number = pull.Number, After = after }, CallKind.Query, cancellationToken).ConfigureAwait(false);
            if (answer is not ForgeAnswer<ThreadsPageData>.Ok more)
            {
                return new ForgeAnswer<ImmutableArray<ThreadNode>>.Failed(answer.Problem!);
            }

            page = more.Value.Repository?.PullRequest?.ReviewThreads;
        }

        return new ForgeAnswer<ImmutableArray<ThreadNode>>.Ok(all.ToImmutable());
    }
}
