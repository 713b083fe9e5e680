using System.Globalization;
using Choo.Adapters.Tests.Hosting;
using Choo.Core.Diagnostics;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Forge;

/// <summary><c>doctor --online</c> asks the forge; without it nothing does.</summary>
public sealed class ForgeDoctorTests : IDisposable
{
    private readonly TestEngine engine = new();

    public void Dispose() => engine.Dispose();

    private async Task<Finding[]> ExamineAsync(int port, bool online, string? token)
    {
        engine.Configure(string.Create(CultureInfo.InvariantCulture, $"github:\n  owner: octo\n  repo: app\n  base_url: http://127.0.0.1:{port}\n"));
        engine.Repo.Unit("a", tasks: new SpecText()).Commit();
        var variables = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["HOME"] = engine.Repo.Around.At("home") };
        if (token is not null)
        {
            variables["GH_ENTERPRISE_TOKEN"] = token;
        }

        return [.. (await engine.ExamineAsync(request => request with { Variables = variables }, online)).Where(finding => finding.Name is "forge" or "quota")];
    }

    private static string Answer(string request, bool mayPush = true) => LoopbackServer.Json(request.Split(' ')[1] switch
    {
        "/user" => """{"login":"octo-choo","type":"User"}""",
        "/rate_limit" => """{"resources":{"core":{"limit":5000,"remaining":4321,"reset":1772440200},"graphql":{"limit":5000,"remaining":4990,"reset":1772440200}}}""",
        _ => """{"default_branch":"main","private":true,"permissions":{"push":true}}""".Replace("true}}", mayPush ? "true}}" : "false}}", StringComparison.Ordinal),
    });

    [Fact(Timeout = 60000)]
    public async Task It_says_whose_the_token_is_and_what_is_left()
    {
        using var server = new LoopbackServer(request => Answer(request));
        var found = await ExamineAsync(server.Port, online: true, "secret-token");
        Assert.Equal(
            [
                (FindingState.Ok, $"127.0.0.1:{server.Port.ToString(CultureInfo.InvariantCulture)}/octo/app as octo-choo (the token of GH_ENTERPRISE_TOKEN)"),
                (FindingState.Ok, "4321 of 5000 requests until 08:30 UTC, 4990 of 5000 GraphQL points until 08:30 UTC"),
            ],
            found.Select(each => (each.State, each.Detail)));
    }

    [Fact(Timeout = 60000)]
    public async Task A_token_that_may_not_push_is_a_warning()
    {
        using var server = new LoopbackServer(request => Answer(request, mayPush: false));
        var access = (await ExamineAsync(server.Port, online: true, "secret-token"))[0];
        Assert.Equal(FindingState.Warning, access.State);
        Assert.Contains("may not push", access.Detail, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task A_token_that_is_refused_or_missing_is_a_warning_with_its_code()
    {
        using var server = new LoopbackServer(_ => LoopbackServer.Json("""{"message":"Bad credentials"}""", "401 Unauthorized"));
        var refused = (await ExamineAsync(server.Port, online: true, "secret-token"))[0];
        Assert.Equal((FindingState.Warning, DiagnosticCodes.ForgeTokenRefused.Id), (refused.State, refused.Code));
        Assert.DoesNotContain("secret-token", refused.Detail, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Without_a_token_or_without_being_told_nothing_is_asked()
    {
        var asked = 0;
        using var server = new LoopbackServer(request =>
        {
            asked++;
            return Answer(request);
        });
        Assert.Empty(await ExamineAsync(server.Port, online: false, "secret-token"));
        engine.Repo.Write("more", "more");
        Assert.Equal(DiagnosticCodes.NoForgeToken.Id, Assert.Single(await ExamineAsync(server.Port, online: true, token: null)).Code);
        Assert.Equal(0, asked);
    }
}
