using Choo.Adapters.Forge;
using Choo.Adapters.Forge.GitHub;
using Choo.Adapters.Git;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Forge;

/// <summary>The repository, the address and the token are found, or a diagnostic says what is missing.</summary>
public sealed class OpeningTests : IDisposable
{
    private readonly GitRepo repo = new();

    public void Dispose() => repo.Dispose();

    private async Task<(string? Place, string Source, Diagnostic? Problem)> OpenAsync(GitHubConfig config, params (string Name, string Value)[] variables)
    {
        repo.Write("a", Guid.NewGuid().ToString()).Commit();
        var (repository, _) = await Repository.OpenAsync(repo.Root, default);
        var opening = new ForgeOpening(repository!, config, variables.ToDictionary(each => each.Name, each => each.Value));
        var (forge, token, problem) = await opening.OpenAsync("main", default);
        using (forge)
        {
            return (forge?.Repository.ToString(), token?.Source ?? "", problem);
        }
    }

    [Fact]
    public async Task The_remote_that_the_branch_follows_then_origin_then_the_only_one()
    {
        repo.Git("remote", "add", "only", "https://github.com/octo/only");
        Assert.Equal(("github.com/octo/only", "GH_TOKEN"), await FoundAsync());
        repo.Git("remote", "add", "origin", "https://github.com/octo/origin.git");
        Assert.Equal(("github.com/octo/origin", "GH_TOKEN"), await FoundAsync());
        repo.Git("config", "branch.main.remote", "only");
        Assert.Equal(("github.com/octo/only", "GH_TOKEN"), await FoundAsync());

        async Task<(string?, string)> FoundAsync()
        {
            var (place, source, _) = await OpenAsync(new(), ("GH_TOKEN", "t"));
            return (place, source);
        }
    }

    [Fact]
    public async Task Gits_insteadOf_is_applied()
    {
        repo.Git("remote", "add", "origin", "work:octo/app");
        repo.Git("config", "url.git@github.example.com:.insteadOf", "work:");
        Assert.Equal("github.example.com/octo/app", (await OpenAsync(new(), ("GH_ENTERPRISE_TOKEN", "t"))).Place);
    }

    [Theory]
    [InlineData("https://github.com/octo/app", "git@github.com:octo/app.git", null)]
    [InlineData("https://github.com/octo/app", "ssh://git@ssh.github.com:443/Octo/app", null)]
    [InlineData("https://github.com/octo/app", "work:octo/app", null)]
    [InlineData("https://github.com/octo/app", "https://me:word@github.com/me/app", "github.com/me/app")]
    [InlineData("https://github.com/octo/app", "git@github.example.com:octo/app", "github.example.com/octo/app")]
    [InlineData("https://github.com/octo/app", "/srv/mirror", "an address that names no repository on a forge")]
    [InlineData("/srv/mirror", "git@github.com:octo/app.git", "github.com/octo/app")]
    public async Task What_is_pushed_to_is_the_repository_that_is_asked_or_the_code_says_so(string fetched, string pushed, string? elsewhere)
    {
        repo.Git("remote", "add", "origin", fetched);
        repo.Git("remote", "set-url", "--push", "origin", pushed);
        var (place, _, problem) = await OpenAsync(new(), ("GH_TOKEN", "t"));
        Assert.Equal((elsewhere is null ? "github.com/octo/app" : null, elsewhere is null ? null : DiagnosticCodes.PushesElsewhere.Id), (place, problem?.Code));
        Assert.True(elsewhere is null || problem!.Message.Contains($"pushes to {elsewhere};", StringComparison.Ordinal), problem?.Message);
    }

    [Fact]
    public async Task A_second_address_that_is_pushed_to_must_be_of_the_same_repository_too()
    {
        repo.Git("remote", "add", "origin", "https://github.com/octo/app");
        repo.Git("remote", "set-url", "--add", "--push", "origin", "https://github.com/octo/app");
        Assert.Equal("github.com/octo/app", (await OpenAsync(new(), ("GH_TOKEN", "t"))).Place);
        repo.Git("remote", "set-url", "--add", "--push", "origin", "git@gitlab.com:octo/app.git");
        Assert.Equal(DiagnosticCodes.PushesElsewhere.Id, (await OpenAsync(new(), ("GH_TOKEN", "t"))).Problem!.Code);
    }

    [Fact]
    public async Task What_is_missing_is_said()
    {
        Assert.Contains("has no remote", (await OpenAsync(new())).Problem!.Message, StringComparison.Ordinal);
        repo.Git("remote", "add", "origin", repo.Around.At("bare"));
        Assert.Equal(DiagnosticCodes.NoForge.Id, (await OpenAsync(new())).Problem!.Code);
        Assert.Equal("github.com/octo/app", (await OpenAsync(new() { Owner = "octo", Repository = "app" }, ("GITHUB_TOKEN", "t"))).Place);
        repo.Git("remote", "set-url", "origin", "git@gitlab.com:octo/app.git");
        Assert.Contains("gitlab.com is no GitHub", (await OpenAsync(new(), ("GH_ENTERPRISE_TOKEN", "t"))).Problem!.Message, StringComparison.Ordinal);
        repo.Git("remote", "set-url", "origin", "git@github.example.com:octo/app.git");
        var problem = (await OpenAsync(new(), ("GITHUB_TOKEN", "t"))).Problem!;
        Assert.Equal(DiagnosticCodes.NoForgeToken.Id, problem.Code);
        Assert.Contains("GH_ENTERPRISE_TOKEN", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://github.example.com/api/v3", "github.example.com/octo/app")]
    [InlineData("https://api.github.example.com/", "github.example.com/octo/app")]
    [InlineData("http://127.0.0.1:8080", "127.0.0.1:8080/octo/app")]
    [InlineData("https://evil.example.com/api/v3", null)]
    [InlineData("https://api.github.com", null)]
    [InlineData("http://github.example.com/api/v3", null)]
    [InlineData("https://user:word@github.example.com/api/v3", null)]
    [InlineData("nonsense", null)]
    public async Task A_configured_address_must_be_safe_and_on_the_remotes_host(string address, string? expected)
    {
        repo.Git("remote", "add", "origin", "https://github.example.com/octo/app");
        var (place, _, problem) = await OpenAsync(new() { BaseUrl = address }, ("GH_ENTERPRISE_TOKEN", "t"), ("GITHUB_TOKEN", "t"));
        Assert.Equal((expected, expected is null), (place, problem?.Code == DiagnosticCodes.NoForge.Id));
    }

    [Theory]
    [InlineData("git@work:octo/app.git", "https://evil.example.com/api/v3", "", "CHOO5022")]
    [InlineData("git@work:octo/app.git", "https://evil.work/api/v3", "", "CHOO5022")]
    [InlineData("git@work:octo/app.git", "https://evil.ghe.com/api/v3", "", "CHOO5022")]
    [InlineData("git@work:octo/app.git", "https://github.example.com/api/v3", "GH_HOST=github.example.com", null)]
    [InlineData("git@work:octo/app.git", "https://github.example.com/api/v3", "GITHUB_SERVER_URL=https://github.example.com", null)]
    [InlineData("git@work:octo/app.git", "https://github.example.com/api/v3", "GH_HOST=other.example.com", "CHOO5022")]
    [InlineData("git@work:octo/app.git", "https://api.github.com", "", null)]
    [InlineData("git@work:octo/app.git", "https://work/api/v3", "", null)]
    [InlineData("https://work/octo/app", "https://work/api/v3", "", null)]
    [InlineData("https://work/octo/app", "https://evil.work/api/v3", "", "CHOO5021")]
    [InlineData("https://work/octo/app", "https://evil.example.com/api/v3", "", "CHOO5021")]
    [InlineData("/srv/app.git", "https://evil.example.com/api/v3", "", "CHOO5022")]
    public async Task A_host_that_only_the_configuration_names_gets_no_token_of_a_variable(string remote, string address, string variable, string? code)
    {
        repo.Git("remote", "add", "origin", remote);
        (string, string)[] more = variable.Length == 0 ? [] : [(variable.Split('=')[0], variable.Split('=')[1])];
        var (_, source, problem) = await OpenAsync(
            new() { BaseUrl = address, Owner = "octo", Repository = "app" }, [("GH_ENTERPRISE_TOKEN", "t"), ("GITHUB_ENTERPRISE_TOKEN", "t"), ("GITHUB_TOKEN", "t"), ("GH_TOKEN", "t"), .. more]);
        Assert.Equal((code, code is null), (problem?.Code, source.Length > 0));
        Assert.True(code != "CHOO5022" || problem!.Message.Contains("set GH_HOST=", StringComparison.Ordinal), problem?.Message);
    }

    [Theory]
    [InlineData("github.com", "https://api.github.com/", "https://api.github.com/graphql")]
    [InlineData("octo.ghe.com", "https://api.octo.ghe.com/", "https://api.octo.ghe.com/graphql")]
    [InlineData("github.example.com:8443", "https://github.example.com:8443/api/v3/", "https://github.example.com:8443/api/graphql")]
    public void Each_kind_of_host_has_its_addresses(string host, string rest, string graph)
    {
        var address = GitHubAddress.Of(host);
        Assert.Equal((rest, graph, host), (address.Rest.ToString(), address.Graph.ToString(), address.Host));
        Assert.Equal(address, GitHubAddress.Parse(rest));
    }
}
