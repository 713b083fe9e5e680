using Choo.Testing.GitHub.Rest;
using Choo.Testing.GitHub.State;
using GraphQL;

namespace Choo.Testing.GitHub.GraphQL;

/// <content>The repository and its pull requests.</content>
internal static partial class GraphQlAnswers
{
    private static void AddRepository(Dictionary<string, GraphQlType> types)
    {
        For<RepositorySettings>(types, "Repository")
            .Field("id", (_, _) => NodeIds.Repository)
            .Field("name", (repository, _) => repository.Name)
            .Field("nameWithOwner", (repository, _) => repository.FullName)
            .Field("owner", (repository, context) => GraphQlCall.Of(context).Hub.People[repository.Owner])
            .Field("url", (repository, context) => $"{GraphQlCall.Of(context).Origin}/{repository.FullName}")
            .Field("isPrivate", (repository, _) => repository.IsPrivate)
            .Field("defaultBranchRef", (repository, _) => new RefNode(repository.DefaultBranch))
            .Field("deleteBranchOnMerge", (repository, _) => repository.DeleteBranchOnMerge)
            .Field("mergeCommitAllowed", (repository, _) => repository.AllowMerge)
            .Field("squashMergeAllowed", (repository, _) => repository.AllowSquash)
            .Field("rebaseMergeAllowed", (repository, _) => repository.AllowRebase)
            .Field("viewerPermission", (_, context) => GraphQlCall.Of(context).Account.Role.ToUpperInvariant())
            .Field("pullRequest", (_, context) => Pull(context))
            .Pages("pullRequests", (_, context) => Pulls(context));
        For<RefNode>(types, "Ref")
            .Field("id", (node, _) => NodeIds.Ref(node.Branch)).Field("name", (node, _) => node.Branch)
            .Field("target", (node, context) => GraphQlCall.Of(context).Hub.Git.Tip(node.Branch) is { } tip ? new CommitNode(tip, []) : null);
        For<LabelNode>(types, "Label").Field("id", (label, _) => NodeIds.Label(label.Name)).Field("name", (label, _) => label.Name).Field("color", (_, _) => "ededed");
        For<Milestone>(types, "Milestone").Field("id", (each, _) => NodeIds.Of(each)).Field("number", (each, _) => each.Number).Field("title", (each, _) => each.Title);
    }

    private static void AddPullRequest(Dictionary<string, GraphQlType> types)
    {
        For<PullRequest>(types, "PullRequest")
            .Field("id", (pull, _) => NodeIds.Of(pull))
            .Field("databaseId", (pull, _) => (int)pull.Id)
            .Field("fullDatabaseId", (pull, _) => $"{pull.Id}")
            .Field("number", (pull, _) => pull.Number)
            .Field("title", (pull, _) => pull.Title)
            .Field("body", (pull, _) => pull.Body ?? "")
            .Field("url", (pull, context) => GraphQlCall.Of(context).Url($"pull/{pull.Number}"))
            .Field("author", (pull, _) => pull.User)
            .Field("authorAssociation", (pull, _) => pull.User.Association)
            .Field("state", (pull, _) => pull.IsMerged ? "MERGED" : pull.IsOpen ? "OPEN" : "CLOSED")
            .Field("isDraft", (pull, _) => pull.IsDraft)
            .Field("closed", (pull, _) => !pull.IsOpen)
            .Field("merged", (pull, _) => pull.IsMerged)
            .Field("createdAt", (pull, _) => Shapes.Time(pull.CreatedAt))
            .Field("updatedAt", (pull, _) => Shapes.Time(pull.UpdatedAt))
            .Field("closedAt", (pull, _) => Shapes.Time(pull.ClosedAt))
            .Field("mergedAt", (pull, _) => Shapes.Time(pull.MergedAt))
            .Field("repository", (_, context) => GraphQlCall.Of(context).Hub.Repository)
            .Field("headRepository", (_, context) => GraphQlCall.Of(context).Hub.Repository)
            .Field("isCrossRepository", (_, _) => false)
            .Field("headRefName", (pull, _) => pull.HeadBranch)
            .Field("headRefOid", (pull, _) => pull.HeadSha)
            .Field("baseRefName", (pull, _) => pull.BaseBranch)
            .Field("baseRefOid", (pull, _) => pull.BaseSha)
            .Field("mergeCommit", (pull, _) => pull.MergeSha is { } commit ? new CommitNode(commit, []) : null)
            .Field("mergeable", (pull, context) => GraphQlCall.Of(context).Mergeable(pull) switch { true => "MERGEABLE", false => "CONFLICTING", null => "UNKNOWN" })
            .Field("mergeStateStatus", (pull, context) => MergeState(pull, GraphQlCall.Of(context)))
            .Field("isInMergeQueue", (pull, context) => GraphQlCall.Of(context).Hub.Queue.Of(pull) is not null)
            .Field("isMergeQueueEnabled", (pull, context) => GraphQlCall.Of(context).Hub.Rules[pull.BaseBranch].Queue is not null)
            .Field("mergeQueueEntry", (pull, context) => GraphQlCall.Of(context).Hub.Queue.Of(pull))
            .Field("reviewDecision", (pull, context) => GraphQlCall.Of(context).Hub.Reviews.Decision(pull))
            .Field("milestone", (pull, _) => pull.Milestone)
            .Field("statusCheckRollup", (pull, context) => Rollup(Head(pull, context), context))
            .Pages("labels", (pull, _) => pull.Labels.Select(name => new LabelNode(name)))
            .Pages("comments", (pull, _) => pull.Comments)
            .Pages("commits", (pull, context) => Commits(pull, context))
            .Pages("reactions", (pull, context) => pull.Reactions.Where(each => context.GetArgument<string?>("content") is not { } content || content == Content(each)))
            .Pages("reviewRequests", (pull, _) => pull.RequestedReviewers.Select(each => new ReviewRequestNode(each)))
            .Pages("reviewThreads", (pull, _) => pull.Threads)
            .Pages("reviews", (pull, context) => ReviewsOf(pull, context))
            .Pages("latestReviews", (pull, _) => pull.Reviews.GroupBy(review => review.User.Login).Select(ofOne => ofOne.Last()));
        For<PullCommitNode>(types, "PullRequestCommit").Field("id", (each, _) => $"PURC_{each.Commit.Oid}").Field("commit", (each, _) => each.Commit);
        For<QueueEntry>(types, "MergeQueueEntry")
            .Field("id", (entry, _) => NodeIds.Of(entry))
            .Field("state", (entry, _) => entry.State)
            .Field("position", (entry, context) => GraphQlCall.Of(context).Hub.Queue.Position(entry))
            .Field("enqueuedAt", (entry, _) => Shapes.Time(entry.EnqueuedAt))
            .Field("headCommit", (entry, _) => entry.Commit is { } commit ? new CommitNode(commit, []) : null)
            .Field("pullRequest", (entry, _) => entry.Pull);
    }

    private static PullRequest Pull(IResolveFieldContext context)
    {
        var number = context.GetArgument<int>("number");
        return GraphQlCall.Of(context).Hub.PullRequests.Find(number) ?? throw NotFound($"Could not resolve to a PullRequest with the number of {number}.");
    }

    private static IEnumerable<PullRequest> Pulls(IResolveFieldContext context)
    {
        var (states, labels) = (context.GetArgument<List<string>?>("states"), context.GetArgument<List<string>?>("labels"));
        var (head, @base) = (context.GetArgument<string?>("headRefName"), context.GetArgument<string?>("baseRefName"));
        var found = GraphQlCall.Of(context).Hub.PullRequests.All.Where(pull =>
            (states is null || states.Contains(pull.IsMerged ? "MERGED" : pull.IsOpen ? "OPEN" : "CLOSED"))
            && (labels is null || labels.Exists(pull.Labels.Contains))
            && (head is null || pull.HeadBranch == head) && (@base is null || pull.BaseBranch == @base));
        var order = context.GetArgument<Dictionary<string, object?>?>("orderBy");
        var ordered = order?["field"] as string == "UPDATED_AT" ? found.OrderBy(pull => pull.UpdatedAt).ThenBy(pull => pull.Number) : found.OrderBy(pull => pull.Number);
        return order?["direction"] as string == "DESC" ? ordered.Reverse() : ordered;
    }

    private static string MergeState(PullRequest pull, GraphQlCall call) =>
        pull.IsOpen ? call.Hub.Merging.State(pull, call.Mergeable(pull)).ToUpperInvariant() : "UNKNOWN";

    private static CommitNode Head(PullRequest pull, IResolveFieldContext context) => new(pull.HeadSha, GraphQlCall.Of(context).Hub.Rules[pull.BaseBranch].RequiredChecks);

    private static IEnumerable<PullCommitNode> Commits(PullRequest pull, IResolveFieldContext context) =>
        GraphQlCall.Of(context).Hub.Git.Commits(pull.BaseSha, pull.HeadSha).Select(commit => new PullCommitNode(commit == pull.HeadSha ? Head(pull, context) : new CommitNode(commit, [])));

    private static IEnumerable<Review> ReviewsOf(PullRequest pull, IResolveFieldContext context)
    {
        var (states, author) = (context.GetArgument<List<string>?>("states"), context.GetArgument<string?>("author"));
        return pull.Reviews.Where(review => (states is null || states.Contains(review.State)) && (author is null || review.User.Login == author));
    }
}
