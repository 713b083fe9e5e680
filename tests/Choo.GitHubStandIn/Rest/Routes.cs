using Choo.Testing.GitHub.Http;

namespace Choo.Testing.GitHub.Rest;

/// <summary>The endpoints, with the permissions that a fine-grained token needs for each.</summary>
internal static class Routes
{
    private const string Repo = "/repos/{owner}/{repo}";
    private static readonly string[] ReadTalk = ["issues=read", "pull_requests=read"];
    private static readonly string[] WriteTalk = ["issues=write", "pull_requests=write"];

    public static IReadOnlyList<Route> All { get; } =
    [
        new("GET", "/user", [], RepositoryRoutes.User),
        new("GET", "/rate_limit", [], RepositoryRoutes.RateLimit),
        new("GET", Repo, ["metadata=read"], RepositoryRoutes.Repository),
        new("GET", $"{Repo}/pulls", ["pull_requests=read"], PullRoutes.List),
        new("POST", $"{Repo}/pulls", ["pull_requests=write"], PullRoutes.Create),
        new("GET", $"{Repo}/pulls/{{pull_number}}", ["pull_requests=read"], PullRoutes.Get),
        new("PATCH", $"{Repo}/pulls/{{pull_number}}", ["pull_requests=write"], PullRoutes.Update),
        new("PUT", $"{Repo}/pulls/{{pull_number}}/merge", ["contents=write"], PullRoutes.Merge),
        new("GET", $"{Repo}/pulls/{{pull_number}}/reviews", ["pull_requests=read"], ReviewRoutes.List),
        new("POST", $"{Repo}/pulls/{{pull_number}}/reviews", ["pull_requests=write"], ReviewRoutes.Create),
        new("POST", $"{Repo}/pulls/{{pull_number}}/requested_reviewers", ["pull_requests=write"], ReviewRoutes.Request),
        new("GET", $"{Repo}/pulls/{{pull_number}}/comments", ["pull_requests=read"], ReviewRoutes.Comments),
        new("POST", $"{Repo}/pulls/{{pull_number}}/comments/{{comment_id}}/replies", ["pull_requests=write"], ReviewRoutes.Reply),
        new("GET", $"{Repo}/issues/{{issue_number}}", ReadTalk, IssueRoutes.Get),
        new("PATCH", $"{Repo}/issues/{{issue_number}}", WriteTalk, IssueRoutes.Update),
        new("GET", $"{Repo}/issues/{{issue_number}}/comments", ReadTalk, IssueRoutes.Comments),
        new("POST", $"{Repo}/issues/{{issue_number}}/comments", WriteTalk, IssueRoutes.Comment),
        new("GET", $"{Repo}/issues/{{issue_number}}/reactions", ReadTalk, IssueRoutes.Reactions),
        new("POST", $"{Repo}/issues/{{issue_number}}/labels", WriteTalk, IssueRoutes.Label),
        new("GET", $"{Repo}/milestones", ReadTalk, IssueRoutes.Milestones),
        new("GET", $"{Repo}/commits/{{ref}}/check-runs", ["checks=read"], CheckRoutes.Runs),
        new("GET", $"{Repo}/commits/{{ref}}/status", ["statuses=read"], CheckRoutes.Status),
        new("GET", $"{Repo}/check-runs/{{check_run_id}}/annotations", ["checks=read"], CheckRoutes.Annotations),
        new("GET", $"{Repo}/actions/jobs/{{job_id}}/logs", ["actions=read"], CheckRoutes.Log),
        new("GET", $"{Repo}/rules/branches/{{branch}}", ["metadata=read"], RepositoryRoutes.Rules),
        new("GET", $"{Repo}/branches/{{branch}}/protection/required_status_checks", ["administration=read"], RepositoryRoutes.Protection),
        new("GET", $"{Repo}/git/ref/{{ref}}", ["contents=read"], RepositoryRoutes.Ref),
        new("DELETE", $"{Repo}/git/refs/{{ref}}", ["contents=write"], RepositoryRoutes.DeleteRef),
    ];
}
