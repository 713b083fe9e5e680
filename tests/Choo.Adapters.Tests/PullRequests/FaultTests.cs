using Choo.Adapters.Tests.Hosting;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Choo.Testing.GitHub.Http;
using Choo.Testing.GitHub.State;
using Xunit;

namespace Choo.Adapters.Tests.PullRequests;

/// <summary>Each fault at each kind of request on the way of a unit that is asked for changes: it ends retried, waited out, or in a clear error with a code.</summary>
public sealed class FaultTests
{
    private const string Repo = "/repos/acme/widgets";
    private const string Git = "/acme/widgets.git";

    private static readonly (string Method, string Path)[] Requests =
    [
        ("GET", "/user"), ("GET", Repo), ("GET", $"{Repo}/rules/branches/main"), ("GET", $"{Repo}/pulls"), ("POST", $"{Repo}/pulls"), ("POST", "/graphql"),
        ("GET", $"{Repo}/commits/*/check-runs"), ("POST", $"{Repo}/pulls/*/comments/*/replies"), ("GET", $"{Repo}/issues/*/comments"), ("POST", $"{Repo}/issues/*/comments"),
        ("PUT", $"{Repo}/pulls/*/merge"), ("GET", $"{Repo}/git/ref/heads/**"), ("DELETE", $"{Repo}/git/refs/heads/**"),
        ("GET", $"{Git}/info/refs"), ("POST", $"{Git}/git-receive-pack"), ("POST", $"{Git}/git-upload-pack"),
    ];

    private static readonly Dictionary<string, FaultEffect> Effects = new()
    {
        ["401"] = FaultEffect.BadCredentials,
        ["403"] = FaultEffect.NoPermission,
        ["404"] = FaultEffect.NotFound,
        ["409"] = FaultEffect.Conflict,
        ["422"] = FaultEffect.Invalid,
        ["429"] = FaultEffect.TooMany(),
        ["429, five minutes"] = FaultEffect.TooMany(TimeSpan.FromMinutes(5)),
        ["the secondary limit"] = FaultEffect.SecondaryLimit(TimeSpan.FromMinutes(1)),
        ["502"] = FaultEffect.Failure(),
        ["503"] = FaultEffect.Failure(503),
        ["cut before"] = new FaultEffect.CutBefore(),
        ["cut after"] = new FaultEffect.CutAfter(),
        ["cut midway"] = new FaultEffect.CutMidway(),
        ["slow"] = new FaultEffect.SlowAnswer(TimeSpan.FromMinutes(10)),
    };

    /// <summary>A unit whose pull request is asked for changes by a review with a text and a thread.</summary>
    private static async Task<ProposedEngine> BeginAsync()
    {
        var proposed = await ProposedEngine.StartAsync();
        proposed.Repo.Unit("a", tasks: new SpecText("do: echo a > a.txt"));
        proposed.Begin(whole: "echo more >> a.txt");
        var hub = proposed.Hub;
        hub.Rules[ProposedEngine.Main] = new BranchRules { RequiredChecks = ["build"] };
        hub.Events.On<HubEvent.ChecksRequested>(each => hub.Checks.Complete(each.Commit, "build", "success"));
        hub.Events.On<HubEvent.Opened>(each => hub.Reviews.RequestChanges(each.Pull, "alice", "too short", new LineComment("a.txt", 1, "say more")));
        hub.Events.On<HubEvent.Synchronized>(each => hub.Reviews.Approve(each.Pull, "alice"));
        return proposed;
    }

    private static void AssertDoneOnce(ProposedEngine proposed)
    {
        var seen = proposed.Seen("a");
        Assert.Equal(["push", "open", "push", "reply", "comment", "merge", "delete"], seen.Select(each => each.Split(' ')[0]));
        Assert.Equal(ProposedEngine.Main, Assert.Single(proposed.Hub.Git.Branches().Keys));
        Assert.Equal(proposed.Hub.Git.Tip(ProposedEngine.Main), proposed.Repo.Tip());
        Assert.Equal("a\nmore", proposed.Repo.Show(ProposedEngine.Main, "a.txt"));
        proposed.Engine.AssertNothingLeft();
    }

    [Theory(Timeout = 120000)]
    [InlineData("429")]
    [InlineData("429, five minutes")]
    [InlineData("the secondary limit")]
    [InlineData("502")]
    [InlineData("503")]
    [InlineData("cut before")]
    [InlineData("cut after")]
    [InlineData("cut midway")]
    [InlineData("slow")]
    public async Task What_passes_is_retried_or_waited_out_and_nothing_is_made_twice(string fault)
    {
        await using var proposed = await BeginAsync();
        var effect = Effects[fault];
        foreach (var (method, path) in Requests)
        {
            proposed.Hub.Faults.Add(method, path, effect);
        }

        proposed.Engine.AssertExit(0, await proposed.RunAsync());

        AssertDoneOnce(proposed);
        proposed.AssertLanded("a");
        Assert.All(Requests, request => Assert.Contains(proposed.Hub.Log.Of(request.Method, request.Path), call => call.Fault is not null));
    }

    [Fact(Timeout = 120000)]
    public async Task Answers_that_come_after_later_ones_mislead_nobody()
    {
        await using var proposed = await ProposedEngine.StartAsync();
        proposed.Repo.Unit("a", tasks: new SpecText()).Unit("b", tasks: new SpecText());
        proposed.Begin();
        var hub = proposed.Hub;

        // The other's polls are answered meanwhile.
        hub.Faults.Add("POST", $"{Repo}/pulls", new FaultEffect.AnswerAfter(2), nth: 2);
        hub.Faults.Add("PUT", $"{Repo}/pulls/*/merge", new FaultEffect.AnswerAfter(2));
        hub.Events.On<HubEvent.Opened>(each =>
        {
            if (each.Pull.Number == 2)
            {
                hub.Reviews.Approve(hub.PullRequests[1], "alice");
            }
        });
        hub.Events.On<HubEvent.Merged>(each =>
        {
            if (each.Pull.Number == 1)
            {
                hub.Reviews.Approve(hub.PullRequests[2], "alice");
            }
        });

        proposed.Engine.AssertExit(0, await proposed.RunAsync());

        proposed.AssertLanded("a", "b");
        Assert.Equal(2, hub.Log.Calls.Count(call => call.Fault is not null));
    }

    /// <summary>Where a request is refused for good the run ends with a code, and a resume goes on from there once it is not refused any more.</summary>
    [Theory(Timeout = 120000)]
    [InlineData("401", "CHOO5023")]
    [InlineData("403", "CHOO5024")]
    [InlineData("404", "CHOO5028")]
    [InlineData("422", "CHOO5029")]
    public async Task What_is_refused_ends_with_a_code_and_goes_on_from_there(string fault, string code)
    {
        await using var proposed = await BeginAsync();
        string[] ends = [$"GET {Git}/info/refs", $"GET {Repo}/pulls", $"POST {Repo}/pulls", "POST /graphql", "GET /user", $"GET {Repo}", $"PUT {Repo}/pulls/*/merge"];
        var started = false;
        foreach (var request in ends.Where(request => fault != "403" || request != "GET /user"))
        {
            // An app's token is refused there too, and asks another way.
            var parts = request.Split(' ');
            proposed.Hub.Faults.Add(parts[0], parts[1], Effects[fault], times: int.MaxValue);
            var report = started ? await proposed.ResumeAsync() : await proposed.RunAsync();
            started = true;

            proposed.Engine.AssertExit(3, report);
            var waits = proposed.Engine.Recorder.Of<UnitWaiting>("a").Last().Diagnostic;
            Assert.True(waits.Code == (parts[1].StartsWith(Git, StringComparison.Ordinal) ? DiagnosticCodes.GitFailed.Id : code), $"{request}: {waits}");
            Assert.DoesNotContain(proposed.Hub.Token, $"{waits}", StringComparison.Ordinal);
            proposed.Hub.Faults.Clear();
        }

        // What is only said or tidied up does not keep work from landing.
        proposed.Hub.Faults.Add("DELETE", $"{Repo}/git/refs/heads/**", Effects[fault]);
        proposed.Engine.AssertExit(0, await proposed.ResumeAsync());
        Assert.Single(proposed.Hub.PullRequests.All);
        Assert.Equal("a\nmore", proposed.Repo.Show(ProposedEngine.Main, "a.txt"));
    }
}
