using System.Text.RegularExpressions;
using Choo.Adapters.Forge;
using Choo.Adapters.Forge.GitHub;
using Choo.Adapters.Tests.PullRequests;
using Choo.Core.Forge;
using Choo.Core.Ports;
using Choo.Testing;
using Choo.Testing.GitHub;
using Xunit;

namespace Choo.Adapters.Tests.Forge;

/// <summary>docs/guide/github.md lists the requests that the client makes, all of them and no others.</summary>
public sealed partial class EndpointTests : IAsyncLifetime, IDisposable
{
    private GitHubStandIn hub = null!;
    private GitHubForge forge = null!;

    public async Task InitializeAsync()
    {
        var clock = new FastClock(300);
        hub = await GitHubStandIn.StartAsync(new StandInOptions { Owner = "acme", Name = "widgets", Time = clock });
        forge = new GitHubForge(new GitHubOptions
        {
            Address = GitHubAddress.Parse(hub.ApiUrl.ToString())!,
            Repository = new ForgeRepository("127.0.0.1", "acme", "widgets"),
            Token = new ForgeToken(hub.Token, "a test"),
            Timeout = TimeSpan.FromHours(4),
            Time = clock,
        });
    }

    public async Task DisposeAsync() => await hub.DisposeAsync();

    public void Dispose() => forge.Dispose();

    [Fact(Timeout = 60000)]
    public async Task The_guide_lists_every_request_that_the_client_makes()
    {
        var commit = Prepare();
        var calls = Calls(commit);
        Assert.Equal(
            new[] { typeof(IForge), typeof(IPullRequests), typeof(IReviews), typeof(IChecks), typeof(IForgeBranches) }
                .SelectMany(type => type.GetMethods()).Where(method => !method.IsSpecialName).Select(method => method.Name).Order(StringComparer.Ordinal),
            calls.Select(call => call.Name).Order(StringComparer.Ordinal));

        foreach (var (_, call) in calls)
        {
            await call(CancellationToken.None);
        }

        var made = hub.Log.Calls.Where(call => !call.Path.StartsWith("/graphql", StringComparison.Ordinal)).Select(call => $"{call.Method} {Pattern(call.Path)}")
            .Concat(hub.Log.Calls.SelectMany(call => call.Fields).Where(field => field != "repository"));
        Assert.Equal(Documented().Order(StringComparer.Ordinal), made.Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>A branch with a commit, a milestone, and somebody who can be asked for a review.</summary>
    private string Prepare()
    {
        hub.People.Add("alice");
        hub.Issues.AddMilestone("first");
        using var repo = new GitRepo();
        repo.Git("pull", "--quiet", hub.Git.Path, "main");
        var commit = repo.Write("a.txt", "1\n2\n").Commit();
        repo.Git("push", "--quiet", hub.Git.Path, "HEAD:refs/heads/choo/a");
        hub.Refresh();
        return commit;
    }

    /// <summary>Each member once, by its name. That some are refused does not matter: it is what they ask for that counts.</summary>
    private (string Name, Func<CancellationToken, Task> Ask)[] Calls(string commit)
    {
        var all = new PullRequestChange { Title = "other", AddLabels = ["choo"], AddReviewers = ["alice"], Milestone = "first", IsDraft = true };
        var key = new PullRequestKey(1, "");
        async Task CreateAsync(CancellationToken token)
        {
            var made = await forge.PullRequests.CreateAsync(new NewPullRequest("choo/a", "main", "a", "b", false), token);
            key = made is ForgeAnswer<PullRequest>.Ok ok ? ok.Value.Key : throw new InvalidOperationException($"{made.Problem}");
        }

        async Task UpdateAsync(CancellationToken token)
        {
            Assert.Null(await forge.PullRequests.UpdateAsync(key, all, token));
            Assert.Null(await forge.PullRequests.UpdateAsync(key, new PullRequestChange { IsDraft = false }, token));
        }

        return
        [
            (nameof(IForge.WhoAmIAsync), forge.WhoAmIAsync),
            (nameof(IForge.DescribeAsync), forge.DescribeAsync),
            (nameof(IForge.QuotasAsync), forge.QuotasAsync),
            (nameof(IPullRequests.FindAsync), token => forge.PullRequests.FindAsync("choo/a", token)),
            (nameof(IPullRequests.CreateAsync), CreateAsync),
            (nameof(IPullRequests.ReadAsync), token => forge.PullRequests.ReadAsync(key.Number, token)),
            (nameof(IPullRequests.SnapshotAsync), token => forge.PullRequests.SnapshotAsync([key.Number], token)),
            (nameof(IPullRequests.UpdateAsync), UpdateAsync),
            (nameof(IReviews.CommentsAsync), token => forge.Reviews.CommentsAsync(key.Number, token)),
            (nameof(IReviews.CommentAsync), token => forge.Reviews.CommentAsync(key.Number, "x", token)),
            (nameof(IReviews.SubmitAsync), token => forge.Reviews.SubmitAsync(key.Number, new NewReview(commit, "x", [new LineComment("a.txt", 1, "y")]), token)),
            (nameof(IReviews.ReplyAsync), token => forge.Reviews.ReplyAsync(key.Number, 1, "x", token)),
            (nameof(IReviews.ResolveAsync), token => forge.Reviews.ResolveAsync("PRRT_1", token)),
            (nameof(IChecks.OfAsync), token => forge.Checks.OfAsync(commit, token)),
            (nameof(IChecks.AnnotationsAsync), token => forge.Checks.AnnotationsAsync(1, token)),
            (nameof(IChecks.LogTailAsync), token => forge.Checks.LogTailAsync(1, token)),
            (nameof(IForgeBranches.RulesAsync), token => forge.Branches.RulesAsync("main", token)),
            (nameof(IForgeBranches.TipAsync), token => forge.Branches.TipAsync("choo/a", token)),
            (nameof(IPullRequests.EnqueueAsync), token => forge.PullRequests.EnqueueAsync(key, commit, token)),
            (nameof(IPullRequests.MergeAsync), token => forge.PullRequests.MergeAsync(new PullRequestMerge(key.Number, commit, MergeMethod.Squash), token)),
            (nameof(IForgeBranches.DeleteAsync), token => forge.Branches.DeleteAsync("choo/a", commit, token)),
        ];
    }

    /// <summary>The requests of the table of permissions: <c>METHOD /path</c>, or a mutation's name. A method without a path is for the next path.</summary>
    private static IEnumerable<string> Documented()
    {
        var guide = File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "docs", "guide", "github.md"));
        var rows = guide.Split("## Permissions")[1].Split("\n## ")[0].Split('\n').Where(line => line.StartsWith('|'));
        var methods = new List<string>();
        foreach (var words in rows.SelectMany(row => Quoted().Matches(row)).Select(match => match.Groups[1].Value.Split(' ')))
        {
            switch (words)
            {
                case [var method, var path]:
                    foreach (var each in methods.Append(method))
                    {
                        yield return $"{each} {path}";
                    }

                    methods.Clear();
                    break;
                case [var word] when word.All(char.IsAsciiLetterUpper):
                    methods.Add(word);
                    break;
                default:
                    yield return words[0];
                    break;
            }
        }
    }

    private static string Pattern(string path)
    {
        var pattern = path.Split('?')[0].Replace("/repos/acme/widgets", "/repos/O/R", StringComparison.Ordinal);
        pattern = Branch().Replace(pattern, "$1/B");
        pattern = Reply().Replace(pattern, "/comments/C/replies");
        return Number().Replace(Commit().Replace(pattern, "/commits/C"), "/N");
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("(/rules/branches|/git/refs?/heads|/branches)/(?!.*/branches/)(?:choo/a|main)")]
    private static partial Regex Branch();

    [GeneratedRegex("/comments/[0-9]+/replies")]
    private static partial Regex Reply();

    [GeneratedRegex("/commits/[0-9a-f]{40}")]
    private static partial Regex Commit();

    [GeneratedRegex("(?<=/(?:pulls|issues|check-runs|jobs))/[0-9]+")]
    private static partial Regex Number();
}
