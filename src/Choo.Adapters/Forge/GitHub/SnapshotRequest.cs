using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Choo.Adapters.Forge.GitHub.Wire;
using Choo.Core.Forge;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>Reads many pull requests with one GraphQL request for each 50 of them, and one more for each that has very many threads.</summary>
internal sealed class SnapshotRequest(GitHubCalls calls)
{
    // GitHub counts a point for each 100 lists, and each thread has a list of comments: with these, 50 pull requests cost 22 points.
    private const int PullRequests = 50;
    private const int Threads = 40;
    private const int MostPages = 25;

    private const string Comments = "comments(first: 50) { nodes { fullDatabaseId author { login __typename } authorAssociation body createdAt } }";
    private const string ThreadList = $$"""nodes { id isResolved isOutdated path line {{Comments}} } pageInfo { hasNextPage endCursor }""";

    private static readonly string Fields = $$"""
        fragment fields on PullRequest {
          number id url state isDraft headRefOid baseRefName mergeable isInMergeQueue reviewDecision updatedAt
          mergeCommit { oid }
          statusCheckRollup { state }
          reviewThreads(first: {{Threads.ToString(CultureInfo.InvariantCulture)}}) { {{ThreadList}} }
          reviews(last: 100) { nodes { fullDatabaseId author { login __typename } authorAssociation state body submittedAt commit { oid } } }
          reactions(last: 100) { nodes { content createdAt user { login __typename } } }
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
            var answer = await calls.GraphAsync<SnapshotData>(Query(some), Where, CallKind.Query, cancellationToken).ConfigureAwait(false);
            if (answer is not ForgeAnswer<SnapshotData>.Ok { Value.Repository: { } found })
            {
                return new ForgeAnswer<ImmutableArray<PullRequestSnapshot>>.Failed(answer.Problem ?? new ForgeFailure.NotFound("the repository"));
            }

            foreach (var pull in found.Values.OfType<PullNode>())
            {
                var threads = await ThreadsAsync(pull, cancellationToken).ConfigureAwait(false);
                if (threads.Problem is { } failure)
                {
                    return new ForgeAnswer<ImmutableArray<PullRequestSnapshot>>.Failed(failure);
                }

                all.Add(SnapshotReading.Of(pull, ((ForgeAnswer<ImmutableArray<ThreadNode>>.Ok)threads).Value));
            }
        }

        return new ForgeAnswer<ImmutableArray<PullRequestSnapshot>>.Ok(all.ToImmutable());
    }

    private static string Query(int[] numbers)
    {
        var text = new StringBuilder("query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) {\n");
        foreach (var number in numbers)
        {
            text.Append(CultureInfo.InvariantCulture, $"  p{number}: pullRequest(number: {number}) {{ ...fields }}\n");
        }

        return text.Append("} }\n").Append(Fields).ToString();
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
