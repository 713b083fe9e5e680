using System.Collections.Immutable;
using Choo.Core.Forge;

namespace Choo.Core.Tests.Flow.Memory;

/// <summary>A pull request of a forge in memory.</summary>
internal sealed class MemoryPullRequest(int number, NewPullRequest request, ForgeUser author)
{
    private int last = number * 1000;

    public PullRequestKey Key { get; } = new(number, $"PR_{number}");

    public string Url { get; } = $"https://github.com/octo/app/pull/{number}";

    public string Head { get; } = request.Head;

    public string Base { get; set; } = request.Base;

    public string Title { get; } = request.Title;

    public string Body { get; set; } = request.Body;

    public ForgeUser Author { get; } = author;

    public PullRequestState State { get; set; } = PullRequestState.Open;

    public bool IsDraft { get; set; } = request.IsDraft;

    /// <summary>Its commit when it was closed or merged.</summary>
    public string? LastHead { get; set; }

    public string? MergeCommit { get; set; }

    public bool IsInMergeQueue { get; set; }

    public ReviewDecision Decision { get; set; }

    public List<Review> Reviews { get; } = [];

    public List<Reaction> Reactions { get; } = [];

    public List<ReviewThread> Threads { get; } = [];

    public List<ForgeComment> Comments { get; } = [];

    public List<string> Labels { get; } = [];

    /// <summary>How often it was read in snapshots.</summary>
    public int Polls { get; set; }

    /// <summary>What a member of the repository writes on a line.</summary>
    public void Comment(string text, string author = "ann", AuthorAssociation association = AuthorAssociation.Member, string path = "a.txt", int? line = 1) =>
        Threads.Add(new ReviewThread($"T{++last}", false, false, path, line, [new ForgeComment(++last, new ForgeUser(author, false), association, text, Time())]));

    /// <summary>What is answered in the thread that a comment began.</summary>
    public ForgeComment Reply(long comment, ForgeUser author, string text)
    {
        var index = Threads.FindIndex(thread => thread.Comments[0].Id == comment);
        var reply = new ForgeComment(++last, author, AuthorAssociation.Owner, text, Time());
        Threads[index] = Threads[index] with { Comments = Threads[index].Comments.Add(reply) };
        return reply;
    }

    public void React(ReactionKind kind, string author = "ann") => Reactions.Add(new Reaction(kind, new ForgeUser(author, false), Time()));

    public void Judge(ReviewState state, string text = "", string author = "ann", AuthorAssociation association = AuthorAssociation.Member) =>
        Reviews.Add(new Review(++last, new ForgeUser(author, false), association, state, text, null, Time()));

    /// <summary>A review that only comments, with a thread for each of its comments.</summary>
    public void Submit(ForgeUser author, NewReview review)
    {
        Reviews.Add(new Review(++last, author, AuthorAssociation.Owner, ReviewState.Commented, review.Body, review.Commit, Time()));
        Threads.AddRange(review.Comments.Select(comment =>
            new ReviewThread($"T{++last}", false, false, comment.Path, comment.Line, [new ForgeComment(++last, author, AuthorAssociation.Owner, comment.Body, Time())])));
    }

    /// <summary>The forge's clock: everything that is said is later than what was said before.</summary>
    private DateTimeOffset Time() => DateTimeOffset.UnixEpoch.AddSeconds(++last);
}
