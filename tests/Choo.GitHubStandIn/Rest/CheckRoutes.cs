using System.Text.Json.Nodes;
using Choo.Testing.GitHub.Http;
using Choo.Testing.GitHub.State;

namespace Choo.Testing.GitHub.Rest;

/// <summary>Check runs, their annotations and logs, and commit statuses.</summary>
internal static class CheckRoutes
{
    public static ApiAnswer Runs(ApiRequest request)
    {
        var (name, status) = (request.Query.GetValueOrDefault("check_name"), request.Query.GetValueOrDefault("status"));
        var runs = request.Hub.Checks.Runs(Commit(request), request.Query.GetValueOrDefault("filter") == "all")
            .Where(run => (name is null || run.Name == name) && (status is null || run.Status == status)).ToArray();
        return new ApiAnswer(200, new JsonObject { ["total_count"] = runs.Length }) { Items = [.. runs.Select(request.Shapes.CheckRun)], Within = "check_runs" };
    }

    public static ApiAnswer Status(ApiRequest request)
    {
        var commit = Commit(request);
        var statuses = request.Hub.Checks.Statuses(commit);
        return new ApiAnswer(200, request.Shapes.Combined(commit, statuses, request.Account)) { Items = [.. statuses.Select(request.Shapes.Status)], Within = "statuses" };
    }

    public static ApiAnswer Annotations(ApiRequest request) => ApiAnswer.List(Run(request, "check_run_id").Annotations.Select(Shapes.Annotation));

    /// <summary>The log lies elsewhere: GitHub redirects, and the other place wants no token.</summary>
    public static ApiAnswer Log(ApiRequest request)
    {
        var run = Run(request, "job_id");
        return run.Log is null ? throw RefusedException.NotFound() : new ApiAnswer(302, null) { Headers = new Dictionary<string, string> { ["Location"] = JobLogs.Location(request.BaseUrl, run) } };
    }

    private static CheckRun Run(ApiRequest request, string name) => request.Hub.Checks.Run(request.Number(name)) ?? throw RefusedException.NotFound();

    private static string Commit(ApiRequest request)
    {
        var name = request.Values["ref"];
        return request.Hub.Git.Tip(name.StartsWith("heads/", StringComparison.Ordinal) ? name["heads/".Length..] : name)
            ?? (request.Hub.Git.IsCommit(name) ? name : throw new RefusedException(422, $"No commit found for SHA: {name}"));
    }
}
