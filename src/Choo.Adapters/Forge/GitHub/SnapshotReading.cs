using Choo.Adapters.Forge.GitHub.Wire;
using Choo.Core.Forge;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>A pull request of a GraphQL answer as choo's own records.</summary>
internal static class SnapshotReading
{
    // Of a review that is not given yet: only its author sees it, who may be the one whose token this is.
    private const string Draft = "PENDING";

    public static PullRequestSnapshot Of(PullNode pull, SnapshotDetails details) => new()
    {
        Key = new PullRequestKey(pull.Number, pull.Id ?? ""),
        Url = pull.Url ?? "",
        State = Words.State(pull.State),
        IsDraft = pull.IsDraft,
        HeadCommit = pull.HeadRefOid ?? "",
        Base = pull.BaseRefName ?? "",
        MergeCommit = pull.MergeCommit?.Oid,
        Mergeable = Words.Mergeable(pull.Mergeable),
        IsInMergeQueue = pull.IsInMergeQueue,
        HasMergeQueue = pull.IsMergeQueueEnabled,
        Decision = Words.Decision(pull.ReviewDecision),
        Checks = pull.StatusCheckRollup is { } checks ? Words.Status(checks.State) : null,
        UpdatedAt = pull.UpdatedAt,
        Reviews = [.. details.Reviews.Select(Review)],
        Threads = [.. details.Threads.Select(Thread).Where(thread => !thread.Comments.IsEmpty)],
        Comments = [.. details.Comments.Select(Comment)],
        Reactions = [.. Items(pull.Reactions).Select(each => new Reaction(Words.Reaction(each.Content), Words.User(each.User), each.CreatedAt))],
    };

    private static IEnumerable<T> Items<T>(Page<T>? page)
        where T : class => (page?.Nodes ?? []).OfType<T>();

    private static Review Review(ReviewNode node) => new(
        node.FullDatabaseId ?? 0, Words.User(node.Author), Words.Association(node.AuthorAssociation), Words.Review(node.State), node.Body ?? "", node.Commit?.Oid, node.SubmittedAt);

    private static ReviewThread Thread(ThreadNode node) => new(
        node.Id ?? "", node.IsResolved, node.IsOutdated, node.Path ?? "", node.Line,
        [.. Items(node.Comments).Where(each => each.State != Draft).Select(Comment)])
    {
        Root = Items(node.Comments).Select(first => first.ReplyTo?.FullDatabaseId ?? first.FullDatabaseId ?? 0).FirstOrDefault(),
    };

    private static ForgeComment Comment(CommentNode node) => new(node.FullDatabaseId ?? 0, Words.User(node.Author), Words.Association(node.AuthorAssociation), node.Body ?? "", node.PublishedAt ?? node.CreatedAt);
}
