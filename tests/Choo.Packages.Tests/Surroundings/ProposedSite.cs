using Choo.Testing.GitHub;
using Choo.Testing.GitHub.State;
using Xunit;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>
/// A site whose two units land through pull requests on a stand-in for GitHub, which choo and git reach over loopback. Alice, a member, asks for
/// changes of the unit <c>core</c> in a review with a comment on a line, and approves what comes then; she approves <c>store</c> at once.
/// </summary>
internal sealed class ProposedSite : IAsyncDisposable
{
    private const string Alice = "alice";
    private const string Main = "main";

    // Turns that answer feedback have no task.
    private const string Answers = "[ -n \"$CHOO_TASK\" ] || echo answered >> \"$CHOO_UNIT-answer.txt\"\n";

    private ProposedSite(InstalledTool tool, GitHubStandIn hub) => (Site, Hub) = (new Site(tool), hub);

    public Site Site { get; }

    public GitHubStandIn Hub { get; }

    /// <summary>Starts the stand-in and puts the repository on it.</summary>
    /// <param name="tool">The installed tool.</param>
    /// <param name="slots">How many units run at once.</param>
    /// <param name="token">The token that choo gets in GITHUB_TOKEN.</param>
    /// <param name="agent">More lines of the agent, where it writes its file.</param>
    /// <param name="gate">More of the baseline.</param>
    /// <param name="hears">What the agent does with each line of a prompt, in <c>line</c>.</param>
    public static async Task<ProposedSite> StartAsync(InstalledTool tool, int slots, string token, string agent = "", string gate = "", string hears = "")
    {
        var proposed = new ProposedSite(tool, await GitHubStandIn.StartAsync(new StandInOptions { Owner = "acme", Name = "widgets", FirstCommit = false, Token = token }));
        proposed.Prepare(new KillShape("pull requests")
        {
            Agent = Answers + agent,
            Hears = hears,
            Config = $"""
                land: pull_request
                github:
                  base_url: {proposed.Hub.ApiUrl}
                review:
                  poll_interval: 300ms
                  timeout: 5m
                baseline_checks:
                  - name: readme
                    command: test -f README.md
                {gate}
                """,
        }, slots);
        return proposed;
    }

    /// <summary>Each unit was proposed, answered and merged once, and the target here and there has all of it.</summary>
    public void AssertLandedOnce()
    {
        var pulls = Hub.PullRequests.All;
        Assert.Equal(["choo/core", "choo/store"], pulls.Select(pull => pull.HeadBranch).Order(StringComparer.Ordinal));
        Assert.All(pulls, pull => Assert.True(pull.IsMerged, $"{pull.HeadBranch} is not merged"));
        Assert.Equal(2, Worked("POST", "/repos/*/*/pulls"));
        Assert.Equal(2, Worked("PUT", "/repos/*/*/pulls/*/merge"));
        Assert.Equal(1, Worked("POST", "/repos/*/*/pulls/*/comments/*/replies"));
        Assert.Equal(1, Worked("POST", "/repos/*/*/issues/*/comments"));
        Assert.Equal([Alice, "choo-bot"], Hub.Read(() => Core.Threads.Single().Comments.Select(comment => comment.User.Login).ToArray()));
        Assert.Single(Hub.Read(() => Core.Comments.ToArray()));
        var pushes = Pushes();
        Assert.Equal(pushes.Distinct(), pushes);
        Assert.Equal(Hub.Git.Tip(Main), Site.Repo.Tip(Main));
        Assert.Equal([Main], Hub.Git.Branches().Keys);
        Assert.Equal("answered", Site.Repo.Show(Main, "core-answer.txt"));
        foreach (var unit in new[] { "core", "store" })
        {
            Assert.Equal($"work on 02-step of {unit}", Site.Repo.Show(Main, $"{unit}-02-step.txt"));
            Assert.Contains("status: complete", Site.Repo.Show(Main, Testing.GitRepo.SpecPath(unit, 2)), StringComparison.Ordinal);
        }
    }

    /// <summary>Where each push that was taken put a branch, in order.</summary>
    public string[] Pushes() =>
    [
        .. Hub.Log.Of("POST", "/acme/widgets.git/git-receive-pack").Where(call => call.Worked)
            .SelectMany(call => call.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(line => line[41..]),
    ];

    public async ValueTask DisposeAsync()
    {
        Site.Dispose();
        await Hub.DisposeAsync();
    }

    private PullRequest Core => Hub.PullRequests.All.Single(pull => pull.HeadBranch == "choo/core");

    private int Worked(string method, string path) => Hub.Log.Of(method, path).Count(call => call.Worked && call.Status < 300);

    private void Prepare(KillShape shape, int slots)
    {
        Hub.Repository.IsPrivate = true;
        Hub.People.Add(Alice);

        // Where the rules require none, checks that may still be reported are waited for.
        Hub.Rules["main"] = new BranchRules { RequiredChecks = ["build"] };
        Hub.Events.On<HubEvent.ChecksRequested>(each => Hub.Checks.Complete(each.Commit, "build", "success"));
        Hub.Events.On<HubEvent.Opened>(each =>
        {
            if (each.Pull.HeadBranch == "choo/core")
            {
                Hub.Reviews.RequestChanges(each.Pull, Alice, "too short", new LineComment("core-01-step.txt", 1, "say more"));
            }
            else
            {
                Hub.Reviews.Approve(each.Pull, Alice);
            }
        });
        Hub.Events.On<HubEvent.Synchronized>(each => Hub.Reviews.Approve(each.Pull, Alice));
        Site.Add("core").Add("store");
        Site.Repo.Write("README.md", "a repository that is not choo's\n");
        shape.Prepare(Site, slots);
        Site.Repo.Git("remote", "add", "origin", Hub.CloneUrl);
        Site.Repo.Git("push", "--quiet", Hub.Git.Path, Main);
        Site.Environment["GITHUB_TOKEN"] = Hub.Token;
        Site.Environment["GITHUB_SERVER_URL"] = Hub.Origin;
    }
}
