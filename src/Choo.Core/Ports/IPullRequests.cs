using System.Collections.Immutable;
using Choo.Core.Forge;

namespace Choo.Core.Ports;

/// <summary>The pull requests of a repository.</summary>
public interface IPullRequests
{
    /// <summary>Those whose work is on a branch of the repository itself, in any state, newest first.</summary>
    Task<ForgeAnswer<ImmutableArray<PullRequest>>> FindAsync(string head, CancellationToken cancellationToken);

    /// <summary>Opens one. <see cref="ForgeFailure.AlreadyExists"/> when an open one has that head and base.</summary>
    Task<ForgeAnswer<PullRequest>> CreateAsync(NewPullRequest pullRequest, CancellationToken cancellationToken);

    /// <summary>One with all its facts.</summary>
    Task<ForgeAnswer<PullRequest>> ReadAsync(int number, CancellationToken cancellationToken);

    /// <summary>Many with reviews, threads, reactions and the state of their checks, in few requests; those that do not exist are left out.</summary>
    Task<ForgeAnswer<ImmutableArray<PullRequestSnapshot>>> SnapshotAsync(ImmutableArray<int> numbers, CancellationToken cancellationToken);

    /// <summary>Changes one; each part may be repeated. Null when all is done; what failed first otherwise, with the parts before it done.</summary>
    Task<ForgeFailure?> UpdateAsync(PullRequestKey key, PullRequestChange change, CancellationToken cancellationToken);

    /// <summary>
    /// Merges one whose branch is at a commit, and returns the commit that this made on its base. <see cref="ForgeFailure.StaleHead"/> when it is at another,
    /// <see cref="ForgeFailure.NotMergeable"/> when the branch's rules forbid it or the forge has not worked out yet whether it can.
    /// </summary>
    Task<ForgeAnswer<string>> MergeAsync(PullRequestMerge merge, CancellationToken cancellationToken);

    /// <summary>Puts one whose branch is at a commit into the forge's own merge queue. Null when it is there now, <see cref="ForgeFailure.AlreadyExists"/> when it was before.</summary>
    Task<ForgeFailure?> EnqueueAsync(PullRequestKey key, string headCommit, CancellationToken cancellationToken);
}
