using Choo.Adapters.Git;
using Choo.Core.Ports;
using Choo.Testing;
using Choo.Testing.GitHub;
using Choo.Testing.GitHub.State;
using Xunit;

namespace Choo.Adapters.Tests.PullRequests;

/// <summary>git against a forge that asks for credentials: the person's come first, and choo's token goes nowhere else.</summary>
public sealed class GitOverHttpTests : IAsyncLifetime, IDisposable
{
    private readonly GitRepo repo = new();
    private GitHubStandIn hub = null!;
    private GitCall git = null!;

    private string Trace => repo.Around.At("trace");

    private string Helped => repo.Around.At("helped");

    public async Task InitializeAsync()
    {
        hub = await GitHubStandIn.StartAsync(new StandInOptions { Owner = "acme", Name = "widgets" });
        hub.Repository.IsPrivate = true;
        repo.Git("remote", "add", "origin", hub.CloneUrl);
        repo.Git("pull", "--quiet", hub.Git.Path, "main");
        var (repository, _) = await Repository.OpenAsync(repo.Root, CancellationToken.None);

        // Nothing of the machine's settings, and a trace of every program that git starts.
        git = repository!.Git with
        {
            Environment = new Dictionary<string, string>(repository.Git.Environment)
            {
                ["GIT_CONFIG_NOSYSTEM"] = "1",
                ["GIT_CONFIG_GLOBAL"] = "/dev/null",
                ["HOME"] = repo.Around.At("home"),
                ["GIT_TRACE"] = Trace,
            },
        };
    }

    public async Task DisposeAsync() => await hub.DisposeAsync();

    public void Dispose() => repo.Dispose();

    private GitRemote Remote() => new(git, "origin", TokenHelper.With(git, hub.CloneUrl, new Uri(hub.Origin).Authority, hub.Token));

    /// <summary>A helper of the person's that says a password and keeps whatever it is told.</summary>
    private void Help(string password)
    {
        var helper = repo.Around.WriteProgram("helper", $"#!/bin/sh\necho \"$1\" >> {Helped}\ncat >> {Helped}\n[ \"$1\" != get ] || printf 'username=alice\\npassword={password}\\n'\n");
        repo.Git("config", "credential.helper", helper);
    }

    private IEnumerable<string> Pushes() => hub.Log.Of("POST", "/acme/widgets.git/git-receive-pack").Where(call => call.Worked).Select(call => call.Login!);

    private void AssertTokenNowhere()
    {
        var written = Directory.EnumerateFiles(repo.Around.At(""), "*", SearchOption.AllDirectories).Where(file => File.ReadAllText(file).Contains(hub.Token, StringComparison.Ordinal));
        Assert.Empty(written);
        Assert.DoesNotContain(hub.Token, string.Join('\n', hub.Log.Calls), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task The_token_alone_reads_and_pushes()
    {
        var (remote, commit) = (Remote(), repo.Write("a.txt", "1\n").Commit());

        Assert.NotNull(await remote.TipAsync("main", CancellationToken.None));
        Assert.True(await remote.PushAsync("choo/a", commit, null, CancellationToken.None));
        Assert.Equal(commit, await remote.FetchAsync("choo/a", CancellationToken.None));

        Assert.Equal(commit, hub.Git.Tip("choo/a"));
        Assert.Equal(["choo-bot"], Pushes());
        Assert.Contains(hub.Log.Calls, call => call.Body == $"{new string('0', 40)} {commit} refs/heads/choo/a\n");
        Assert.Contains("x-access-token", File.ReadAllText(Trace), StringComparison.Ordinal);
        AssertTokenNowhere();
    }

    [Fact(Timeout = 60000)]
    public async Task Where_the_persons_credentials_do_the_token_is_not_used()
    {
        hub.People.Give(new AccessToken("alices-word", hub.People.Add("alice")));
        Help("alices-word");

        Assert.True(await Remote().PushAsync("choo/a", repo.Write("a.txt", "1\n").Commit(), null, CancellationToken.None));

        Assert.Equal(["alice"], Pushes());
        Assert.DoesNotContain(hub.Log.Calls, call => call.Login == "choo-bot");
        AssertTokenNowhere();
    }

    [Fact(Timeout = 60000)]
    public async Task A_header_with_credentials_that_may_not_push_does_not_go_before_the_token()
    {
        hub.People.Give(new AccessToken("a-readers-word", hub.People.Add("reader")));
        hub.People.Permit("a-readers-word", "contents", "read");
        var header = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes("x-access-token:a-readers-word"));
        repo.Git("config", $"http.{hub.Origin}/.extraheader", $"AUTHORIZATION: basic {header}");

        Assert.True(await Remote().PushAsync("choo/a", repo.Write("a.txt", "1\n").Commit(), null, CancellationToken.None));

        Assert.Equal(["choo-bot"], Pushes());
    }

    [Fact(Timeout = 60000)]
    public async Task A_helper_whose_word_is_refused_is_not_told_the_token()
    {
        Help("an-old-word");

        Assert.True(await Remote().PushAsync("choo/a", repo.Write("a.txt", "1\n").Commit(), null, CancellationToken.None));

        Assert.Equal(["choo-bot"], Pushes());
        var asked = File.ReadAllText(Helped);
        Assert.Contains("get", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("store", asked, StringComparison.Ordinal);
        AssertTokenNowhere();
    }

    [Fact(Timeout = 60000)]
    public async Task A_token_that_may_not_push_is_an_error_without_it()
    {
        hub.People.Permit(hub.Token, "contents", "read");
        var failure = await Assert.ThrowsAsync<PortException>(() => Remote().PushAsync("choo/a", repo.Write("a.txt", "1\n").Commit(), null, CancellationToken.None));
        Assert.Equal("CHOO2009", failure.Diagnostic.Code);
        Assert.DoesNotContain(hub.Token, failure.ToString(), StringComparison.Ordinal);
        Assert.Empty(Pushes());
    }

    [Fact(Timeout = 60000)]
    public async Task Another_host_is_not_given_it()
    {
        var withToken = TokenHelper.With(git, hub.CloneUrl, new Uri(hub.Origin).Authority, hub.Token)!;
        var own = await withToken.TryAsync(System.Text.Encoding.ASCII.GetBytes($"url={hub.CloneUrl}\n\n"), CancellationToken.None, "credential", "fill");
        Assert.Contains($"password={hub.Token}", own.Text, StringComparison.Ordinal);
        foreach (var other in new[] { "https://evil.example.com/a/b.git", hub.CloneUrl.Replace("http:", "https:", StringComparison.Ordinal), "http://127.0.0.1:1/a/b.git" })
        {
            var asked = await withToken.TryAsync(System.Text.Encoding.ASCII.GetBytes($"url={other}\n\n"), CancellationToken.None, "credential", "fill");
            Assert.False(asked.Succeeded, other);
            Assert.DoesNotContain(hub.Token, asked.Text + asked.Stderr, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("https://github.com/o/r.git", "github.com", true)]
    [InlineData("https://me@github.com/o/r", "github.com", true)]
    [InlineData("https://github.example.com:8443/o/r", "github.example.com:8443", true)]
    [InlineData("http://github.example.com/o/r", "github.example.com", false)]
    [InlineData("https://github.com/o/r.git", "github.example.com", false)]
    [InlineData("https://github.com:444/o/r.git", "github.com", false)]
    [InlineData("git@github.com:o/r.git", "github.com", false)]
    [InlineData("ssh://git@github.com/o/r.git", "github.com", false)]
    [InlineData("/srv/r.git", "github.com", false)]
    public void It_is_for_the_forges_own_address_over_https(string address, string host, bool given) =>
        Assert.Equal(given, TokenHelper.With(git, address, host, "t") is not null);

    [Fact(Timeout = 60000)]
    public async Task A_public_repository_is_read_without_it()
    {
        hub.Repository.IsPrivate = false;
        Assert.NotNull(await Remote().TipAsync("main", CancellationToken.None));
        Assert.All(hub.Log.Calls, call => Assert.Null(call.Login));
    }
}
