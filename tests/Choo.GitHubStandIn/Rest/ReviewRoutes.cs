using System.Text.Json.Nodes;
using Choo.Testing.GitHub.Http;
using Choo.Testing.GitHub.State;

namespace Choo.Testing.GitHub.Rest;

/// <summary>Reviews and the comments on lines.</summary>
internal static class ReviewRoutes
{
    public static ApiAnswer List(ApiRequest request) => ApiAnswer.List(request.Pull().Reviews.Select(request.Shapes.Review));

    public static ApiAnswer Create(ApiRequest request)
    {
        var pull = request.Pull();
        if (request.Text("commit_id") is { } commit && commit != pull.HeadSha && !request.Hub.Git.IsCommit(commit))
        {
            throw new RefusedException(422, "Unprocessable Entity", JsonValue.Create("Commit could not be resolved"));
        }

        var state = request.Text("event") switch
        {
            "APPROVE" => "APPROVED",
            "REQUEST_CHANGES" => "CHANGES_REQUESTED",
            "COMMENT" => "COMMENTED",
            _ => throw new RefusedException(422, "Unprocessable Entity", JsonValue.Create("The stand-in keeps no pending reviews: event is missing")),
        };
        var comments = (request.Body["comments"]?.AsArray() ?? []).Select(each => Line(each!.AsObject())).ToArray();
        return ApiAnswer.Ok(request.Shapes.Review(request.Hub.Reviews.Submit(pull, request.Account.Login, state, request.Text("body") ?? "", comments)));
    }

    public static ApiAnswer Request(ApiRequest request)
    {
        var pull = request.Pull();
        request.Hub.Reviews.Request(pull, [.. (request.Body["reviewers"]?.AsArray() ?? []).Select(each => each!.GetValue<string>())]);
        return ApiAnswer.Created(request.Shapes.Simple(pull, request.Account));
    }

    public static ApiAnswer Comments(ApiRequest request)
    {
        var since = request.Query.TryGetValue("since", out var text) ? DateTimeOffset.Parse(text) : DateTimeOffset.MinValue;
        return ApiAnswer.List(request.Pull().Threads.SelectMany(thread => thread.Comments).Where(comment => comment.CreatedAt >= since)
            .OrderBy(comment => comment.Id).Select(request.Shapes.ReviewComment));
    }

    public static ApiAnswer Reply(ApiRequest request)
    {
        var id = request.Number("comment_id");
        // GitHub takes replies to a thread's first comment alone.
        var thread = request.Pull().Threads.FirstOrDefault(each => each.Comments[0].Id == id) ?? throw RefusedException.NotFound();
        return ApiAnswer.Created(request.Shapes.ReviewComment(request.Hub.Reviews.Reply(thread, request.Account.Login, request.Text("body")!)));
    }

    private static LineComment Line(JsonObject comment) => new(
        comment["path"]!.GetValue<string>(),
        comment["line"]?.GetValue<int>() ?? throw new RefusedException(422, "Unprocessable Entity", JsonValue.Create("The stand-in knows no positions: line is missing")),
        comment["body"]!.GetValue<string>())
    {
        StartLine = comment["start_line"]?.GetValue<int>(),
        Side = comment["side"]?.GetValue<string>() ?? "RIGHT",
    };
}
