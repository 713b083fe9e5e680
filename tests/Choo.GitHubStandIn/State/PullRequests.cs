namespace Choo.Testing.GitHub.State;

/// <summary>The pull requests: opened, edited, and moved by what is pushed.</summary>
public sealed class PullRequests
{
    private readonly HubState hub;
    private readonly List<PullRequest> pulls = [];

    internal PullRequests(HubState hub) => this.hub = hub;

    public PullRequest this[int number] => hub.Do(() => Find(number) ?? throw RefusedException.NotFound());

    /// <summary>All of them, oldest first.</summary>
    public IReadOnlyList<PullRequest> All => hub.Do<IReadOnlyList<PullRequest>>(() => [.. pulls]);

    /// <summary>Opens one, or refuses as GitHub does.</summary>
    public PullRequest Open(string login, NewPullRequest asked) => hub.Do(() =>
    {
        var branch = Local(asked.Head);
        var branches = hub.Git.Branches();
        var tip = branch is null ? null : branches.GetValueOrDefault(branch);
        if (tip is null)
        {
            throw RefusedException.Invalid("PullRequest", "head", "invalid");
        }

        var @base = branches.GetValueOrDefault(asked.Base) ?? throw RefusedException.Invalid("PullRequest", "base", "invalid");
        if (pulls.Exists(pull => pull.IsOpen && pull.HeadBranch == branch && pull.BaseBranch == asked.Base))
        {
            throw RefusedException.Custom("PullRequest", $"A pull request already exists for {hub.Repository.Owner}:{branch}.");
        }

        if (hub.Git.Count(@base, tip) == 0)
        {
            throw RefusedException.Custom("PullRequest", $"No commits between {asked.Base} and {branch}");
        }

        var opened = hub.Issues.Add(new PullRequest(hub.NextId(), hub.NextNumber(), hub.People[login], asked.Title, hub.Now)
        {
            Body = asked.Body,
            HeadBranch = branch!,
            HeadSha = tip,
            BaseBranch = asked.Base,
            BaseSha = @base,
            IsDraft = asked.IsDraft,
        });
        pulls.Add(opened);
        hub.Git.SetRef($"refs/pull/{opened.Number}/head", tip);
        hub.Events.Raise(new HubEvent.Opened(opened));
        hub.Events.Raise(new HubEvent.ChecksRequested(opened, tip, InQueue: false));
        return opened;
    });

    /// <summary>Makes a draft of it, or takes that back.</summary>
    public void SetDraft(PullRequest pull, bool draft) => hub.Do(() =>
    {
        if (pull.IsDraft == draft)
        {
            return false;
        }

        (pull.IsDraft, pull.UpdatedAt) = (draft, hub.Now);
        if (draft)
        {
            hub.Queue.Leave(pull, "the pull request became a draft");
        }

        hub.Events.Raise(draft ? new HubEvent.ConvertedToDraft(pull) : new HubEvent.ReadyForReview(pull));
        return true;
    });

    internal PullRequest? Find(int number) => pulls.Find(pull => pull.Number == number);

    /// <summary>The branch that a head names; null when it is of another repository.</summary>
    internal string? Local(string head) => head.Split(':', 2) switch
    {
        [var owner, var branch] => owner.Equals(hub.Repository.Owner, StringComparison.OrdinalIgnoreCase) ? branch : null,
        _ => head,
    };

    internal void SetBase(PullRequest pull, string branch)
    {
        pull.BaseSha = hub.Git.Tip(branch) ?? throw RefusedException.Invalid("PullRequest", "base", "invalid");
        pull.BaseBranch = branch;
        Edited(pull);
    }

    internal void Edited(PullRequest pull)
    {
        pull.UpdatedAt = hub.Now;
        hub.Events.Raise(new HubEvent.Edited(pull));
    }

    internal void Reopen(PullRequest pull)
    {
        if (pull.IsMerged || hub.Git.Tip(pull.HeadBranch) is not { } tip)
        {
            throw RefusedException.Custom("PullRequest", $"state cannot be changed. The {pull.HeadBranch} branch has been deleted.");
        }

        (pull.IsOpen, pull.ClosedAt, pull.HeadSha) = (true, null, tip);
        Edited(pull);
    }

    /// <summary>A branch was deleted over the API: what stood on a merged one moves to where that one went.</summary>
    internal void BranchDeleted(string branch)
    {
        var merged = pulls.FindLast(pull => pull.IsMerged && pull.HeadBranch == branch);
        foreach (var above in pulls.Where(pull => pull.IsOpen && pull.BaseBranch == branch).ToArray())
        {
            if (merged is null)
            {
                hub.Issues.Shut(above);
            }
            else
            {
                SetBase(above, merged.BaseBranch);
            }
        }
    }

    /// <summary>Takes in what was pushed since.</summary>
    internal void TakeIn()
    {
        if (!pulls.Exists(pull => pull.IsOpen))
        {
            return;
        }

        var branches = hub.Git.Branches();
        foreach (var pull in pulls.Where(pull => pull.IsOpen).ToArray())
        {
            var (head, @base) = (branches.GetValueOrDefault(pull.HeadBranch), branches.GetValueOrDefault(pull.BaseBranch));
            if (head is null || @base is null)
            {
                hub.Issues.Shut(pull);
                continue;
            }

            if (head != pull.HeadSha)
            {
                Pushed(pull, head);
            }

            if (@base != pull.BaseSha)
            {
                pull.BaseSha = @base;
                if (hub.Git.Contains(@base, pull.HeadSha))
                {
                    // Its commits came onto the base by a push.
                    hub.Merging.Done(pull, @base, pull.User);
                }
            }
        }
    }

    private void Pushed(PullRequest pull, string tip)
    {
        var pushes = hub.Git.PushesSince(pull.HeadBranch, pull.HeadSha).Where(hub.Git.IsCommit).ToArray();
        foreach (var commit in pushes is [.., var last] && last == tip ? pushes : [tip])
        {
            hub.Reviews.HeadMoved(pull, commit);
            (pull.HeadSha, pull.UpdatedAt) = (commit, hub.Now);
            pull.Pushes++;
            hub.Git.SetRef($"refs/pull/{pull.Number}/head", commit);
            hub.Queue.Leave(pull, "the head was pushed");
            hub.Events.Raise(new HubEvent.Synchronized(pull, pull.Pushes));
            hub.Events.Raise(new HubEvent.ChecksRequested(pull, commit, InQueue: false));

            // A reaction to one push comes before the next.
            hub.Events.Tell();
        }
    }
}
