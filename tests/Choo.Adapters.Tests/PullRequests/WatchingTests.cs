using System.Collections.Immutable;
using Choo.Adapters.Forge;
using Choo.Adapters.Forge.GitHub;
using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Core.Events;
using Choo.Core.Flow;
using Choo.Core.Forge;
using Choo.Core.Ports;
using Choo.Core.Routes;
using Choo.Core.Specs;
using Choo.Core.State;
using Choo.Testing;
using Choo.Testing.GitHub;
using Xunit;

namespace Choo.Adapters.Tests.PullRequests;

/// <summary>What it costs to wait for people.</summary>
public sealed class WatchingTests
{
    private const int Count = 50;

    [Fact(Timeout = 120000)]
    [Incident("W24", "the route watches 50 pull requests on the stand-in for an hour of its clock; the calls that count against the quota are counted there")]
    public async Task Fifty_pull_requests_watched_for_an_hour_cost_at_most_200_calls()
    {
        var clock = new FastClock(400);
        await using var hub = await GitHubStandIn.StartAsync(new StandInOptions { Owner = "acme", Name = "widgets", Time = clock });
        hub.People.Add("alice");
        var units = Open(hub);
        using var forge = new GitHubForge(new GitHubOptions
        {
            Address = GitHubAddress.Parse(hub.ApiUrl.ToString())!,
            Repository = new ForgeRepository("127.0.0.1", "acme", "widgets"),
            Token = new ForgeToken(hub.Token, "a test"),
            Timeout = TimeSpan.FromHours(4),
            Time = clock,
        });
        var context = Context();
        using var route = new PullRequestRoute(new PullRequestContext
        {
            Run = context,
            Forge = forge,
            Remote = null!,
            Texts = null!,
            Source = null!,
            Landing = null!,
            History = TargetHistory.Of(context),
            Clock = clock,
        });
        using var hour = new CancellationTokenSource(TimeSpan.FromHours(1), clock);
        var before = hub.Log.Cost;

        await Task.WhenAll(units.Select(async unit =>
        {
            var left = await route.ContinueAsync(unit, "", new Nobody(), hour.Token);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left!.Follow!(hour.Token));
        }));

        Assert.InRange(hub.Log.Of("POST", "/graphql/*").Count, 40, 200);
        Assert.InRange(hub.Log.Cost - before, 40, 200);
    }

    /// <summary>As many pull requests on the stand-in, and the units that they are of.</summary>
    private static ImmutableArray<UnitAssignment> Open(GitHubStandIn hub)
    {
        using var repo = new GitRepo();
        repo.Git("pull", "--quiet", hub.Git.Path, "main");
        var units = ImmutableArray.CreateBuilder<UnitAssignment>();
        for (var i = 1; i <= Count; i++)
        {
            repo.Git("checkout", "--quiet", "-B", $"choo/u{i}", "main");
            units.Add(Unit($"u{i}", repo.Write($"{i}.txt", "x\n").Commit()));
        }

        repo.Git("push", "--quiet", hub.Git.Path, "refs/heads/choo/*:refs/heads/choo/*");
        hub.Refresh();
        return [.. units.Select(unit => unit with { PullRequest = unit.PullRequest! with { Number = hub.PullRequests.Open("choo-bot", new Choo.Testing.GitHub.State.NewPullRequest($"choo/{unit.Id}", "main", unit.Id)).Number } })];
    }

    private static UnitAssignment Unit(string id, string commit) => new()
    {
        Planned = new PlannedUnit(id, $"specs/tasks/{id}", [], "claude", []),
        SpecCommit = "",
        Tip = commit,
        PullRequest = new PullRequestProgress { Branch = $"choo/{id}", Commit = commit, Onto = "", Heads = [commit], IsPushed = true },
    };

    private static RunContext Context() => new()
    {
        Run = "run",
        Target = "main",
        TasksDir = "specs/tasks",
        Config = new ChooConfig(),
        Baseline = [],
        DefaultBackpressure = "",
        Units = new Dictionary<string, Unit>(),
        AgentOf = new Dictionary<string, AgentCommand>(),
        SpecsAt = "",
    };

    private sealed class Nobody : IEvents
    {
        public void Post(string? unit, int? task, EventData data) => Assert.IsNotType<UnitWaiting>(data);

        public Task PostDurablyAsync(string? unit, int? task, EventData data) => Task.CompletedTask;

        public void ReportUsage(string unit, AgentUsage usage)
        {
        }

        public Task<TurnPermit> BeginTurnAsync(string unit, int? task, AgentInvoked turn, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
