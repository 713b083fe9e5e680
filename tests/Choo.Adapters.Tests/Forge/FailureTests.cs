using System.Net;
using Choo.Core.Forge;
using Xunit;
using static Choo.Adapters.Tests.Forge.ForgeBed;

namespace Choo.Adapters.Tests.Forge;

/// <summary>What GitHub refuses is read as the failure that it is.</summary>
public class FailureTests
{
    private static readonly NewPullRequest New = new("work", "main", "Title", "Body", IsDraft: false);

    [Fact]
    public async Task A_pull_request_that_is_there_already()
    {
        using var bed = new ForgeBed(Json(
            """{"message":"Validation Failed","errors":[{"resource":"PullRequest","code":"custom","message":"A pull request already exists for octo:work."}],"status":"422"}""", HttpStatusCode.UnprocessableEntity));
        Assert.Equal(
            "Validation Failed; A pull request already exists for octo:work.", Assert.IsType<ForgeFailure.AlreadyExists>((await bed.Forge.PullRequests.CreateAsync(New, default)).Problem).Message);
    }

    [Fact]
    public async Task A_request_that_is_wrong_with_each_mistake()
    {
        using var bed = new ForgeBed(Json("""{"message":"Validation Failed","errors":[{"resource":"PullRequest","field":"base","code":"invalid"},"in words",7]}""", HttpStatusCode.UnprocessableEntity));
        Assert.Equal(
            ["Validation Failed", "PullRequest.base: invalid", "in words"], Assert.IsType<ForgeFailure.Invalid>((await bed.Forge.PullRequests.CreateAsync(New, default)).Problem).Messages.AsEnumerable());
    }

    [Theory]
    [InlineData("X-Accepted-GitHub-Permissions", "pull_requests=write", "pull_requests=write")]
    [InlineData("X-Accepted-OAuth-Scopes", "repo", "repo")]
    [InlineData("X-Other", "x", null)]
    public async Task A_permission_that_the_token_lacks(string header, string value, string? expected)
    {
        using var bed = new ForgeBed(Json("""{"message":"Resource not accessible by personal access token"}""", HttpStatusCode.Forbidden, (header, value)));
        Assert.Equal(
            new ForgeFailure.Forbidden("Resource not accessible by personal access token", expected), (await bed.Forge.PullRequests.CreateAsync(New, default)).Problem);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, """{"message":"Bad credentials"}""", "TokenRefused { Message = Bad credentials }")]
    [InlineData(HttpStatusCode.NotFound, """{"message":"Not Found"}""", "NotFound { What = repos/octo/app/pulls/1 }")]
    [InlineData(HttpStatusCode.Gone, "", "NotFound { What = repos/octo/app/pulls/1 }")]
    [InlineData(HttpStatusCode.Conflict, """{"message":"Git Repository is empty."}""", "Refused { Message = status 409: Git Repository is empty. }")]
    [InlineData(HttpStatusCode.BadRequest, "<html>", "Refused { Message = status 400: BadRequest }")]
    [InlineData(HttpStatusCode.UnavailableForLegalReasons, """{"message":"DMCA"}""", "Refused { Message = status 451: DMCA }")]
    [InlineData(HttpStatusCode.NotAcceptable, "{broken", "Refused { Message = status 406: {broken }")]
    public async Task Every_other_status(HttpStatusCode status, string body, string expected)
    {
        using var bed = new ForgeBed(Json(body, status));
        Assert.Equal(expected, $"{(await bed.Forge.PullRequests.ReadAsync(1, default)).Problem}");
    }

    [Theory]
    [InlineData(HttpStatusCode.Conflict, """{"message":"Head branch was modified. Review and try the merge again."}""", typeof(ForgeFailure.StaleHead))]
    [InlineData(HttpStatusCode.MethodNotAllowed, """{"message":"Pull Request is not mergeable"}""", typeof(ForgeFailure.NotMergeable))]
    [InlineData(HttpStatusCode.MethodNotAllowed, """{"message":"This branch can't be rebased"}""", typeof(ForgeFailure.NotRebaseable))]
    [InlineData(HttpStatusCode.OK, """{"merged":false,"message":"no"}""", typeof(ForgeFailure.NotMergeable))]
    public async Task A_merge_that_is_refused(HttpStatusCode status, string body, Type expected)
    {
        using var bed = new ForgeBed(Json(body, status));
        Assert.IsType(expected, (await bed.Forge.PullRequests.MergeAsync(new(1, "c", MergeMethod.Merge), default)).Problem);
    }

    [Theory]
    [InlineData("NOT_FOUND", "Could not resolve to a node", typeof(ForgeFailure.NotFound))]
    [InlineData("FORBIDDEN", "Resource not accessible", typeof(ForgeFailure.Forbidden))]
    [InlineData("RATE_LIMITED", "API rate limit exceeded", typeof(ForgeFailure.RateLimited))]
    [InlineData("UNPROCESSABLE", "Expected head oid does not match", typeof(ForgeFailure.StaleHead))]
    [InlineData("UNPROCESSABLE", "Pull request is already in the merge queue", typeof(ForgeFailure.AlreadyExists))]
    [InlineData("UNPROCESSABLE", "Pull request is not mergeable", typeof(ForgeFailure.NotMergeable))]
    [InlineData("OTHER", "Something went wrong", typeof(ForgeFailure.Refused))]
    public async Task A_refusal_in_GraphQL_whose_status_is_that_of_success(string type, string message, Type expected)
    {
        using var bed = new ForgeBed(Json($$"""{"data":{"enqueuePullRequest":null},"errors":[{"type":"{{type}}","path":["enqueuePullRequest"],"message":"{{message}}"}]}"""));
        Assert.IsType(expected, await bed.Forge.PullRequests.EnqueueAsync(new(1, "PR"), "c", default));
    }

    [Fact]
    public async Task Long_words_are_cut_and_stay_on_one_line()
    {
        using var bed = new ForgeBed(Json($$"""{"message":"a\nb{{new string('x', 5000)}}"}""", HttpStatusCode.Unauthorized));
        var message = Assert.IsType<ForgeFailure.TokenRefused>((await bed.Forge.WhoAmIAsync(default)).Problem).Message;
        Assert.InRange(message.Length, 500, 700);
        Assert.DoesNotContain('\n', message);
    }
}
