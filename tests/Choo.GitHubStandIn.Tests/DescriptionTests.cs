using System.Text.Json.Nodes;
using Choo.Testing.GitHub.Description;
using Choo.Testing.GitHub.GraphQL;
using Choo.Testing.GitHub.Http;
using Choo.Testing.GitHub.Rest;
using Xunit;

namespace Choo.Testing.GitHub.Tests;

public sealed class DescriptionTests
{
    [Fact]
    public void Every_operation_of_the_description_has_its_endpoint() =>
        Assert.Equal(RestDescription.Whole.Operations.Select(each => $"{each.Method} {each.Path}").Order(), Routes.All.Select(each => $"{each.Method} {each.Path}").Order());

    [Fact]
    public void Every_field_of_the_schema_has_its_answer() => Assert.NotEmpty(GraphQlSchema.Whole.AllTypes);

    [Theory]
    [InlineData("POST", "/pulls", """{"title":"x","base":"main"}""", "head")]
    [InlineData("POST", "/pulls", """{"title":"x","head":5,"base":"main"}""", "/head")]
    [InlineData("POST", "/pulls", null, "the body is missing")]
    [InlineData("PUT", "/pulls/1/merge", """{"merge_methd":"squash"}""", "/merge_methd")]
    [InlineData("PUT", "/pulls/1/merge", """{"merge_method":"octopus"}""", "/merge_method")]
    [InlineData("GET", "/pulls?state=opened", null, "state cannot be opened")]
    [InlineData("GET", "/pulls?haed=octo:x", null, "there is no query parameter haed")]
    [InlineData("GET", "/pulls?per_page=many", null, "per_page is no integer")]
    [InlineData("GET", "/pulls/1/files", null, "the stand-in has no such endpoint")]
    public async Task A_wrong_request_is_caught(string method, string path, string? body, string what)
    {
        var stage = await Stage.OpenAsync();
        await stage.PullAsync("work");
        var refused = await stage.SendAsync(new HttpMethod(method), Stage.Repo + path, body is null ? null : JsonNode.Parse(body));
        Assert.InRange(refused.Status, 404, 422);
        Assert.Contains(what, (await Assert.ThrowsAsync<ViolationException>(async () => await stage.DisposeAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_answer_is_caught()
    {
        var operation = RestDescription.Whole.Operation("GET", "/repos/{owner}/{repo}/pulls/{pull_number}");
        var answer = new JsonObject { ["number"] = 1, ["state"] = "ajar", ["head"] = new JsonObject { ["sha"] = 5 } };
        Filler.Fill(answer, operation.AnswerSchema(200)!);
        var wrong = DescriptionCheck.Whole.Answer(operation, 200, answer);
        Assert.Contains(wrong, each => each.StartsWith("/state", StringComparison.Ordinal));
        Assert.Contains(wrong, each => each.StartsWith("/head/sha", StringComparison.Ordinal));
        Assert.Equal("status 204 is not described", DescriptionCheck.Whole.Answer(operation, 204, null).Single());
        (answer["state"], answer["head"]!["sha"]) = ("open", "x");
        Assert.Empty(DescriptionCheck.Whole.Answer(operation, 200, answer));
    }

    [Theory]
    [InlineData("null", true)]
    [InlineData("\"x\"", true)]
    [InlineData("5", false)]
    public void What_OpenAPI_calls_nullable_may_be_null(string value, bool valid)
    {
        var operation = RestDescription.Whole.Operation("PATCH", "/repos/{owner}/{repo}/issues/{issue_number}");
        Assert.Equal(valid, DescriptionCheck.Whole.Request(operation, new Dictionary<string, string>(), JsonNode.Parse($$"""{"body":{{value}}}""")).Count == 0);
    }
}
