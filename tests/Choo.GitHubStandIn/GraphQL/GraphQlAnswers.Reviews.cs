using Choo.Testing.GitHub.Rest;
using Choo.Testing.GitHub.State;
using GraphQL;

namespace Choo.Testing.GitHub.GraphQL;

/// <content>Reviews, comments, reactions and checks.</content>
internal static partial class GraphQlAnswers
{
    private static void AddReviews(Dictionary<string, GraphQlType> types)
    {
        For<ReviewThread>(types, "PullRequestReviewThread")
            .Field("id", (thread, _) => NodeIds.Of(thread))
            .Field("isResolved", (thread, _) => thread.IsResolved)
            .Field("resolvedBy", (thread, _) => thread.ResolvedBy)
            .Field("isOutdated", (thread, _) => thread.IsOutdated)
            .Field("path", (thread, _) => thread.Path)
            .Field("line", (thread, _) => thread.Line)
            .Field("originalLine", (thread, _) => thread.OriginalLine)
            .Field("startLine", (thread, _) => thread.IsOutdated ? null : thread.StartLine)
            .Field("pullRequest", (thread, _) => thread.Pull)
            .Pages("comments", (thread, context) => thread.Comments.Where(each => !each.IsPending || each.User == GraphQlCall.Of(context).Account).Skip(context.GetArgument<int?>("skip") ?? 0));
        Comment<ReviewComment>(types, "PullRequestReviewComment", comment => (NodeIds.Of(comment), comment.Id, comment.User, comment.Body, comment.CreatedAt))
            .Field("url", (comment, context) => GraphQlCall.Of(context).Url($"pull/{comment.Thread.Pull.Number}#discussion_r{comment.Id}"))
            .Field("path", (comment, _) => comment.Thread.Path)
            .Field("commit", (comment, _) => new CommitNode(comment.Thread.Commit, []))
            .Field("originalCommit", (comment, _) => new CommitNode(comment.Thread.OriginalCommit, []))
            .Field("pullRequestReview", (comment, _) => comment.Review)
            .Field("publishedAt", (comment, _) => comment.IsPending ? null : Shapes.Time(comment.PublishedAt))
            .Field("state", (comment, _) => comment.IsPending ? "PENDING" : "SUBMITTED")
            .Field("replyTo", (comment, _) => comment.ReplyTo);
        Comment<Review>(types, "PullRequestReview", review => (NodeIds.Of(review), review.Id, review.User, review.Body, review.SubmittedAt))
            .Field("url", (review, context) => GraphQlCall.Of(context).Url($"pull/{review.Pull.Number}#pullrequestreview-{review.Id}"))
            .Field("state", (review, _) => review.State)
            .Field("submittedAt", (review, _) => Shapes.Time(review.SubmittedAt))
            .Field("commit", (review, _) => new CommitNode(review.Commit, []))
            .Pages("comments", (review, _) => review.Pull.Threads.SelectMany(thread => thread.Comments).Where(comment => comment.Review == review));
        Comment<IssueComment>(types, "IssueComment", comment => (NodeIds.Of(comment), comment.Id, comment.User, comment.Body, comment.CreatedAt))
            .Field("url", (comment, context) => GraphQlCall.Of(context).Url($"issues/{comment.Issue.Number}#issuecomment-{comment.Id}"));
        For<Reaction>(types, "Reaction")
            .Field("id", (reaction, _) => NodeIds.Of(reaction))
            .Field("databaseId", (reaction, _) => (int)reaction.Id)
            .Field("content", (reaction, _) => Content(reaction))
            .Field("user", (reaction, _) => reaction.User)
            .Field("createdAt", (reaction, _) => Shapes.Time(reaction.CreatedAt));
        For<ReviewRequestNode>(types, "ReviewRequest").Field("id", (each, _) => $"RR_{each.Reviewer.Id}").Field("requestedReviewer", (each, _) => each.Reviewer);
    }

    private static void AddChecks(Dictionary<string, GraphQlType> types)
    {
        For<CommitNode>(types, "Commit")
            .Field("id", (commit, _) => NodeIds.Commit(commit.Oid))
            .Field("oid", (commit, _) => commit.Oid)
            .Field("message", (commit, context) => GraphQlCall.Of(context).Hub.Git.Message(commit.Oid))
            .Field("statusCheckRollup", (commit, context) => Rollup(commit, context));
        For<RollupNode>(types, "StatusCheckRollup")
            .Field("id", (rollup, _) => $"SCR_{rollup.Commit.Oid}")
            .Field("state", (rollup, _) => rollup.State)
            .Field("commit", (rollup, _) => rollup.Commit)
            .Pages("contexts", (rollup, context) => Contexts(rollup, GraphQlCall.Of(context).Hub.Checks));
        For<CheckRun>(types, "CheckRun")
            .Field("id", (run, _) => NodeIds.Of(run))
            .Field("databaseId", (run, _) => (int)run.Id)
            .Field("name", (run, _) => run.Name)
            .Field("status", (run, _) => run.Status.ToUpperInvariant())
            .Field("conclusion", (run, _) => run.Conclusion?.ToUpperInvariant())
            .Field("title", (run, _) => run.Title)
            .Field("startedAt", (run, _) => Shapes.Time(run.StartedAt))
            .Field("completedAt", (run, _) => Shapes.Time(run.CompletedAt))
            .Field("detailsUrl", (run, context) => GraphQlCall.Of(context).Url($"actions/runs/1/job/{run.Id}"));
        For<CommitStatus>(types, "StatusContext")
            .Field("id", (status, _) => NodeIds.Of(status))
            .Field("context", (status, _) => status.Context)
            .Field("state", (status, _) => status.State.ToUpperInvariant())
            .Field("description", (status, _) => status.Description)
            .Field("targetUrl", (_, _) => null)
            .Field("createdAt", (status, _) => Shapes.Time(status.CreatedAt));
    }

    private static Fields<T> Comment<T>(Dictionary<string, GraphQlType> types, string name, Func<T, (string NodeId, long Id, Account User, string Body, DateTimeOffset At)> read) =>
        For<T>(types, name)
            .Field("id", (comment, _) => read(comment).NodeId)
            .Field("databaseId", (comment, _) => (int)read(comment).Id)
            .Field("fullDatabaseId", (comment, _) => $"{read(comment).Id}")
            .Field("author", (comment, _) => read(comment).User)
            .Field("authorAssociation", (comment, _) => read(comment).User.Association)
            .Field("body", (comment, _) => read(comment).Body)
            .Field("createdAt", (comment, _) => Shapes.Time(read(comment).At))
            .Field("updatedAt", (comment, _) => Shapes.Time(read(comment).At));

    private static RollupNode? Rollup(CommitNode commit, IResolveFieldContext context) =>
        GraphQlCall.Of(context).Hub.Checks.Rollup(commit.Oid, commit.Required) is { } state ? new RollupNode(commit, state) : null;

    private static IEnumerable<object> Contexts(RollupNode rollup, Checks checks) => [.. checks.Runs(rollup.Commit.Oid), .. checks.Statuses(rollup.Commit.Oid)];

    private static string Content(Reaction reaction) => reaction.Content switch { "+1" => "THUMBS_UP", "-1" => "THUMBS_DOWN", var other => other.ToUpperInvariant() };
}
