using System.Collections.Immutable;
using Choo.Adapters.Forge.GitHub.Wire;
using Choo.Core.Forge;
using Choo.Core.Ports;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>A repository on GitHub.</summary>
public sealed class GitHubForge : IForge, IDisposable
{
    private readonly GitHubCalls calls;

    /// <summary>With its options; nothing is asked yet.</summary>
    public GitHubForge(GitHubOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        calls = new GitHubCalls(options);
        PullRequests = new GitHubPullRequests(calls);
        Reviews = new GitHubReviews(calls);
        Checks = new GitHubChecks(calls);
        Branches = new GitHubBranches(calls);
    }

    /// <inheritdoc/>
    public ForgeRepository Repository => calls.Repository;

    /// <inheritdoc/>
    public IPullRequests PullRequests { get; }

    /// <inheritdoc/>
    public IReviews Reviews { get; }

    /// <inheritdoc/>
    public IChecks Checks { get; }

    /// <inheritdoc/>
    public IForgeBranches Branches { get; }

    /// <inheritdoc/>
    public async Task<ForgeAnswer<ForgeUser>> WhoAmIAsync(CancellationToken cancellationToken)
    {
        var user = await calls.GetAsync<UserData>("user", cancellationToken).ConfigureAwait(false);
        if (user.Problem is not ForgeFailure.Forbidden)
        {
            return user.Select(Words.User);
        }

        // The token of a job or an app is no user's, and only GraphQL tells whose it is.
        var viewer = await calls.GraphAsync<ViewerData>("query { viewer { login __typename } }", new GraphVariables(), CallKind.Query, cancellationToken).ConfigureAwait(false);
        return viewer.Select(data => Words.User(data.Viewer));
    }

    /// <inheritdoc/>
    public async Task<ForgeAnswer<RepositoryFacts>> DescribeAsync(CancellationToken cancellationToken)
    {
        var repository = await calls.GetAsync<RepositoryData>(calls.Path($""), cancellationToken).ConfigureAwait(false);
        return repository.Select(data => new RepositoryFacts(data.DefaultBranch ?? "", !data.Private, data.Permissions?.Push == true, Methods(data)));
    }

    /// <inheritdoc/>
    public async Task<ForgeAnswer<ForgeQuotas>> QuotasAsync(CancellationToken cancellationToken)
    {
        var limits = await calls.GetAsync<RateLimitsData>("rate_limit", cancellationToken).ConfigureAwait(false);
        return limits.Select(data => new ForgeQuotas(QuotaOf(data.Resources?.Core), QuotaOf(data.Resources?.Graphql)));
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose() => calls.Dispose();

    private static Quota QuotaOf(RateLimitData? data) => data is null ? new Quota(0, 0, DateTimeOffset.UnixEpoch) : new Quota(data.Limit, data.Remaining, DateTimeOffset.FromUnixTimeSeconds(data.Reset));

    // Only those who may push are told; the others cannot merge.
    private static ImmutableArray<MergeMethod> Methods(RepositoryData data) =>
    [
        .. new[] { (data.AllowMergeCommit, MergeMethod.Merge), (data.AllowSquashMerge, MergeMethod.Squash), (data.AllowRebaseMerge, MergeMethod.Rebase) }
            .Where(each => each.Item1 == true).Select(each => each.Item2),
    ];
}
