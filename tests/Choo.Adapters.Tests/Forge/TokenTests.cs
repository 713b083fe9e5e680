using System.Net;
using Choo.Adapters.Forge;
using Choo.Adapters.Forge.GitHub;
using Choo.Adapters.Processes;
using Choo.Adapters.Tests.Processes;
using Choo.Core.Forge;
using Choo.Testing;
using Xunit;
using static Choo.Adapters.Tests.Forge.ForgeBed;

namespace Choo.Adapters.Tests.Forge;

/// <summary>Where the token is found, where it goes, and where it does not.</summary>
public sealed class TokenTests : IDisposable
{
    private static readonly string[] Names = ["GITHUB_TOKEN", "GH_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"];
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData("github.com", "GITHUB_TOKEN GH_TOKEN GH_ENTERPRISE_TOKEN", "GITHUB_TOKEN")]
    [InlineData("github.com", "GH_TOKEN GH_ENTERPRISE_TOKEN", "GH_TOKEN")]
    [InlineData("github.com", "GH_ENTERPRISE_TOKEN GITHUB_ENTERPRISE_TOKEN", null)]
    [InlineData("octo.ghe.com", "GH_TOKEN", "GH_TOKEN")]
    [InlineData("github.example.com", "GITHUB_TOKEN GH_TOKEN", null)]
    [InlineData("github.example.com", "GITHUB_TOKEN GITHUB_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN")]
    [InlineData("github.example.com", "GITHUB_TOKEN GITHUB_ENTERPRISE_TOKEN GH_ENTERPRISE_TOKEN", "GH_ENTERPRISE_TOKEN")]
    public async Task Each_host_has_its_variables(string host, string set, string? expected)
    {
        var variables = set.Split(' ').ToDictionary(name => name, name => $"of-{name}");
        var token = await new ForgeTokens(variables, temp.Path).FindAsync(host, true, default);
        Assert.Equal((expected, expected is null ? null : $"of-{expected}"), (token?.Source, token?.Value));
    }

    [Fact]
    public async Task In_a_job_of_GitHub_Actions_the_token_is_for_the_jobs_own_server()
    {
        var variables = new Dictionary<string, string> { ["GITHUB_TOKEN"] = "of-the-job", ["GITHUB_SERVER_URL"] = "https://github.example.com" };
        Assert.Equal("GITHUB_TOKEN", (await new ForgeTokens(variables, temp.Path).FindAsync("github.example.com", true, default))?.Source);
        Assert.Null(await new ForgeTokens(variables, temp.Path).FindAsync("other.example.com", true, default));
        Assert.Null(await new ForgeTokens(variables, temp.Path).FindAsync("github.com", true, default));
    }

    [UnixFact]
    public async Task GitHubs_command_line_is_asked_last_and_once()
    {
        temp.WriteProgram("bin/gh", "#!/bin/sh\necho \"$*\" >> \"$LOG\"\ntest \"$4\" = github.com && echo gho_fromgh || exit 1\n");
        var variables = new Dictionary<string, string> { ["PATH"] = $"{temp.At("bin")}:/usr/bin:/bin", ["LOG"] = temp.At("log"), ["GH_TOKEN"] = " " };
        var tokens = new ForgeTokens(variables, temp.Path);
        Assert.Equal(("gho_fromgh", "gh auth token"), (await tokens.FindAsync("github.com", true, default) is { } token ? (token.Value, token.Source) : default));
        Assert.Same(await tokens.FindAsync("github.com", true, default), await tokens.FindAsync("github.com", true, default));
        Assert.Null(await tokens.FindAsync("github.example.com", true, default));
        Assert.Equal(["auth token --hostname github.com", "auth token --hostname github.example.com"], await File.ReadAllLinesAsync(temp.At("log")));
    }

    [UnixFact]
    public async Task A_host_that_only_the_repository_names_gets_what_was_stored_for_it_alone()
    {
        temp.WriteProgram("bin/gh", "#!/bin/sh\necho \"${GH_ENTERPRISE_TOKEN:-${GH_TOKEN:-of-$4}}\"\n");
        var variables = Names.ToDictionary(name => name, name => $"of-{name}");
        variables["PATH"] = $"{temp.At("bin")}:/usr/bin:/bin";
        var token = await new ForgeTokens(variables, temp.Path).FindAsync("github.example.com", false, default);
        Assert.Equal(("of-github.example.com", "gh auth token"), (token?.Value, token?.Source));
    }

    [Fact]
    public async Task A_value_that_cannot_be_in_a_header_is_no_token()
    {
        var variables = new Dictionary<string, string> { ["GITHUB_TOKEN"] = "a\nb", ["GH_TOKEN"] = "good" };
        Assert.Equal("GH_TOKEN", (await new ForgeTokens(variables, temp.Path).FindAsync("github.com", true, default))?.Source);
    }

    [Fact]
    public void It_says_where_it_is_from_and_not_what_it_is() => Assert.Equal("[a token of GITHUB_TOKEN]", new ForgeToken(Token, "GITHUB_TOKEN").ToString());

    [Fact]
    public void Neither_agents_nor_gates_get_a_variable_that_holds_one()
    {
        var outer = Names.ToDictionary(name => name, name => $"secret-of-{name}");
        outer["PATH"] = "/bin";
        outer["COPY"] = "https://x:secret-of-GH_ENTERPRISE_TOKEN@host/r";
        Assert.Equal(["PATH"], ChildEnvironment.ForAgent(outer, "claude", ["GH_*", "GITHUB_*", "COPY"]).Keys);
        Assert.Empty(ChildEnvironment.ForGates(outer, []).Keys.Intersect(Names));
        Assert.DoesNotContain(ChildEnvironment.ForGates(outer, []).Values, value => value.Contains("secret-of", StringComparison.Ordinal));
        Assert.DoesNotContain(ChildEnvironment.GitFrom(outer).Values, value => value.Contains("secret-of", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_request_has_it_and_what_GitHub_asks_for()
    {
        using var bed = new ForgeBed(Json("""{"login":"octo"}"""));
        Value(await bed.Forge.WhoAmIAsync(default));
        var headers = Assert.Single(bed.Network.Requests).Headers;
        Assert.Equal(($"Bearer {Token}", "application/vnd.github+json", "2022-11-28"), (headers["Authorization"], headers["Accept"], headers["X-GitHub-Api-Version"]));
        Assert.StartsWith("choo/", headers["User-Agent"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://logs.example.com/job/1")]
    [InlineData("https://api.github.com:8443/job/1")]
    [InlineData("http://api.github.com/job/1")]
    public async Task It_goes_to_no_other_place_that_a_redirect_names(string elsewhere)
    {
        using var bed = new ForgeBed(() => StubNetwork.Empty(HttpStatusCode.Found, ("Location", elsewhere)), () => StubNetwork.Text("done\n"));
        Assert.Equal("done\n", Value(await bed.Forge.Checks.LogTailAsync(1, default)));
        Assert.Equal(elsewhere, bed.Network.Requests[1].Address.ToString());
        Assert.False(bed.Network.Requests[1].Headers.ContainsKey("Authorization"));
        Assert.DoesNotContain(Token, string.Concat(bed.Network.Requests[1].Headers.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_next_page_elsewhere_is_not_read()
    {
        using var bed = new ForgeBed(Json("""[{"id":1}]""", HttpStatusCode.OK, ("Link", "<https://evil.example.com/page>; rel=\"next\"")));
        Assert.Single(Value(await bed.Forge.Reviews.CommentsAsync(1, default)));
        Assert.Single(bed.Network.Requests);
    }

    [Fact]
    public async Task No_failure_shows_it()
    {
        using var bed = new ForgeBed(
            Json($$"""{"message":"bad {{Token}}","errors":["also {{Token}}"]}""", HttpStatusCode.UnprocessableEntity), Fails(new IOException($"with {Token} inside")),
            Json($$"""{"message":"{{Token}}"}""", HttpStatusCode.Unauthorized), Json($$"""{"errors":[{"type":"X","message":"{{Token}}"}]}"""));
        List<ForgeFailure?> failures =
        [
            (await bed.Forge.PullRequests.CreateAsync(new("a", "b", "c", "d", false), default)).Problem, (await bed.Forge.Reviews.CommentAsync(1, "text", default)).Problem,
            (await bed.Forge.WhoAmIAsync(default)).Problem, await bed.Forge.Reviews.ResolveAsync("T", default),
        ];
        Assert.All(failures, failure => Assert.DoesNotContain(Token, ForgeDiagnostics.Of(failure!, Place).Message, StringComparison.Ordinal));
        Assert.All(failures, failure => Assert.DoesNotContain(Token, $"{failure}", StringComparison.Ordinal));
    }
}
