using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Choo.Adapters.Tests.Hosting;
using Choo.Core.Agents;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Engine;
using Choo.Testing;
using Choo.Testing.GitHub;
using Choo.Testing.GitHub.State;
using Xunit;
using PullRequest = Choo.Testing.GitHub.State.PullRequest;

namespace Choo.Adapters.Tests.PullRequests;

/// <summary>A clone of a repository on a forge, ready to run with <c>land: pull_request</c>; git and the API reach the forge over HTTP alone.</summary>
internal sealed class ProposedEngine : IAsyncDisposable
{
    public const string Main = "main";

    private ProposedEngine(GitHubStandIn hub, FastClock clock) => (Hub, Clock) = (hub, clock);

    public GitHubStandIn Hub { get; }

    public FastClock Clock { get; }

    public TestEngine Engine { get; } = new();

    public GitRepo Repo => Engine.Repo;

    /// <summary>The feature whose units a run gathers; null without one.</summary>
    public string? Feature { get; init; }

    /// <summary>The branch that the units' pull requests go to.</summary>
    public string Target => Feature is null ? Main : $"feature/{Feature}";

    /// <summary>One with a stand-in where alice is a member who reviews.</summary>
    public static async Task<ProposedEngine> StartAsync(string? feature = null)
    {
        // Half a minute between two polls is a tenth of a second; no second of the forge's has two of them.
        var clock = new FastClock(300);
        var hub = await GitHubStandIn.StartAsync(new StandInOptions { Owner = "acme", Name = "widgets", FirstCommit = false, Time = clock });
        hub.Repository.IsPrivate = true;
        hub.People.Add("alice");
        return new ProposedEngine(hub, clock) { Feature = feature };
    }

    /// <summary>Writes the configuration, commits what there is, and puts it on the forge.</summary>
    /// <param name="whole">The script of turns of a whole unit.</param>
    /// <param name="pullRequest">More lines of <c>pull_request</c>.</param>
    /// <param name="more">More of the configuration.</param>
    public void Begin(string whole = "", string pullRequest = "", string more = "")
    {
        Engine.Configure(
            string.Create(CultureInfo.InvariantCulture, $"""
            land: pull_request
            github:
              base_url: {Hub.ApiUrl}
              timeout: 4h
            review:
              poll_interval: 30s
              timeout: 24h
            timeouts:
              turn: 24h
              silence: 0s
              gate: 24h
              setup: 24h
            pull_request:
              check_start: 24h
              {pullRequest.Replace("\n", "\n  ", StringComparison.Ordinal)}
            {more}
            """),
            whole);
        Repo.Commit("the specs");
        Repo.Git("remote", "add", "origin", Hub.CloneUrl);
        Repo.Git("push", "--quiet", Hub.Git.Path, Main);
    }

    public Task<RunReport> RunAsync() => Engine.RunAsync(Change);

    public Task<RunReport> ResumeAsync() => Engine.ResumeAsync(Change);

    public RunRequest Change(RunRequest request) => request with { Clock = Clock, Variables = Variables, Feature = Feature ?? request.Feature };

    /// <summary>choo's environment: as in a job of the forge's own.</summary>
    public Dictionary<string, string> Variables => new(StringComparer.Ordinal)
    {
        ["PATH"] = Environment.GetEnvironmentVariable("PATH")!,
        ["HOME"] = Repo.Around.At("home"),
        ["GITHUB_TOKEN"] = Hub.Token,
        ["GITHUB_SERVER_URL"] = Hub.Origin,
    };

    /// <summary>The pull request of a unit.</summary>
    public PullRequest Of(string unit) => Assert.Single(Hub.PullRequests.All, pull => pull.HeadBranch == $"choo/{unit}");

    /// <summary>Somebody merges a unit's pull request on the forge.</summary>
    public Task MergeAsync(string unit, string method) => MergeAsync(Of(unit), method);

    /// <summary>Somebody merges a pull request on the forge.</summary>
    public async Task MergeAsync(PullRequest pull, string method)
    {
        using var client = new HttpClient { BaseAddress = Hub.ApiUrl };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("a-browser");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Hub.People.Give(new AccessToken("alices-word", Hub.People["alice"])).Secret);
        for (var looks = 0; looks < 3; looks++)
        {
            // The page is looked at until it says that it merges.
            using var page = await client.GetAsync(new Uri($"repos/acme/widgets/pulls/{pull.Number}", UriKind.Relative));
        }

        using var body = new StringContent($"{{\"merge_method\":\"{method}\"}}", Encoding.UTF8, "application/json");
        using var answer = await client.PutAsync(new Uri($"repos/acme/widgets/pulls/{pull.Number}/merge", UriKind.Relative), body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A commit of somebody else on the forge's main.</summary>
    public string PushToMain(string path, string text)
    {
        var folder = Repo.Around.At($"person-{Guid.NewGuid():N}");
        Repo.Git("clone", "--quiet", Hub.Git.Path, folder);
        File.WriteAllText(System.IO.Path.Combine(folder, path), text);
        Repo.GitIn(folder, "add", path);
        Repo.GitIn(folder, "-c", "user.name=p", "-c", "user.email=p@example.com", "commit", "--quiet", "-m", $"a person's {path}");
        Repo.GitIn(folder, "push", "--quiet", "origin", Main);
        return Repo.GitIn(folder, "rev-parse", "HEAD");
    }

    /// <summary>What the journal says was done to the forge for a unit, in order.</summary>
    public string[] Told(string unit)
    {
        List<string> story = [];
        PullRequestFeedback? asked = null;
        foreach (var data in Engine.Recorder.Events.Where(each => each.Unit == unit).Select(each => each.Data))
        {
            story.AddRange(data switch
            {
                PullRequestPushing pushing => [$"push {pushing.Commit}"],
                PullRequestOpened opened => [$"open {opened.Number}"],
                PullRequestUpdated => Answers(asked),
                PullRequestQueued => ["enqueue"],
                PullRequestMerged merged => [$"merge {merged.Commit}", "delete"],
                _ => (string[])[],
            });
            asked = data switch { PullRequestFeedback feedback => feedback, PullRequestUpdated => null, _ => asked };
        }

        return [.. story];
    }

    /// <summary>What the forge saw, in order: what took effect alone. A merge by the forge's queue or a person is not asked for by choo, and was seen by the time the branch goes.</summary>
    public string[] Seen(string unit)
    {
        var pull = Of(unit);
        var merge = $"merge {pull.MergeSha}";
        List<string> story = [];
        foreach (var call in Hub.Log.Calls.Where(call => call.Worked))
        {
            var path = call.Path.Split('?')[0];
            story.AddRange((call.Method, path) switch
            {
                ("POST", "/acme/widgets.git/git-receive-pack") => call.Body.Split('\n').Where(line => line.EndsWith($" refs/heads/{pull.HeadBranch}", StringComparison.Ordinal)).Select(line => $"push {line.Split(' ')[1]}"),
                ("POST", "/repos/acme/widgets/pulls") when call.Body.Contains($"\"head\":\"{pull.HeadBranch}\"", StringComparison.Ordinal) => [$"open {pull.Number}"],
                ("POST", _) when path.StartsWith($"/repos/acme/widgets/pulls/{pull.Number}/comments/", StringComparison.Ordinal) => ["reply"],
                ("POST", _) when path == $"/repos/acme/widgets/issues/{pull.Number}/comments" => ["comment"],
                ("POST", "/graphql") when call.Fields.Contains("enqueuePullRequest") && call.Body.Contains(NodeId(pull), StringComparison.Ordinal) => ["enqueue"],
                ("PUT", _) when path == $"/repos/acme/widgets/pulls/{pull.Number}/merge" => [merge],
                ("DELETE", _) when path == $"/repos/acme/widgets/git/refs/heads/{pull.HeadBranch}" => story.Contains(merge) ? ["delete"] : [merge, "delete"],
                _ => (string[])[],
            });
        }

        return [.. story];
    }

    /// <summary>The units are complete: on the target here and there, told the same by both sides, and nothing is left of the work.</summary>
    public void AssertLanded(params string[] units)
    {
        Assert.Equal(units.Order(), Engine.Recorder.Of<UnitCompleted>().Length == 0 ? [] : Engine.Recorder.Events.Where(each => each.Data is UnitCompleted).Select(each => each.Unit!).Order());
        foreach (var unit in units)
        {
            Assert.Equal(Seen(unit), Told(unit));
            Assert.True(Of(unit).IsMerged);
            Assert.Single(Told(unit), each => each.StartsWith("open ", StringComparison.Ordinal));
        }

        Assert.Equal(Hub.Git.Tip(Target), Repo.Tip(Target));
        Assert.Equal(new[] { Target, Main }.Distinct(), Hub.Git.Branches().Keys.Order());
        Engine.AssertNothingLeft();
    }

    public async ValueTask DisposeAsync()
    {
        Engine.Dispose();
        await Hub.DisposeAsync();
    }

    private static IEnumerable<string> Answers(PullRequestFeedback? asked) => asked is null ? [] :
    [
        .. asked.Items.Where(item => item.Kind.Known == FeedbackKind.Thread).Select(_ => "reply"),
        .. asked.Items.Any(item => item.Kind.Known == FeedbackKind.Review) ? ["comment"] : (string[])[],
    ];

    private static string NodeId(PullRequest pull) => $"\"PR_{pull.Id}\"";
}
