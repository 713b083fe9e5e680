using System.Collections.Immutable;
using Choo.Core.Forge;

namespace Choo.Core.Ports;

/// <summary>Reviews and comments of pull requests. Threads, reviews and reactions are read with <see cref="IPullRequests.SnapshotAsync"/>.</summary>
public interface IReviews
{
    /// <summary>Comments on the pull request itself, oldest first.</summary>
    Task<ForgeAnswer<ImmutableArray<ForgeComment>>> CommentsAsync(int number, CancellationToken cancellationToken);

    /// <summary>Comments on the pull request itself.</summary>
    Task<ForgeAnswer<ForgeComment>> CommentAsync(int number, string body, CancellationToken cancellationToken);

    /// <summary>Replies in the thread that a comment began.</summary>
    Task<ForgeAnswer<ForgeComment>> ReplyAsync(int number, long comment, string body, CancellationToken cancellationToken);

    /// <summary>Resolves a thread; null when it is resolved.</summary>
    Task<ForgeFailure?> ResolveAsync(string thread, CancellationToken cancellationToken);

    /// <summary>Gives a review with comments on lines; null when it is given.</summary>
    Task<ForgeFailure?> SubmitAsync(int number, NewReview review, CancellationToken cancellationToken);
}
