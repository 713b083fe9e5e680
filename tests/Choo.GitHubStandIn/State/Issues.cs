namespace Choo.Testing.GitHub.State;

/// <summary>Issues and, under the same numbers, pull requests as issues; labels and milestones.</summary>
public sealed class Issues
{
    private readonly HubState hub;
    private readonly SortedDictionary<int, Issue> issues = [];
    private readonly Dictionary<string, long> labels = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Milestone> milestones = [];

    internal Issues(HubState hub) => this.hub = hub;

    public Issue this[int number] => hub.Do(() => Find(number) ?? throw RefusedException.NotFound());

    /// <summary>Opens an issue.</summary>
    public Issue Open(string login, string title, string? body = null) => hub.Do(() =>
        Add(new Issue(hub.NextId(), hub.NextNumber(), hub.People[login], title, hub.Now) { Body = body }));

    public Milestone AddMilestone(string title) => hub.Do(() =>
    {
        var milestone = new Milestone(hub.NextId(), milestones.Count + 1, title, hub.Now);
        milestones.Add(milestone);
        return milestone;
    });

    /// <summary>Writes a comment into the conversation.</summary>
    public IssueComment Comment(int number, string login, string body) => hub.Do(() =>
    {
        var issue = this[number];
        var comment = new IssueComment(hub.NextId(), issue, hub.People[login], body, hub.Now);
        issue.Comments.Add(comment);
        issue.UpdatedAt = hub.Now;
        hub.Events.Raise(new HubEvent.Commented(issue, comment));
        return comment;
    });

    /// <summary>Reacts; the same reaction of one person twice is one.</summary>
    /// <param name="number">The issue or pull request.</param>
    /// <param name="login">Who.</param>
    /// <param name="content">In the words of REST: <c>+1</c>, <c>eyes</c> and so on.</param>
    public Reaction React(int number, string login, string content) => hub.Do(() =>
    {
        var (issue, user) = (this[number], hub.People[login]);
        if (issue.Reactions.FirstOrDefault(each => each.User == user && each.Content == content) is { } already)
        {
            return already;
        }

        var reaction = new Reaction(hub.NextId(), user, content, hub.Now);
        issue.Reactions.Add(reaction);
        return reaction;
    });

    /// <summary>Takes a reaction back.</summary>
    public void Unreact(int number, string login, string content) => hub.Do(() =>
    {
        var issue = this[number];
        var gone = issue.Reactions.Where(each => each.User.Login == login && each.Content == content).ToArray();
        return gone.All(issue.Reactions.Remove);
    });

    /// <summary>Adds labels; those that the repository lacks come to be.</summary>
    public void Label(int number, params string[] names) => hub.Do(() =>
    {
        var issue = this[number];
        foreach (var name in names.Where(name => !issue.Labels.Contains(name)))
        {
            LabelId(name);
            issue.Labels.Add(name);
            issue.UpdatedAt = hub.Now;
            hub.Events.Raise(new HubEvent.Labeled(issue, name));
        }

        return true;
    });

    /// <summary>Closes an issue; a pull request is closed unmerged.</summary>
    public void Close(int number) => hub.Do(() => Shut(this[number]));

    internal IReadOnlyList<Milestone> Milestones => milestones;

    internal Issue? Find(int number) => issues.GetValueOrDefault(number);

    internal T Add<T>(T issue)
        where T : Issue
    {
        issues.Add(issue.Number, issue);
        return issue;
    }

    internal long LabelId(string name) => labels.TryGetValue(name, out var id) ? id : labels[name] = hub.NextId();

    internal void SetMilestone(Issue issue, int? number)
    {
        issue.Milestone = number is null ? null : milestones.Find(each => each.Number == number) ?? throw RefusedException.Invalid("Issue", "milestone", "invalid");
        issue.UpdatedAt = hub.Now;
    }

    internal bool Shut(Issue issue)
    {
        if (!issue.IsOpen)
        {
            return false;
        }

        (issue.IsOpen, issue.ClosedAt, issue.UpdatedAt) = (false, hub.Now, hub.Now);
        if (issue is PullRequest pull)
        {
            hub.Queue.Leave(pull, "the pull request was closed");
        }

        hub.Events.Raise(new HubEvent.Closed(issue));
        return true;
    }
}
