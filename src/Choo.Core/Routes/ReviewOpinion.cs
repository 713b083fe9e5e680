using System.Collections.Immutable;
using System.Globalization;
using Choo.Core.Agents;
using Choo.Core.Events;
using Choo.Core.Forge;

namespace Choo.Core.Routes;

/// <summary>What those whose word counts say of a pull request.</summary>
/// <param name="Status">In one.</param>
/// <param name="Items">What they ask for and nobody has answered.</param>
/// <param name="Seen">The newest time of anything that was said, by the forge's clock.</param>
internal sealed record ReviewOpinion(PullRequestStatus Status, ImmutableArray<FeedbackItem> Items, DateTimeOffset Seen)
{
    public static ReviewOpinion Of(PullRequestView view)
    {
        var snapshot = view.Snapshot;
        var reviews = view.Review.Formal ? Newest(view) : [];
        var threads = snapshot.Threads.Select(thread => ItemOf(thread, view)).OfType<FeedbackItem>().ToImmutableArray();
        var demands = reviews.Where(review => review.State == ReviewState.ChangesRequested && IsOpen(review.SubmittedAt, view)).ToArray();
        ImmutableArray<FeedbackItem> items = [.. threads, .. demands.Where(review => review.Body.Length > 0 || threads.IsEmpty).Select(ItemOf), .. Remarks(view)];
        var reactions = view.Review.Reactions ? snapshot.Reactions.Where(reaction => Counts(reaction.Author, null, view)).ToArray() : [];
        var isApproved = reactions.Any(reaction => reaction.Kind == ReactionKind.ThumbsUp && IsOfAnswer(reaction.CreatedAt, view) && demands.All(demand => IsTakenBack(demand, reaction)))
            || (reviews.Any(review => IsApproval(review, view)) && !reviews.Any(review => review.State == ReviewState.ChangesRequested));
        var status = isApproved && !(view.Rules.MustResolveThreads && !threads.IsEmpty) ? PullRequestStatus.Approved
            : reactions.Any(reaction => reaction.Kind == ReactionKind.Eyes) ? PullRequestStatus.InProgress
            : !items.IsEmpty ? PullRequestStatus.ChangesRequested
            : PullRequestStatus.Pending;
        return new ReviewOpinion(status, status == PullRequestStatus.ChangesRequested ? items : [], Latest(snapshot, view.Known.Seen));
    }

    /// <summary>Whether a comment is choo's own: by the token's owner, with choo's mark. That person may comment too.</summary>
    public static bool IsOwn(ForgeComment comment, ForgeUser me) => IsSame(comment.Author, me) && PullRequestText.HasMark(comment.Body);

    /// <summary>The newest time of anything that was said.</summary>
    public static DateTimeOffset Latest(PullRequestSnapshot snapshot, DateTimeOffset? before) =>
        snapshot.Reactions.Select(reaction => reaction.CreatedAt)
            .Concat(snapshot.Reviews.Select(review => review.SubmittedAt).OfType<DateTimeOffset>())
            .Concat(snapshot.Threads.SelectMany(thread => thread.Comments).Concat(snapshot.Comments).Select(comment => comment.CreatedAt))
            .Append(before ?? DateTimeOffset.MinValue.AddYears(1)).Max();

    /// <summary>
    /// Whether somebody's word counts: named ones where the configuration names some, and otherwise people who belong to the repository. A reaction
    /// does not say what its author is to the repository; where strangers can react, somebody must have spoken there as one who belongs to it.
    /// </summary>
    private static bool Counts(ForgeUser author, AuthorAssociation? association, PullRequestView view)
    {
        if (!view.Review.Authors.IsEmpty)
        {
            return view.Review.Authors.Contains(author.Login, StringComparer.OrdinalIgnoreCase);
        }

        if (author.IsBot)
        {
            return false;
        }

        return association is { } known ? Belongs(known) : !view.IsPublic || IsSame(author, view.Me) || Spoke(author, view.Snapshot);
    }

    private static bool Belongs(AuthorAssociation association) => association is AuthorAssociation.Owner or AuthorAssociation.Member or AuthorAssociation.Collaborator;

    private static bool Spoke(ForgeUser author, PullRequestSnapshot snapshot) =>
        snapshot.Reviews.Any(review => IsSame(review.Author, author) && Belongs(review.Association))
        || snapshot.Threads.SelectMany(thread => thread.Comments).Concat(snapshot.Comments).Any(comment => IsSame(comment.Author, author) && Belongs(comment.Association));

    private static bool IsSame(ForgeUser one, ForgeUser other) => string.Equals(one.Login, other.Login, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether no turn was asked to answer it.</summary>
    private static bool IsOpen(DateTimeOffset? time, PullRequestView view) => view.Known.Seen is not { } seen || time > seen;

    /// <summary>Whether it was said when the last answer was there to be seen.</summary>
    private static bool IsOfAnswer(DateTimeOffset? time, PullRequestView view) => view.Known.AnsweredAt is not { } answered || time > answered;

    /// <summary>A review says which commit it is of, whatever the time: a page that was not loaded again shows an older one.</summary>
    private static bool IsApproval(Review review, PullRequestView view) =>
        review.State == ReviewState.Approved && (view.Known.HasAnswer(review.Commit) ?? IsOfAnswer(review.SubmittedAt, view));

    /// <summary>A thumbs up outweighs what its author asked for before, and nobody else's demand.</summary>
    private static bool IsTakenBack(Review demand, Reaction thumb) => IsSame(demand.Author, thumb.Author) && thumb.CreatedAt > demand.SubmittedAt;

    /// <summary>The last word of each reviewer whose word counts.</summary>
    private static ImmutableArray<Review> Newest(PullRequestView view) =>
    [
        .. view.Snapshot.Reviews
            .Where(review => review.State is ReviewState.Approved or ReviewState.ChangesRequested or ReviewState.Dismissed && Counts(review.Author, review.Association, view))
            .GroupBy(review => review.Author.Login, StringComparer.OrdinalIgnoreCase).Select(group => group.Last()),
    ];

    /// <summary>What was written in a thread and no turn was asked to answer, though choo's answer to older words may stand below it; null when nothing that counts was.</summary>
    private static FeedbackItem? ItemOf(ReviewThread thread, PullRequestView view)
    {
        var answered = thread.Comments.Select((comment, index) => IsOwn(comment, view.Me) ? index : -1).Max();
        var open = thread.IsResolved ? [] : thread.Comments
            .Where((comment, index) => (index > answered || (view.Known.Seen is { } seen && comment.CreatedAt > seen)) && !IsOwn(comment, view.Me) && Counts(comment.Author, comment.Association, view))
            .ToArray();
        if (open.Length == 0)
        {
            return null;
        }

        var text = string.Join("\n\n", open.Select(comment => IsSame(comment.Author, open[0].Author) ? comment.Body : $"{comment.Author.Login}: {comment.Body}"));
        return new FeedbackItem(FeedbackKind.Thread, thread.Id, open[0].Author.Login, PullRequestText.Cut(text)) { Path = thread.Path, Line = thread.Line, Comment = thread.Root };
    }

    /// <summary>What was said to no line and no turn was asked to answer: in the conversation, or as the text of a review that only comments.</summary>
    private static IEnumerable<FeedbackItem> Remarks(PullRequestView view) =>
    [
        .. view.Snapshot.Reviews
            .Where(review => view.Review.Formal && review.State == ReviewState.Commented && !string.IsNullOrWhiteSpace(review.Body) && IsOpen(review.SubmittedAt, view)
                && Counts(review.Author, review.Association, view) && !(IsSame(review.Author, view.Me) && PullRequestText.HasMark(review.Body)))
            .Select(ItemOf),
        .. view.Snapshot.Comments
            .Where(comment => !IsOwn(comment, view.Me) && !string.IsNullOrWhiteSpace(comment.Body) && IsOpen(comment.CreatedAt, view) && Counts(comment.Author, comment.Association, view))
            .Select(comment => new FeedbackItem(FeedbackKind.Review, comment.Id.ToString(CultureInfo.InvariantCulture), comment.Author.Login, PullRequestText.Cut(comment.Body))),
    ];

    private static FeedbackItem ItemOf(Review review) => new(
        FeedbackKind.Review, review.Id.ToString(CultureInfo.InvariantCulture), review.Author.Login, review.Body.Length > 0 ? PullRequestText.Cut(review.Body) : "(without a text)");
}
