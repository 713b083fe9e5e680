using System.Collections.Immutable;
using Choo.Adapters.Forge.GitHub.Wire;
using Choo.Core.Forge;
using Choo.Core.Ports;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>Pull requests on GitHub.</summary>
internal sealed class GitHubPullRequests(GitHubCalls calls) : IPullRequests
{
    private const int MostFound = 100;
    private readonly SnapshotMemory memory = new(calls.Time);

    public Task<ForgeAnswer<ImmutableArray<PullRequest>>> FindAsync(string head, CancellationToken cancellationToken) => calls.GetAllAsync<PullData[], PullRequest>(
        $"{calls.Path($"/pulls")}?head={Uri.EscapeDataString($"{calls.Repository.Owner}:{head}")}&state=all&per_page=100", pulls => pulls.Select(Read), MostFound, cancellationToken);

    public async Task<ForgeAnswer<PullRequest>> CreateAsync(NewPullRequest pullRequest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pullRequest);
        var body = new NewPullData(pullRequest.Title, pullRequest.Body, pullRequest.Head, pullRequest.Base, pullRequest.IsDraft);
        return (await calls.PostAsync<NewPullData, PullData>(calls.Path($"/pulls"), body, CallKind.Once, cancellationToken).ConfigureAwait(false)).Select(Read);
    }

    public async Task<ForgeAnswer<PullRequest>> ReadAsync(int number, CancellationToken cancellationToken) =>
        (await calls.GetAsync<PullData>(calls.Path($"/pulls/{number}"), cancellationToken).ConfigureAwait(false)).Select(Read);

    public Task<ForgeAnswer<ImmutableArray<PullRequestSnapshot>>> SnapshotAsync(ImmutableArray<int> numbers, CancellationToken cancellationToken) =>
        new SnapshotRequest(calls, memory).AskAsync(numbers, cancellationToken);

    public Task<ForgeFailure?> UpdateAsync(PullRequestKey key, PullRequestChange change, CancellationToken cancellationToken) =>
        new PullRequestUpdate(calls, key, change).ApplyAsync(cancellationToken);

    public async Task<ForgeAnswer<string>> MergeAsync(PullRequestMerge merge, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(merge);
        var body = new MergeData(merge.HeadCommit, Words.Of(merge.Method), merge.Title, merge.Message);
        var answer = await calls.PutAsync<MergeData, MergedData>(calls.Path($"/pulls/{merge.Number}/merge"), body, CallKind.Once, cancellationToken).ConfigureAwait(false);
        return answer switch
        {
            ForgeAnswer<MergedData>.Ok { Value: { Merged: true, Sha: { } sha } } => new ForgeAnswer<string>.Ok(sha),
            ForgeAnswer<MergedData>.Ok { Value: var not } => new ForgeAnswer<string>.Failed(new ForgeFailure.NotMergeable(not.Message ?? "it was not merged")),
            _ => new ForgeAnswer<string>.Failed(answer.Problem!),
        };
    }

    public async Task<ForgeFailure?> EnqueueAsync(PullRequestKey key, string headCommit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        const string mutation = "mutation($id: ID!, $head: GitObjectID!) { enqueuePullRequest(input: {pullRequestId: $id, expectedHeadOid: $head}) { clientMutationId } }";
        return (await calls.GraphAsync<MutationData>(mutation, new GraphVariables { Id = key.Node, Head = headCommit }, CallKind.Once, cancellationToken).ConfigureAwait(false)).Problem;
    }

    private static PullRequest Read(PullData data)
    {
        var state = data.MergedAt is not null ? PullRequestState.Merged : data.State == "closed" ? PullRequestState.Closed : PullRequestState.Open;
        return new PullRequest
        {
            Key = new PullRequestKey(data.Number, data.NodeId ?? ""),
            Url = data.HtmlUrl ?? "",
            Title = data.Title ?? "",
            Body = data.Body ?? "",
            State = state,
            IsDraft = data.Draft,
            Head = data.Head?.Ref ?? "",
            HeadCommit = data.Head?.Sha ?? "",
            Base = data.Base?.Ref ?? "",
            Author = Words.User(data.User),

            // Before the merge it names a merge that GitHub tried for itself.
            MergeCommit = state == PullRequestState.Merged ? data.MergeCommitSha : null,
        };
    }
}
