using System.Collections.Immutable;
using Choo.Core.Forge;
using Choo.Core.Ports;

namespace Choo.Core.Tests.Flow.Memory;

/// <summary>A forge over a repository in memory: a merge is a merge, and a test plays the people.</summary>
internal sealed class MemoryForge(MemoryGit git, MemoryRemote remote) : IForge, IPullRequests, IReviews, IChecks, IForgeBranches
{
    private readonly Lock gate = new();

    public ForgeRepository Repository { get; } = new("github.com", "octo", "app");

    public IPullRequests PullRequests => this;

    public IReviews Reviews => this;

    public IChecks Checks => this;

    public IForgeBranches Branches => this;

    public ForgeUser Me { get; init; } = new("choo-bot", false);

    public bool IsPublic { get; set; } = true;

    public BranchRules Rules { get; set; } = new();

    /// <summary>What the repository's settings allow.</summary>
    public ImmutableArray<MergeMethod> MergeMethods { get; set; } = [MergeMethod.Merge, MergeMethod.Squash, MergeMethod.Rebase];

    /// <summary>The way of the newest merge.</summary>
    public MergeMethod? LastMethod { get; private set; }

    /// <summary>How many looks at pull requests still see none.</summary>
    public int LateLooks { get; set; }

    /// <summary>All that were opened.</summary>
    public List<MemoryPullRequest> All { get; } = [];

    /// <summary>What people do when a pull request is looked at.</summary>
    public Action<MemoryPullRequest> People { get; set; } = _ => { };

    /// <summary>Checks of commits.</summary>
    public Func<string, CommitChecks?> ChecksOf { get; set; } = _ => null;

    /// <summary>Why a request is refused, by its name; null when it is not.</summary>
    public Func<string, ForgeFailure?> Refuses { get; set; } = _ => null;

    /// <summary>Whether the answer to a request that was carried out is lost.</summary>
    public Func<string, bool> Loses { get; set; } = _ => false;

    /// <summary>Called before each request and after it was carried out.</summary>
    public Action<string> Step { get; set; } = _ => { };

    /// <summary>Every request that was made, by its name.</summary>
    public List<string> Requests { get; } = [];

    public MemoryPullRequest Of(string unit)
    {
        lock (gate)
        {
            return All.Single(each => each.Head == $"choo/{unit}");
        }
    }

    public Task<ForgeAnswer<ForgeUser>> WhoAmIAsync(CancellationToken cancellationToken) => Answer("me", () => Me, cancellationToken);

    public Task<ForgeAnswer<RepositoryFacts>> DescribeAsync(CancellationToken cancellationToken) =>
        Answer("describe", () => new RepositoryFacts("main", IsPublic, true, MergeMethods), cancellationToken);

    public Task<ForgeAnswer<ForgeQuotas>> QuotasAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ForgeAnswer<ImmutableArray<PullRequest>>> FindAsync(string head, CancellationToken cancellationToken) =>
        Answer("find", () => All.Where(each => each.Head == head).Reverse().Select(Describe).ToImmutableArray(), cancellationToken);

    public Task<ForgeAnswer<PullRequest>> CreateAsync(NewPullRequest pullRequest, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (All.Exists(each => each.Head == pullRequest.Head && each.Base == pullRequest.Base && each.State == PullRequestState.Open))
            {
                return Task.FromResult<ForgeAnswer<PullRequest>>(new ForgeAnswer<PullRequest>.Failed(new ForgeFailure.AlreadyExists("there is one")));
            }
        }

        return Answer(
            "create",
            () =>
            {
                var made = new MemoryPullRequest(All.Count + 1, pullRequest, Me);
                All.Add(made);
                return Describe(made);
            },
            cancellationToken);
    }

    public Task<ForgeAnswer<PullRequest>> ReadAsync(int number, CancellationToken cancellationToken) => Answer("read", () => Describe(All[number - 1]), cancellationToken);

    public Task<ForgeAnswer<ImmutableArray<PullRequestSnapshot>>> SnapshotAsync(ImmutableArray<int> numbers, CancellationToken cancellationToken) => Answer(
        "snapshot",
        () =>
        {
            var found = numbers.Where(number => number <= All.Count && LateLooks-- <= 0).Select(number => All[number - 1]).ToList();
            found.ForEach(each => each.Polls++);
            found.ForEach(People);
            return found.Select(Snapshot).ToImmutableArray();
        },
        cancellationToken);

    public async Task<ForgeFailure?> UpdateAsync(PullRequestKey key, PullRequestChange change, CancellationToken cancellationToken) => (await Answer(
        "update",
        () =>
        {
            All[key.Number - 1].Labels.AddRange(change.AddLabels);
            All[key.Number - 1].Body = change.Body ?? All[key.Number - 1].Body;
            All[key.Number - 1].Base = change.Base ?? All[key.Number - 1].Base;
            return true;
        },
        cancellationToken)).Problem;

    public Task<ForgeAnswer<string>> MergeAsync(PullRequestMerge merge, CancellationToken cancellationToken)
    {
        var pull = All[merge.Number - 1];
        LastMethod = merge.Method;
        var refusal = pull.State != PullRequestState.Open ? new ForgeFailure.Refused("it is not open")
            : remote[pull.Head] != merge.HeadCommit ? new ForgeFailure.StaleHead("the head is another")
            : Merge(pull) is MergeConflict ? (ForgeFailure?)new ForgeFailure.NotMergeable("conflicts") : null;
        return refusal is null
            ? Answer("merge", () => Land(pull), cancellationToken)
            : Task.FromResult<ForgeAnswer<string>>(new ForgeAnswer<string>.Failed(refusal));
    }

    /// <summary>Merges one as the forge, or a person, does: as one commit on the base.</summary>
    public string Land(MemoryPullRequest pull)
    {
        var merged = (Core.Landing.MergeOutcome.Merged)git.Merge(remote[pull.Base]!, remote[pull.Head]!, "squash");
        var commit = git.Commit(merged.Tree, [remote[pull.Base]!], $"{pull.Title} (#{pull.Key.Number})");
        (remote[pull.Base], pull.State, pull.MergeCommit, pull.LastHead, pull.IsInMergeQueue) = (commit, PullRequestState.Merged, commit, remote[pull.Head], false);
        return commit;
    }

    public async Task<ForgeFailure?> EnqueueAsync(PullRequestKey key, string headCommit, CancellationToken cancellationToken)
    {
        var pull = All[key.Number - 1];
        return pull.IsInMergeQueue
            ? new ForgeFailure.AlreadyExists("it is there")
            : (await Answer("enqueue", () => pull.IsInMergeQueue = true, cancellationToken)).Problem;
    }

    public Task<ForgeAnswer<ImmutableArray<ForgeComment>>> CommentsAsync(int number, CancellationToken cancellationToken) =>
        Answer("comments", () => All[number - 1].Comments.ToImmutableArray(), cancellationToken);

    public Task<ForgeAnswer<ForgeComment>> CommentAsync(int number, string body, CancellationToken cancellationToken) => Answer(
        "comment",
        () =>
        {
            var comment = new ForgeComment(All[number - 1].Comments.Count + 1, Me, AuthorAssociation.Owner, body, DateTimeOffset.UnixEpoch);
            All[number - 1].Comments.Add(comment);
            return comment;
        },
        cancellationToken);

    public Task<ForgeAnswer<ForgeComment>> ReplyAsync(int number, long comment, string body, CancellationToken cancellationToken) =>
        Answer("reply", () => All[number - 1].Reply(comment, Me, body), cancellationToken);

    public Task<ForgeFailure?> ResolveAsync(string thread, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<ForgeFailure?> SubmitAsync(int number, NewReview review, CancellationToken cancellationToken)
    {
        ForgeFailure? outside = review.Comments.Any(comment => comment.Line > 1) ? new ForgeFailure.Invalid(["line must be part of the diff"]) : null;
        var answer = await Answer(
            "submit",
            () =>
            {
                if (outside is null)
                {
                    All[number - 1].Submit(Me, review);
                }

                return outside;
            },
            cancellationToken);
        return answer is ForgeAnswer<ForgeFailure?>.Ok ok ? ok.Value : answer.Problem;
    }

    public Task<ForgeAnswer<CommitChecks>> OfAsync(string commit, CancellationToken cancellationToken) => Answer("checks", () => ChecksOf(commit) ?? new CommitChecks([], []), cancellationToken);

    public Task<ForgeAnswer<ImmutableArray<CheckAnnotation>>> AnnotationsAsync(long check, CancellationToken cancellationToken) =>
        Answer("annotations", () => ImmutableArray.Create(new CheckAnnotation("a.txt", 3, 3, "failure", "", "it is wrong")), cancellationToken);

    public Task<ForgeAnswer<string>> LogTailAsync(long job, CancellationToken cancellationToken) => Answer("log", () => "the end of the log", cancellationToken);

    public Task<ForgeAnswer<BranchRules>> RulesAsync(string branch, CancellationToken cancellationToken) => Answer("rules", () => Rules, cancellationToken);

    public Task<ForgeAnswer<string?>> TipAsync(string branch, CancellationToken cancellationToken) => Answer("tip", () => remote[branch], cancellationToken);

    public async Task<ForgeFailure?> DeleteAsync(string branch, string commit, CancellationToken cancellationToken)
    {
        if (remote[branch] != commit)
        {
            return remote[branch] is null ? new ForgeFailure.NotFound(branch) : new ForgeFailure.StaleHead("it is elsewhere");
        }

        return (await Answer(
            "delete",
            () =>
            {
                remote[branch] = null;

                // As GitHub does with what stood on a merged one.
                All.FindAll(each => each.Base == branch).ForEach(each => each.Base = All.Find(merged => merged.Head == branch)!.Base);
                return true;
            },
            cancellationToken)).Problem;
    }

    private sealed record MergeConflict;

    private object Merge(MemoryPullRequest pull) => git.Merge(remote[pull.Base]!, remote[pull.Head]!, "try") is Core.Landing.MergeOutcome.Conflicted ? new MergeConflict() : pull;

    private async Task<ForgeAnswer<T>> Answer<T>(string request, Func<T> make, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        Step(request);
        cancellationToken.ThrowIfCancellationRequested();
        T made;
        lock (gate)
        {
            Requests.Add(request);
            if (Refuses(request) is { } failure)
            {
                return new ForgeAnswer<T>.Failed(failure);
            }

            made = make();
        }

        Step(request);
        cancellationToken.ThrowIfCancellationRequested();
        return Loses(request) ? new ForgeAnswer<T>.Failed(new ForgeFailure.AnswerLost("cut off")) : new ForgeAnswer<T>.Ok(made);
    }

    private PullRequest Describe(MemoryPullRequest pull) => new()
    {
        Key = pull.Key,
        Url = pull.Url,
        Title = pull.Title,
        Body = pull.Body,
        State = pull.State,
        IsDraft = pull.IsDraft,
        Head = pull.Head,
        HeadCommit = pull.LastHead ?? remote[pull.Head]!,
        Base = pull.Base,
        Author = pull.Author,
        MergeCommit = pull.MergeCommit,
    };

    private PullRequestSnapshot Snapshot(MemoryPullRequest pull) => new()
    {
        Key = pull.Key,
        Url = pull.Url,
        State = pull.State,
        IsDraft = pull.IsDraft,
        HeadCommit = pull.LastHead ?? remote[pull.Head]!,
        Base = pull.Base,
        MergeCommit = pull.MergeCommit,
        Mergeable = pull.State == PullRequestState.Open && Merge(pull) is MergeConflict ? Mergeability.Conflicting : Mergeability.Clean,
        IsInMergeQueue = pull.IsInMergeQueue,
        Decision = pull.Decision,
        Checks = ChecksOf(pull.LastHead ?? remote[pull.Head]!) is { } checks ? Rollup(checks) : null,
        UpdatedAt = DateTimeOffset.UnixEpoch,
        Reviews = [.. pull.Reviews],
        Threads = [.. pull.Threads],
        Comments = [.. pull.Comments],
        Reactions = [.. pull.Reactions],
    };

    private static CheckState Rollup(CommitChecks checks) => checks.Runs.Any(run => run.State == CheckState.Failed) ? CheckState.Failed
        : checks.Runs.All(run => run.State == CheckState.Passed) ? CheckState.Passed : CheckState.Running;
}
