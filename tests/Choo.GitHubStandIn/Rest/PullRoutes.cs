using System.Text.Json.Nodes;
using Choo.Testing.GitHub.Http;
using Choo.Testing.GitHub.State;

namespace Choo.Testing.GitHub.Rest;

/// <summary>Pull requests.</summary>
internal static class PullRoutes
{
    public static ApiAnswer List(ApiRequest request)
    {
        var (state, head, @base) = (request.Query.GetValueOrDefault("state", "open"), request.Query.GetValueOrDefault("head"), request.Query.GetValueOrDefault("base"));
        var found = request.Hub.PullRequests.All.Where(pull =>
            (state == "all" || pull.IsOpen == (state == "open"))
            && (@base is null || pull.BaseBranch == @base)
            // GitHub passes over a head without an owner.
            && (head is null || !head.Contains(':', StringComparison.Ordinal) || pull.HeadBranch == request.Hub.PullRequests.Local(head)));
        var sort = request.Query.GetValueOrDefault("sort", "created");
        var upwards = request.Query.GetValueOrDefault("direction", sort == "created" ? "desc" : "asc") == "asc";
        var ordered = sort == "updated" ? found.OrderBy(pull => pull.UpdatedAt).ThenBy(pull => pull.Number) : found.OrderBy(pull => pull.Number);
        return ApiAnswer.List((upwards ? ordered : ordered.Reverse()).Select(pull => request.Shapes.Simple(pull, request.Account)));
    }

    public static ApiAnswer Create(ApiRequest request)
    {
        var title = request.Text("title") is { Length: > 0 } given ? given : throw RefusedException.Invalid("PullRequest", "title", "missing_field");
        var asked = new NewPullRequest(request.Text("head")!, request.Text("base")!, title, request.Text("body"), request.Body["draft"]?.GetValue<bool>() ?? false);
        return ApiAnswer.Created(request.Shapes.Whole(request.Hub.PullRequests.Open(request.Account.Login, asked), request.Account, mergeable: null));
    }

    public static ApiAnswer Get(ApiRequest request) => Whole(request, request.Pull());

    public static ApiAnswer Update(ApiRequest request)
    {
        var pull = request.Pull();
        if (request.Text("base") is { } @base && @base != pull.BaseBranch)
        {
            request.Hub.PullRequests.SetBase(pull, @base);
        }

        if (request.Text("state") is { } state && state != (pull.IsOpen ? "open" : "closed"))
        {
            if (state == "open")
            {
                request.Hub.PullRequests.Reopen(pull);
            }
            else
            {
                request.Hub.Issues.Shut(pull);
            }
        }

        if ((request.Text("title") ?? pull.Title, request.Text("body") ?? pull.Body) is var (title, body) && (title, body) != (pull.Title, pull.Body))
        {
            (pull.Title, pull.Body) = (title, body);
            request.Hub.PullRequests.Edited(pull);
        }

        return Whole(request, pull);
    }

    public static ApiAnswer Merge(ApiRequest request)
    {
        var commit = request.Hub.Merging.Merge(request.Pull(), new MergeRequest(request.Account, request.Text("merge_method") ?? "merge")
        {
            Sha = request.Text("sha"),
            Title = request.Text("commit_title"),
            Message = request.Text("commit_message"),
        });
        return ApiAnswer.Ok(new JsonObject { ["sha"] = commit, ["merged"] = true, ["message"] = "Pull Request successfully merged" });
    }

    private static ApiAnswer Whole(ApiRequest request, PullRequest pull) =>
        ApiAnswer.Ok(request.Shapes.Whole(pull, request.Account, pull.IsOpen ? request.Hub.Merging.Read(pull) : null));
}
