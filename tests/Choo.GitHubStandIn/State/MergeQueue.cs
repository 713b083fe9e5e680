namespace Choo.Testing.GitHub.State;

/// <summary>The merge queue; it moves when a test steps it.</summary>
public sealed class MergeQueue
{
    private readonly HubState hub;
    private readonly List<QueueEntry> entries = [];

    internal MergeQueue(HubState hub) => this.hub = hub;

    /// <summary>What waits, first in front.</summary>
    public IReadOnlyList<QueueEntry> Entries => hub.Do<IReadOnlyList<QueueEntry>>(() => [.. entries]);

    /// <summary>
    /// One step of the entry in front: its merge is made and its checks are asked for; or, when the required checks of that merge have
    /// ended, the base moves to it, or it leaves the queue. Says whether anything changed.
    /// </summary>
    public bool Step() => hub.Do(() => entries.Count > 0 && Step(entries[0]));

    internal QueueEntry? Of(PullRequest pull) => entries.Find(entry => entry.Pull == pull);

    internal int Position(QueueEntry entry) => entries.IndexOf(entry) + 1;

    internal QueueEntry Enqueue(PullRequest pull, Account by, string? head, bool jump)
    {
        if (hub.Rules[pull.BaseBranch].Queue is null)
        {
            throw new RefusedException(422, $"Merge queue is not enabled on {pull.BaseBranch}");
        }

        if (head is not null && head != pull.HeadSha)
        {
            throw new RefusedException(422, "Head branch was modified. Review and try the merge again.");
        }

        string[] missing = !pull.IsOpen ? ["Pull request is closed"] : pull.IsDraft ? ["Pull request is still a draft"] : [.. hub.Merging.Blockers(pull)];
        if (missing.Length > 0 || Of(pull) is not null)
        {
            throw new RefusedException(422, missing.Length > 0 ? $"Pull request {string.Join(' ', missing)}" : "Pull request is already in the merge queue");
        }

        var entry = new QueueEntry(hub.NextId(), pull, by, hub.Now);
        entries.Insert(jump ? 0 : entries.Count, entry);
        pull.UpdatedAt = hub.Now;
        hub.Events.Raise(new HubEvent.Enqueued(entry));
        return entry;
    }

    /// <summary>It is in the queue no more.</summary>
    /// <param name="pull">The pull request; nothing happens when it is in no queue.</param>
    /// <param name="reason">Why; null when it was merged.</param>
    internal void Leave(PullRequest pull, string? reason)
    {
        if (Of(pull) is not { } entry)
        {
            return;
        }

        entries.Remove(entry);
        hub.Git.DeleteRef(Branch(entry));
        if (reason is not null)
        {
            pull.UpdatedAt = hub.Now;
            hub.Events.Raise(new HubEvent.Dequeued(entry, reason));
        }
    }

    private bool Step(QueueEntry entry)
    {
        var (pull, rules) = (entry.Pull, hub.Rules[entry.Pull.BaseBranch]);
        if (entry.Onto != pull.BaseSha)
        {
            if (hub.Merging.Build(pull, new MergeRequest(entry.By, rules.Queue ?? "merge"), pull.BaseSha) is not { } commit)
            {
                Leave(pull, "merge conflict");
                return true;
            }

            (entry.Onto, entry.Commit, entry.State) = (pull.BaseSha, commit, "AWAITING_CHECKS");
            hub.Git.SetRef(Branch(entry), commit);
            hub.Events.Raise(new HubEvent.ChecksRequested(pull, commit, InQueue: true));
            return true;
        }

        var states = rules.RequiredChecks.Select(name => hub.Checks.State(entry.Commit!, name)).ToArray();
        if (states.Any(state => state is "FAILURE" or "ERROR"))
        {
            Leave(pull, "failed checks");
            return true;
        }

        if (states.Any(state => state != "SUCCESS"))
        {
            return false;
        }

        hub.Git.SetRef($"refs/heads/{pull.BaseBranch}", entry.Commit!);
        hub.Merging.Done(pull, entry.Commit!, entry.By);
        return true;
    }

    private static string Branch(QueueEntry entry) => $"refs/heads/gh-readonly-queue/{entry.Pull.BaseBranch}/pr-{entry.Pull.Number}";
}
