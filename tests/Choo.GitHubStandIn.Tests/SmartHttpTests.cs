using System.Text;
using Choo.Testing.GitHub.Http;
using Choo.Testing.GitHub.State;
using Xunit;

namespace Choo.Testing.GitHub.Tests;

/// <summary>git's own transport.</summary>
public sealed class SmartHttpTests
{
    private static (int Code, string Output, string Error) Git(Stage stage, string? token, params string[] arguments)
    {
        string[] credentials = token is null ? [] : ["-c", $"http.extraHeader=Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("x-access-token:" + token))}"];
        return stage.Work.TryGit(stage.Work.Root, [.. credentials, .. arguments]);
    }

    [Fact]
    public async Task A_public_repository_is_read_by_anybody_and_pushed_to_with_a_token()
    {
        await using var stage = await Stage.OpenAsync();
        var (url, commit) = (stage.Hub.CloneUrl, stage.Work.Write("a", "1").Commit());

        Assert.Contains("refs/heads/main", Git(stage, null, "ls-remote", url).Output, StringComparison.Ordinal);
        Assert.Contains("could not read Username", Git(stage, null, "push", url, "HEAD:refs/heads/work").Error, StringComparison.Ordinal);
        Assert.Contains("could not read Username", Git(stage, "ghp_wrong", "push", url, "HEAD:refs/heads/work").Error, StringComparison.Ordinal);
        Assert.Equal(0, Git(stage, stage.Hub.Token, "push", url, "HEAD:refs/heads/work").Code);

        Assert.Equal(commit, stage.Hub.Git.Tip("work"));
        var push = Assert.Single(stage.Hub.Log.Of("POST", "/octo/hello.git/git-receive-pack"), call => call.Worked);
        Assert.Equal(($"{new string('0', 40)} {commit} refs/heads/work\n", "choo-bot", 200), (push.Body, push.Login, push.Status));
        Assert.DoesNotContain(stage.Hub.Token, string.Join('\n', stage.Hub.Log.Calls), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_repository_is_shown_to_those_who_may_see_it()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Hub.Repository.IsPrivate = true;
        var url = stage.Hub.CloneUrl;

        Assert.NotEqual(0, Git(stage, null, "ls-remote", url).Code);
        Assert.Equal(0, Git(stage, stage.Hub.Token, "clone", "--quiet", url, stage.Work.Around.At("clone")).Code);
        stage.Hub.People.Permit(stage.Hub.Token, "contents", "read");
        Assert.Contains("error: 403", Git(stage, stage.Hub.Token, "push", url, "HEAD:refs/heads/work").Error, StringComparison.Ordinal);
        stage.Hub.People.Permit(stage.Hub.Token, "contents", null);
        Assert.Contains("not found", Git(stage, stage.Hub.Token, "ls-remote", url).Error, StringComparison.Ordinal);
        Assert.Contains("not found", Git(stage, stage.Hub.Token, "ls-remote", $"{stage.Hub.Origin}/octo/other.git").Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_push_is_told_before_its_answer_and_protected_branches_refuse_it()
    {
        await using var stage = await Stage.OpenAsync();
        var pull = await stage.PullAsync("work");
        var told = new List<int>();
        stage.Hub.Events.On<HubEvent.Synchronized>(each => told.Add(each.Push));
        stage.Hub.Rules["main"] = new BranchRules { PullRequest = true };
        stage.Work.Write("more", "1").Commit();

        Assert.Equal(0, Git(stage, stage.Hub.Token, "push", stage.Hub.CloneUrl, "HEAD:refs/heads/work").Code);
        Assert.Equal([2], told);
        Assert.Equal(stage.Work.Tip("HEAD"), pull.HeadSha);
        Assert.Contains("GH013", Git(stage, stage.Hub.Token, "push", stage.Hub.CloneUrl, "HEAD:refs/heads/main").Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_strike_it_too()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Hub.Faults.Add("POST", "/octo/hello.git/git-receive-pack", new FaultEffect.CutAfter());
        stage.Hub.Faults.Add("GET", "/octo/hello.git/info/refs", FaultEffect.Failure(503), nth: 2);
        stage.Work.Write("a", "1").Commit();

        Assert.NotEqual(0, Git(stage, stage.Hub.Token, "push", stage.Hub.CloneUrl, "HEAD:refs/heads/work").Code);
        Assert.Equal(stage.Work.Tip("HEAD"), stage.Hub.Git.Tip("work"));
        Assert.Contains("error: 503", Git(stage, stage.Hub.Token, "ls-remote", stage.Hub.CloneUrl).Error, StringComparison.Ordinal);
    }
}
