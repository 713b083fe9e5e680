namespace Choo.Testing.GitHub.State;

/// <summary>An issue, or what a pull request has in common with one.</summary>
public class Issue
{
    internal Issue(long id, int number, Account user, string title, DateTimeOffset now)
    {
        (Id, Number, User, Title, CreatedAt, UpdatedAt) = (id, number, user, title, now, now);
    }

    public long Id { get; }

    public int Number { get; }

    public Account User { get; }

    public string Title { get; internal set; }

    public string? Body { get; internal set; }

    public bool IsOpen { get; internal set; } = true;

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset UpdatedAt { get; internal set; }

    public DateTimeOffset? ClosedAt { get; internal set; }

    public Milestone? Milestone { get; internal set; }

    /// <summary>Names of its labels.</summary>
    public IList<string> Labels { get; } = [];

    public IList<IssueComment> Comments { get; } = [];

    public IList<Reaction> Reactions { get; } = [];
}
