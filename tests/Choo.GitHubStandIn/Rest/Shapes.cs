using System.Text.Json.Nodes;
using Choo.Testing.GitHub.State;

namespace Choo.Testing.GitHub.Rest;

/// <summary>The JSON of REST: what the stand-in keeps; the description's filler adds the rest of each form.</summary>
internal sealed partial class Shapes(HubState hub, string baseUrl)
{
    private string RepoUrl => $"{baseUrl}/repos/{hub.Repository.FullName}";

    private string HtmlUrl => $"{new Uri(baseUrl).GetLeftPart(UriPartial.Authority)}/{hub.Repository.FullName}";

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    public static string? Time(DateTimeOffset? at) => at is { } time ? Time(time) : null;

    public JsonObject User(Account account) => new()
    {
        ["login"] = account.Login,
        ["id"] = account.Id,
        ["node_id"] = NodeIds.Of(account),
        ["type"] = account.IsBot ? "Bot" : "User",
        ["url"] = $"{baseUrl}/users/{account.Login}",
        ["html_url"] = $"{new Uri(baseUrl).GetLeftPart(UriPartial.Authority)}/{account.Login}",
        ["site_admin"] = false,
    };

    public JsonObject Self(Account account)
    {
        var self = User(account);
        self["user_view_type"] = "private";
        self["two_factor_authentication"] = true;
        return self;
    }

    public JsonObject Repository(Account viewer) => new()
    {
        ["id"] = 1,
        ["node_id"] = NodeIds.Repository,
        ["name"] = hub.Repository.Name,
        ["full_name"] = hub.Repository.FullName,
        ["owner"] = User(hub.People[hub.Repository.Owner]),
        ["private"] = hub.Repository.IsPrivate,
        ["visibility"] = hub.Repository.IsPrivate ? "private" : "public",
        ["url"] = RepoUrl,
        ["html_url"] = HtmlUrl,
        ["clone_url"] = $"{HtmlUrl}.git",
        ["default_branch"] = hub.Repository.DefaultBranch,
        ["allow_merge_commit"] = hub.Repository.AllowMerge,
        ["allow_squash_merge"] = hub.Repository.AllowSquash,
        ["allow_rebase_merge"] = hub.Repository.AllowRebase,
        ["allow_auto_merge"] = false,
        ["delete_branch_on_merge"] = hub.Repository.DeleteBranchOnMerge,
        ["permissions"] = new JsonObject { ["admin"] = viewer.Role == "admin", ["push"] = viewer.MayWrite, ["pull"] = viewer.Role != "none" },
    };

    /// <summary>A pull request as lists have it.</summary>
    public JsonObject Simple(PullRequest pull, Account viewer)
    {
        var url = $"{RepoUrl}/pulls/{pull.Number}";
        var made = Issue(pull);
        made.Remove("comments");
        made["url"] = url;
        made["node_id"] = NodeIds.Of(pull);
        made["html_url"] = $"{HtmlUrl}/pull/{pull.Number}";
        made["issue_url"] = $"{RepoUrl}/issues/{pull.Number}";
        made["draft"] = pull.IsDraft;
        made["merged_at"] = Time(pull.MergedAt);
        made["merge_commit_sha"] = pull.MergeSha;
        made["requested_reviewers"] = new JsonArray([.. pull.RequestedReviewers.Select(User)]);
        made["head"] = Side(pull.HeadBranch, pull.HeadSha, viewer);
        made["base"] = Side(pull.BaseBranch, pull.BaseSha, viewer);
        return made;
    }

    /// <summary>A pull request read alone, with what was found out about merging it.</summary>
    public JsonObject Whole(PullRequest pull, Account viewer, bool? mergeable)
    {
        var made = Simple(pull, viewer);
        made["merged"] = pull.IsMerged;
        made["mergeable"] = pull.IsOpen ? mergeable : null;
        made["mergeable_state"] = pull.IsOpen ? hub.Merging.State(pull, mergeable) : "unknown";
        made["merged_by"] = pull.MergedBy is { } by ? User(by) : null;
        made["comments"] = pull.Comments.Count;
        made["review_comments"] = pull.Threads.Sum(thread => thread.Comments.Count);
        made["commits"] = hub.Git.Count(pull.BaseSha, pull.HeadSha);
        return made;
    }

    /// <summary>An issue, or a pull request as one.</summary>
    public JsonObject Issue(Issue issue)
    {
        var url = $"{RepoUrl}/issues/{issue.Number}";
        var made = new JsonObject
        {
            ["id"] = issue.Id,
            ["node_id"] = NodeIds.Of(issue),
            ["number"] = issue.Number,
            ["title"] = issue.Title,
            ["body"] = issue.Body,
            ["state"] = issue.IsOpen ? "open" : "closed",
            ["user"] = User(issue.User),
            ["author_association"] = issue.User.Association,
            ["labels"] = new JsonArray([.. issue.Labels.Select(Label)]),
            ["milestone"] = issue.Milestone is { } milestone ? Milestone(milestone) : null,
            ["comments"] = issue.Comments.Count,
            ["created_at"] = Time(issue.CreatedAt),
            ["updated_at"] = Time(issue.UpdatedAt),
            ["closed_at"] = Time(issue.ClosedAt),
            ["url"] = url,
            ["html_url"] = $"{HtmlUrl}/issues/{issue.Number}",
            ["locked"] = false,
        };
        return made;
    }

    public JsonObject IssueWithPull(Issue issue)
    {
        var made = Issue(issue);
        if (issue is PullRequest pull)
        {
            var url = $"{RepoUrl}/pulls/{pull.Number}";
            made["pull_request"] = new JsonObject { ["url"] = url, ["html_url"] = $"{HtmlUrl}/pull/{pull.Number}", ["diff_url"] = null, ["patch_url"] = null, ["merged_at"] = Time(pull.MergedAt) };
        }

        return made;
    }

    public JsonObject Label(string name) => new()
    {
        ["id"] = hub.Issues.LabelId(name),
        ["node_id"] = NodeIds.Label(name),
        ["name"] = name,
        ["color"] = "ededed",
        ["description"] = "",
        ["default"] = false,
        ["url"] = $"{RepoUrl}/labels/{Uri.EscapeDataString(name)}",
    };

    public JsonObject Milestone(Milestone milestone) => new()
    {
        ["id"] = milestone.Id,
        ["node_id"] = NodeIds.Of(milestone),
        ["number"] = milestone.Number,
        ["title"] = milestone.Title,
        ["state"] = "open",
        ["description"] = null,
        ["creator"] = User(hub.People[hub.Repository.Owner]),
        ["open_issues"] = 0,
        ["closed_issues"] = 0,
        ["created_at"] = Time(milestone.CreatedAt),
        ["updated_at"] = Time(milestone.CreatedAt),
        ["closed_at"] = null,
        ["due_on"] = null,
        ["url"] = $"{RepoUrl}/milestones/{milestone.Number}",
        ["html_url"] = $"{HtmlUrl}/milestone/{milestone.Number}",
    };

    public JsonObject Comment(IssueComment comment) => new()
    {
        ["id"] = comment.Id,
        ["node_id"] = NodeIds.Of(comment),
        ["user"] = User(comment.User),
        ["author_association"] = comment.User.Association,
        ["body"] = comment.Body,
        ["created_at"] = Time(comment.CreatedAt),
        ["updated_at"] = Time(comment.CreatedAt),
        ["url"] = $"{RepoUrl}/issues/comments/{comment.Id}",
        ["issue_url"] = $"{RepoUrl}/issues/{comment.Issue.Number}",
        ["html_url"] = $"{HtmlUrl}/issues/{comment.Issue.Number}#issuecomment-{comment.Id}",
    };

    public JsonObject Reaction(Reaction reaction) => new()
    {
        ["id"] = reaction.Id,
        ["node_id"] = NodeIds.Of(reaction),
        ["user"] = User(reaction.User),
        ["content"] = reaction.Content,
        ["created_at"] = Time(reaction.CreatedAt),
    };

    private JsonObject Side(string branch, string commit, Account viewer) => new()
    {
        ["label"] = $"{hub.Repository.Owner}:{branch}",
        ["ref"] = branch,
        ["sha"] = commit,
        ["user"] = User(hub.People[hub.Repository.Owner]),
        ["repo"] = Repository(viewer),
    };
}
