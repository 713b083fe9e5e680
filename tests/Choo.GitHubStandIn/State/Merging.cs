using System.Text.RegularExpressions;
using Choo.Testing.GitHub.Git;

namespace Choo.Testing.GitHub.State;

/// <summary>Whether pull requests can be merged, and the merge, made in git's objects.</summary>
internal sealed partial class Merging(HubState hub)
{
    /// <summary>Whether git can merge it; null while that is not known. Each call is a read.</summary>
    public bool? Read(PullRequest pull)
    {
        var known = pull.Mergeability;
        if (known is null || known.Head != pull.HeadSha || known.Base != pull.BaseSha)
        {
            known = new Mergeability(pull.HeadSha, pull.BaseSha, hub.UnknownReads, hub.Git.MergeTree(pull.BaseSha, pull.HeadSha) is not null);
        }

        pull.Mergeability = known with { ReadsLeft = Math.Max(0, known.ReadsLeft - 1) };
        return known.ReadsLeft > 0 ? null : known.Merges;
    }

    /// <summary>What GitHub calls <c>mergeable_state</c>.</summary>
    public string State(PullRequest pull, bool? mergeable)
    {
        var rules = hub.Rules[pull.BaseBranch];
        return mergeable switch
        {
            null => "unknown",
            false => "dirty",
            _ when pull.IsDraft => "draft",
            _ when rules.UpToDate && IsBehind(pull) => "behind",
            _ when Blockers(pull).Count > 0 => "blocked",
            _ when hub.Checks.Rollup(pull.HeadSha, []) is not (null or "SUCCESS") => "unstable",
            _ => "clean",
        };
    }

    /// <summary>What the rules still miss, in GitHub's words.</summary>
    public IReadOnlyList<string> Blockers(PullRequest pull)
    {
        var rules = hub.Rules[pull.BaseBranch];
        var missing = new List<string>();
        if (rules.UpToDate && IsBehind(pull))
        {
            missing.Add("Head branch is out of date. Review and try the merge again.");
        }

        missing.AddRange(rules.RequiredChecks.Select(name => (Name: name, State: hub.Checks.State(pull.HeadSha, name))).Where(check => check.State != "SUCCESS")
            .Select(check => $"Required status check \"{check.Name}\" is {check.State switch { null => "expected", "PENDING" => "in progress", _ => "failing" }}."));
        if (hub.Reviews.Decision(pull) is "CHANGES_REQUESTED")
        {
            missing.Add("Changes have been requested by reviewers with write access.");
        }
        else if (hub.Reviews.Decision(pull) is "REVIEW_REQUIRED")
        {
            missing.Add($"At least {rules.Approvals} approving review{(rules.Approvals == 1 ? " is" : "s are")} required by reviewers with write access.");
        }

        if (rules.ThreadsResolved && pull.Threads.Any(thread => !thread.IsResolved))
        {
            missing.Add("A conversation must be resolved before this pull request can be merged.");
        }

        return missing;
    }

    /// <summary>Merges as PUT …/merge does, or refuses with its words; gives the commit.</summary>
    public string Merge(PullRequest pull, MergeRequest asked)
    {
        if ((OfItself(pull, asked) ?? OfTheRules(pull, asked)) is { } refusal)
        {
            throw refusal;
        }

        var commit = Build(pull, asked, pull.BaseSha) ?? throw new RefusedException(405, "This branch can't be rebased");
        hub.Git.SetRef($"refs/heads/{pull.BaseBranch}", commit);
        Done(pull, commit, asked.By);
        return commit;
    }

    /// <summary>What the base becomes with it; null when it conflicts. No ref moves.</summary>
    public string? Build(PullRequest pull, MergeRequest asked, string onto)
    {
        if (asked.Method == "rebase")
        {
            return Rebase(pull, onto);
        }

        if (hub.Git.MergeTree(onto, pull.HeadSha) is not { } tree)
        {
            return null;
        }

        var merge = asked.Method == "merge";
        var (title, message) = merge
            ? ($"Merge pull request #{pull.Number} from {hub.Repository.Owner}/{pull.HeadBranch}", pull.Title)
            : Squashed(pull, [.. hub.Git.Commits(onto, pull.HeadSha).Select(hub.Git.Message)]);
        (title, message) = (asked.Title ?? title, asked.Message ?? message);
        string[] parents = merge ? [onto, pull.HeadSha] : [onto];
        return hub.Git.Commit(tree, message.Length == 0 ? title : $"{title}\n\n{message}", hub.Now, Author(merge ? asked.By : pull.User), parents);
    }

    /// <summary>It is merged: the base holds it.</summary>
    public void Done(PullRequest pull, string commit, Account by)
    {
        (pull.IsOpen, pull.ClosedAt, pull.MergedAt, pull.UpdatedAt) = (false, hub.Now, hub.Now, hub.Now);
        (pull.MergedBy, pull.MergeSha) = (by, commit);
        hub.Queue.Leave(pull, reason: null);
        hub.Events.Raise(new HubEvent.Merged(pull));
        if (pull.BaseBranch == hub.Repository.DefaultBranch)
        {
            foreach (var issue in Closing().Matches(pull.Body ?? "").Select(match => hub.Issues.Find(int.Parse(match.Groups[1].ValueSpan))).OfType<Issue>().Where(issue => issue is not PullRequest))
            {
                hub.Issues.Shut(issue);
            }
        }

        if (hub.Repository.DeleteBranchOnMerge && hub.Git.Tip(pull.HeadBranch) is not null)
        {
            hub.Git.DeleteRef($"refs/heads/{pull.HeadBranch}");
            hub.PullRequests.BranchDeleted(pull.HeadBranch);
        }
    }

    private RefusedException? OfItself(PullRequest pull, MergeRequest asked)
    {
        if (!pull.IsOpen)
        {
            return new RefusedException(405, "Pull Request is not mergeable");
        }

        if (pull.IsDraft)
        {
            return new RefusedException(405, "Pull Request is still a draft");
        }

        if (asked.Sha is not null && asked.Sha != pull.HeadSha)
        {
            return new RefusedException(409, "Head branch was modified. Review and try the merge again.");
        }

        return Read(pull) switch
        {
            null => new RefusedException(405, "Base branch was modified. Review and try the merge again."),
            false => new RefusedException(405, "Pull Request is not mergeable"),
            true => null,
        };
    }

    private RefusedException? OfTheRules(PullRequest pull, MergeRequest asked)
    {
        var rules = hub.Rules[pull.BaseBranch];
        if (rules.Queue is not null)
        {
            return new RefusedException(405, "Repository rule violations found\n\nChanges must be made through the merge queue\n\n");
        }

        if (!hub.Repository.Allows(asked.Method) || !rules.Methods.Contains(asked.Method))
        {
            return new RefusedException(405, asked.Method switch
            {
                "merge" => "Merge commits are not allowed on this repository.",
                "squash" => "Squash merges are not allowed on this repository.",
                _ => "Rebase merges are not allowed on this repository.",
            });
        }

        return Blockers(pull) is { Count: > 0 } missing ? new RefusedException(405, string.Join(' ', missing)) : null;
    }

    private bool IsBehind(PullRequest pull) => !hub.Git.Contains(pull.HeadSha, pull.BaseSha);

    // What GitHub takes when nothing is said: the one commit's message, or the pull request's title over the messages of all.
    private static (string Title, string Message) Squashed(PullRequest pull, string[] messages)
    {
        if (messages is not [var only])
        {
            return ($"{pull.Title} (#{pull.Number})", string.Join("\n\n", messages.Select(message => $"* {message}")));
        }

        var parts = only.Split('\n', 2);
        return ($"{parts[0]} (#{pull.Number})", parts.Length == 1 ? "" : parts[1].Trim());
    }

    // git merge-tree finds the base of a merge itself, so each commit is merged with one that has its parent below and the tree to change in it.
    private string? Rebase(PullRequest pull, string onto)
    {
        var at = onto;
        foreach (var commit in hub.Git.Commits(onto, pull.HeadSha))
        {
            var author = hub.Git.Author(commit);
            var beside = hub.Git.Commit(hub.Git.Tree(at), "the tree so far", hub.Now, author, hub.Git.Run("rev-parse", commit + "^"));
            if (hub.Git.MergeTree(beside, commit) is not { } tree)
            {
                return null;
            }

            at = hub.Git.Commit(tree, hub.Git.Message(commit), hub.Now, author, at);
        }

        return at;
    }

    private static Signature Author(Account account) => new(account.Login, $"{account.Id}+{account.Login}@users.noreply.github.com");

    [GeneratedRegex(@"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#([0-9]{1,8})\b", RegexOptions.IgnoreCase)]
    private static partial Regex Closing();
}
