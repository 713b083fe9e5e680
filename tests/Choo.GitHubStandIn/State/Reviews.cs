using System.Text.Json.Nodes;
using Choo.Testing.GitHub.Git;

namespace Choo.Testing.GitHub.State;

/// <summary>Reviews and their threads.</summary>
public sealed class Reviews
{
    private readonly HubState hub;

    internal Reviews(HubState hub) => this.hub = hub;

    public Review Approve(PullRequest pull, string login, string body = "") => Submit(pull, login, "APPROVED", body);

    public Review RequestChanges(PullRequest pull, string login, string body, params LineComment[] comments) => Submit(pull, login, "CHANGES_REQUESTED", body, comments);

    public Review Comment(PullRequest pull, string login, string body, params LineComment[] comments) => Submit(pull, login, "COMMENTED", body, comments);

    /// <summary>Takes a review's verdict back.</summary>
    public void Dismiss(Review review) => hub.Do(() => review.State = "DISMISSED");

    /// <summary>Answers in a thread; as at GitHub a review without words comes along.</summary>
    public ReviewComment Reply(ReviewThread thread, string login, string body) => hub.Do(() =>
    {
        var pull = thread.Pull;
        var review = Add(new Review(hub.NextId(), pull, hub.People[login], "COMMENTED", "", pull.HeadSha, hub.Now));
        var reply = new ReviewComment(hub.NextId(), thread, review, review.User, body, hub.Now, thread.Comments[0]);
        thread.Comments.Add(reply);
        hub.Events.Raise(new HubEvent.Replied(thread, reply));
        return reply;
    });

    /// <summary>Writes an answer that is not given yet.</summary>
    public ReviewComment Draft(ReviewThread thread, string login, string body) => hub.Do(() =>
    {
        var review = new Review(hub.NextId(), thread.Pull, hub.People[login], "COMMENTED", "", thread.Pull.HeadSha, hub.Now);
        var draft = new ReviewComment(hub.NextId(), thread, review, review.User, body, hub.Now, thread.Comments[0]) { IsPending = true };
        thread.Comments.Add(draft);
        return draft;
    });

    /// <summary>Gives a draft.</summary>
    public void Publish(ReviewComment draft) => hub.Do(() =>
    {
        var given = draft with { IsPending = false, PublishedAt = hub.Now, Review = Add(draft.Review) };
        draft.Thread.Comments[draft.Thread.Comments.IndexOf(draft)] = given;
        hub.Events.Raise(new HubEvent.Replied(draft.Thread, given));
        return given;
    });

    /// <summary>Marks a thread as resolved.</summary>
    public void Resolve(ReviewThread thread, string login) => hub.Do(() =>
    {
        thread.ResolvedBy ??= hub.People[login];
        thread.Pull.UpdatedAt = hub.Now;
        hub.Events.Raise(new HubEvent.ThreadResolved(thread));
        return true;
    });

    public void Unresolve(ReviewThread thread) => hub.Do(() => thread.ResolvedBy = null);

    /// <summary>Asks people for a review.</summary>
    public void Request(PullRequest pull, params string[] logins) => hub.Do(() =>
    {
        var reviewers = logins.Select(hub.People.Find).ToArray();
        if (reviewers.Any(each => each is null or { IsCollaborator: false }))
        {
            throw new RefusedException(
                422, $"Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the {hub.Repository.FullName} repository.");
        }

        if (reviewers.Contains(pull.User))
        {
            throw new RefusedException(422, "Review cannot be requested from pull request author.");
        }

        foreach (var reviewer in reviewers.Where(each => !pull.RequestedReviewers.Contains(each!)))
        {
            pull.RequestedReviewers.Add(reviewer!);
            pull.UpdatedAt = hub.Now;
            hub.Events.Raise(new HubEvent.ReviewRequested(pull, reviewer!));
        }

        return true;
    });

    internal Review Submit(PullRequest pull, string login, string state, string body, params LineComment[] comments) => hub.Do(() =>
    {
        var user = hub.People[login];
        if (user == pull.User && state != "COMMENTED")
        {
            throw Unprocessable($"Review Can not {(state == "APPROVED" ? "approve" : "request changes on")} your own pull request");
        }

        if (body.Length == 0 && comments.Length == 0 && state != "APPROVED")
        {
            throw Unprocessable("Review body can't be blank");
        }

        foreach (var comment in comments)
        {
            Locate(pull, comment);
        }

        pull.RequestedReviewers.Remove(user);
        var review = Add(new Review(hub.NextId(), pull, user, state, body, pull.HeadSha, hub.Now));
        foreach (var comment in comments)
        {
            var thread = new ReviewThread(hub.NextId(), pull, comment, pull.HeadSha);
            thread.Comments.Add(new ReviewComment(hub.NextId(), thread, review, user, comment.Body, hub.Now));
            pull.Threads.Add(thread);
        }

        return review;
    });

    /// <summary>Who decided what last, of those whose word counts.</summary>
    internal static IReadOnlyList<Review> Decisions(PullRequest pull) =>
    [
        .. pull.Reviews.Where(review => review.State != "COMMENTED" && review.User.MayWrite && review.User != pull.User)
            .GroupBy(review => review.User.Login).Select(ofOne => ofOne.Last()),
    ];

    /// <summary>APPROVED, CHANGES_REQUESTED or REVIEW_REQUIRED; null where the branch asks for no review.</summary>
    internal string? Decision(PullRequest pull)
    {
        var decisions = Decisions(pull);
        return hub.Rules[pull.BaseBranch].Approvals switch
        {
            0 => null,
            _ when decisions.Any(review => review.State == "CHANGES_REQUESTED") => "CHANGES_REQUESTED",
            var needed => decisions.Count(review => review.State == "APPROVED") >= needed ? "APPROVED" : "REVIEW_REQUIRED",
        };
    }

    /// <summary>Follows each thread's line into a new head, and takes approvals back where the rules say so.</summary>
    internal void HeadMoved(PullRequest pull, string head)
    {
        foreach (var thread in pull.Threads.Where(thread => !thread.IsOutdated && thread.Side == "RIGHT"))
        {
            thread.Line = Hunk.Moved(thread.Line!.Value, hub.Git.Hunks(thread.Commit, head, thread.Path, context: 0));
            thread.Commit = head;
        }

        if (hub.Rules[pull.BaseBranch].DismissStale)
        {
            foreach (var review in pull.Reviews.Where(review => review.State == "APPROVED"))
            {
                review.State = "DISMISSED";
            }
        }
    }

    private Review Add(Review review)
    {
        review.Pull.Reviews.Add(review);
        review.Pull.UpdatedAt = hub.Now;
        hub.Events.Raise(new HubEvent.Reviewed(review.Pull, review));
        return review;
    }

    // A comment stands on a line that the difference shows.
    private void Locate(PullRequest pull, LineComment comment)
    {
        if (!hub.Git.ChangedPaths(pull.BaseSha, pull.HeadSha).Contains(comment.Path))
        {
            throw Unprocessable("Path could not be resolved");
        }

        var hunks = hub.Git.Hunks(hub.Git.MergeBase(pull.BaseSha, pull.HeadSha), pull.HeadSha, comment.Path, context: 3);
        var shown = hunks.Any(hunk => comment.Side == "RIGHT"
            ? comment.Line >= hunk.NewStart && comment.Line < hunk.NewStart + hunk.NewCount
            : comment.Line >= hunk.OldStart && comment.Line < hunk.OldStart + hunk.OldCount);
        if (!shown)
        {
            throw Unprocessable("Line could not be resolved");
        }
    }

    private static RefusedException Unprocessable(string error) => new(422, "Unprocessable Entity", JsonValue.Create(error));
}
