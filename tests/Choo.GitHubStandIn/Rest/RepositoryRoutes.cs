using System.Text.Json.Nodes;
using Choo.Testing.GitHub.Http;
using Choo.Testing.GitHub.State;

namespace Choo.Testing.GitHub.Rest;

/// <summary>The account, the repository, its branches and their rules.</summary>
internal static class RepositoryRoutes
{
    private const string Heads = "heads/";

    /// <summary>Whose token it is; an app's is no user's.</summary>
    public static ApiAnswer User(ApiRequest request) =>
        request.Account.IsBot ? throw new RefusedException(403, "Resource not accessible by integration") : ApiAnswer.Ok(request.Shapes.Self(request.Account));

    public static ApiAnswer RateLimit(ApiRequest request)
    {
        var resources = new JsonObject { ["core"] = Limit("core"), ["graphql"] = Limit("graphql"), ["search"] = Limit("search") };
        return ApiAnswer.Ok(new JsonObject { ["resources"] = resources, ["rate"] = Limit("core") });

        JsonObject Limit(string resource)
        {
            var (login, limit) = (request.Account.Login, request.Quotas.Limit);
            var left = request.Quotas.Remaining(login, resource);
            return new JsonObject { ["limit"] = limit, ["remaining"] = left, ["used"] = limit - left, ["reset"] = request.Quotas.Reset(login, resource).ToUnixTimeSeconds(), ["resource"] = resource };
        }
    }

    public static ApiAnswer Repository(ApiRequest request) => ApiAnswer.Ok(request.Shapes.Repository(request.Account));

    /// <summary>The rules of rulesets; the older protection is not among them.</summary>
    public static ApiAnswer Rules(ApiRequest request)
    {
        var rules = request.Hub.Rules[request.Values["branch"]];
        return ApiAnswer.List(rules.Classic ? [] : request.Shapes.RulesOf(rules));
    }

    public static ApiAnswer Protection(ApiRequest request)
    {
        var branch = request.Values["branch"];
        var rules = request.Hub.Rules[branch];
        return request.Hub.Git.Tip(branch) is null
            ? throw new RefusedException(404, "Branch not found")
            : !rules.Classic
                ? throw new RefusedException(404, "Branch not protected")
                : rules.RequiredChecks.Count == 0
                    ? throw new RefusedException(404, "Required status checks not enabled")
                    : ApiAnswer.Ok(request.Shapes.Protection(branch, rules));
    }

    public static ApiAnswer Ref(ApiRequest request)
    {
        var branch = Branch(request);
        return ApiAnswer.Ok(request.Shapes.Ref(branch, request.Hub.Git.Tip(branch) ?? throw RefusedException.NotFound()));
    }

    public static ApiAnswer DeleteRef(ApiRequest request)
    {
        var branch = Branch(request);
        if (request.Hub.Git.Tip(branch) is null)
        {
            throw new RefusedException(422, "Reference does not exist");
        }

        if (branch == request.Hub.Repository.DefaultBranch || request.Hub.Rules[branch].AsksForPullRequest)
        {
            throw new RefusedException(422, "Cannot delete this branch");
        }

        request.Hub.Git.DeleteRef($"refs/heads/{branch}");
        request.Hub.PullRequests.BranchDeleted(branch);
        return new ApiAnswer(204, null);
    }

    private static string Branch(ApiRequest request) =>
        request.Values["ref"] is var name && name.StartsWith(Heads, StringComparison.Ordinal) ? name[Heads.Length..] : throw RefusedException.NotFound();
}
