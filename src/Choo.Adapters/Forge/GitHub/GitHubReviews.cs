using System.Collections.Immutable;
using Choo.Adapters.Forge.GitHub.Wire;
using Choo.Core.Forge;
using Choo.Core.Ports;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>Reviews and comments on GitHub.</summary>
internal sealed class GitHubReviews(GitHubCalls calls) : IReviews
{
    private const int MostComments = 1000;

    public Task<ForgeAnswer<ImmutableArray<ForgeComment>>> CommentsAsync(int number, CancellationToken cancellationToken) =>
        calls.GetAllAsync<CommentData[], ForgeComment>($"{calls.Path($"/issues/{number}/comments")}?per_page=100", page => page.Select(Read), MostComments, cancellationToken);

    public Task<ForgeAnswer<ForgeComment>> CommentAsync(int number, string body, CancellationToken cancellationToken) =>
        WriteAsync(calls.Path($"/issues/{number}/comments"), body, cancellationToken);

    public Task<ForgeAnswer<ForgeComment>> ReplyAsync(int number, long comment, string body, CancellationToken cancellationToken) =>
        WriteAsync(calls.Path($"/pulls/{number}/comments/{comment}/replies"), body, cancellationToken);

    public async Task<ForgeFailure?> ResolveAsync(string thread, CancellationToken cancellationToken)
    {
        const string mutation = "mutation($id: ID!) { resolveReviewThread(input: {threadId: $id}) { clientMutationId } }";
        return (await calls.GraphAsync<MutationData>(mutation, new GraphVariables { Id = thread }, CallKind.Repeatable, cancellationToken).ConfigureAwait(false)).Problem;
    }

    public async Task<ForgeFailure?> SubmitAsync(int number, NewReview review, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(review);
        const string side = "RIGHT";
        var comments = review.Comments.Select(each => new LineCommentData(each.Path, each.Body, each.Line, side, each.FirstLine, each.FirstLine is null ? null : side));
        var body = new NewReviewData(review.Commit, review.Body, "COMMENT", [.. comments]);
        return (await calls.PostAsync<NewReviewData, CommentData>(calls.Path($"/pulls/{number}/reviews"), body, CallKind.Once, cancellationToken).ConfigureAwait(false)).Problem;
    }

    private async Task<ForgeAnswer<ForgeComment>> WriteAsync(string path, string body, CancellationToken cancellationToken) =>
        (await calls.PostAsync<NewCommentData, CommentData>(path, new NewCommentData(body), CallKind.Once, cancellationToken).ConfigureAwait(false)).Select(Read);

    private static ForgeComment Read(CommentData data) => new(data.Id, Words.User(data.User), Words.Association(data.AuthorAssociation), data.Body ?? "", data.CreatedAt);
}
