using System.Text.Json;
using System.Text.Json.Nodes;
using Choo.Testing.GitHub.Http;

namespace Choo.Testing.GitHub.Rest;

/// <summary>Issues, and pull requests as issues.</summary>
internal static class IssueRoutes
{
    public static ApiAnswer Get(ApiRequest request) => ApiAnswer.Ok(request.Shapes.IssueWithPull(request.Issue()));

    public static ApiAnswer Update(ApiRequest request)
    {
        var issue = request.Issue();
        (issue.Title, issue.Body) = (request.Text("title") ?? issue.Title, request.Text("body") ?? issue.Body);
        if (request.Body.ContainsKey("milestone"))
        {
            request.Hub.Issues.SetMilestone(issue, request.Body["milestone"] is { } number ? (int)number : null);
        }

        if (request.Body["labels"] is JsonArray labels)
        {
            issue.Labels.Clear();
            request.Hub.Issues.Label(issue.Number, Names(labels));
        }

        if (request.Text("state") == "closed")
        {
            request.Hub.Issues.Shut(issue);
        }

        return Get(request);
    }

    public static ApiAnswer Comments(ApiRequest request)
    {
        var since = request.Query.TryGetValue("since", out var text) ? DateTimeOffset.Parse(text) : DateTimeOffset.MinValue;
        return ApiAnswer.List(request.Issue().Comments.Where(comment => comment.CreatedAt >= since).Select(request.Shapes.Comment));
    }

    public static ApiAnswer Comment(ApiRequest request) =>
        ApiAnswer.Created(request.Shapes.Comment(request.Hub.Issues.Comment(request.Issue().Number, request.Account.Login, request.Text("body")!)));

    public static ApiAnswer Reactions(ApiRequest request)
    {
        var content = request.Query.GetValueOrDefault("content");
        return ApiAnswer.List(request.Issue().Reactions.Where(reaction => content is null || reaction.Content == content).Select(request.Shapes.Reaction));
    }

    public static ApiAnswer Label(ApiRequest request)
    {
        var issue = request.Issue();
        request.Hub.Issues.Label(issue.Number, Names(request.Body["labels"]?.AsArray() ?? []));
        return ApiAnswer.Ok(new JsonArray([.. issue.Labels.Select(request.Shapes.Label)]));
    }

    public static ApiAnswer Milestones(ApiRequest request) =>
        ApiAnswer.List(request.Query.GetValueOrDefault("state") == "closed" ? [] : request.Hub.Issues.Milestones.Select(request.Shapes.Milestone));

    private static string[] Names(JsonArray labels) =>
        [.. labels.Select(each => each!.GetValueKind() == JsonValueKind.String ? each.GetValue<string>() : each["name"]!.GetValue<string>())];
}
