using System.Collections.Immutable;
using Choo.Adapters.Forge;
using Choo.Adapters.Forge.GitHub;
using Choo.Core.Forge;
using Choo.Testing.GitHub.Http;
using Xunit;

namespace Choo.Testing.GitHub.Tests;

/// <summary>choo's own client against the stand-in: both are written by GitHub's description, and neither by the other.</summary>
public sealed class ClientTests
{
    [Fact(Timeout = 120000)]
    public async Task A_pull_request_goes_from_its_branch_to_the_merge()
    {
        await using var stage = await Stage.OpenAsync();
        using var forge = Client(stage);
        stage.Hub.People.Add("alice");
        stage.Hub.Rules["main"] = new State.BranchRules { RequiredChecks = ["build"], Approvals = 1 };
        var head = stage.Push("choo/a", "a.txt", "one\ntwo\nthree\n");

        Assert.Empty(Value(await forge.PullRequests.FindAsync("choo/a", CancellationToken.None)));
        var made = Value(await forge.PullRequests.CreateAsync(new NewPullRequest("choo/a", "main", "Add a", "body", IsDraft: true), CancellationToken.None));
        Assert.Equal((head, true), (made.HeadCommit, made.IsDraft));
        Assert.IsType<ForgeFailure.AlreadyExists>((await forge.PullRequests.CreateAsync(new NewPullRequest("choo/a", "main", "Add a", "body", IsDraft: true), CancellationToken.None)).Problem);
        Assert.Null(await forge.PullRequests.UpdateAsync(made.Key, new PullRequestChange { Body = "a longer body", IsDraft = false }, CancellationToken.None));

        stage.Hub.Reviews.RequestChanges(stage.Hub.PullRequests[made.Key.Number], "alice", "not yet", new State.LineComment("a.txt", 2, "why two?"));
        stage.Hub.Checks.Complete(head, "build", "failure", "line 1\nerror CS1002: ; expected\n");
        var seen = Assert.Single(Value(await forge.PullRequests.SnapshotAsync([made.Key.Number], CancellationToken.None)));
        Assert.Equal((ReviewDecision.ChangesRequested, CheckState.Failed, false), (seen.Decision, seen.Checks, seen.IsDraft));
        var thread = Assert.Single(seen.Threads);
        Assert.Equal(("a.txt", 2, "why two?", AuthorAssociation.Member), (thread.Path, thread.Line, thread.Comments[0].Body, thread.Comments[0].Association));
        var run = Assert.Single(Value(await forge.Checks.OfAsync(head, CancellationToken.None)).Runs);
        Assert.Contains("CS1002", Value(await forge.Checks.LogTailAsync(run.Id, CancellationToken.None)), StringComparison.Ordinal);

        var mended = stage.Push("choo/a", "a.txt", "one\n2\nthree\n");
        Value(await forge.Reviews.ReplyAsync(made.Key.Number, thread.Comments[0].Id, $"done in {mended}", CancellationToken.None));
        Assert.Null(await forge.Reviews.ResolveAsync(thread.Id, CancellationToken.None));
        stage.Hub.Checks.Complete(mended, "build", "success");
        stage.Hub.Reviews.Approve(stage.Hub.PullRequests[made.Key.Number], "alice");

        Assert.IsType<ForgeFailure.StaleHead>((await forge.PullRequests.MergeAsync(new PullRequestMerge(made.Key.Number, head, MergeMethod.Squash), CancellationToken.None)).Problem);
        var merged = Value(await forge.PullRequests.MergeAsync(new PullRequestMerge(made.Key.Number, mended, MergeMethod.Squash), CancellationToken.None));

        Assert.Equal(merged, Value(await forge.Branches.TipAsync("main", CancellationToken.None)));
        Assert.IsType<ForgeFailure.StaleHead>(await forge.Branches.DeleteAsync("choo/a", head, CancellationToken.None));
        Assert.Null(await forge.Branches.DeleteAsync("choo/a", mended, CancellationToken.None));
        Assert.Single(stage.Hub.Log.Of("POST", "/repos/*/*/pulls"), call => call.Status == 201);
    }

    [Fact(Timeout = 120000)]
    public async Task The_conversation_and_the_newest_of_a_long_thread_are_read_and_the_thread_can_be_answered()
    {
        await using var stage = await Stage.OpenAsync();
        using var forge = Client(stage);
        stage.Hub.People.Add("alice");
        stage.Push("choo/a", "a.txt", "one\ntwo\n");
        var made = Value(await forge.PullRequests.CreateAsync(new NewPullRequest("choo/a", "main", "Add a", "body", IsDraft: false), CancellationToken.None));
        var pull = stage.Hub.PullRequests[made.Key.Number];
        stage.Hub.Reviews.Comment(pull, "alice", "as a whole", new State.LineComment("a.txt", 2, "why two?"));
        var begun = stage.Hub.Read(() => pull.Threads[0]);
        for (var number = 1; number <= 60; number++)
        {
            stage.Hub.Reviews.Reply(begun, "alice", $"more {number}");
        }

        stage.Hub.Issues.Comment(made.Key.Number, "alice", "said to all");

        var seen = Assert.Single(Value(await forge.PullRequests.SnapshotAsync([made.Key.Number], CancellationToken.None)));

        Assert.Equal(("said to all", "alice", AuthorAssociation.Member), (seen.Comments[0].Body, seen.Comments[0].Author.Login, seen.Comments[0].Association));
        Assert.Equal(ReviewState.Commented, seen.Reviews[0].State);
        var thread = Assert.Single(seen.Threads);
        Assert.Equal((50, "more 60"), (thread.Comments.Length, thread.Comments[^1].Body));
        Value(await forge.Reviews.ReplyAsync(made.Key.Number, thread.Root, "answered", CancellationToken.None));
        Assert.Equal("answered", stage.Hub.Read(() => begun.Comments[^1].Body));
    }

    [Fact(Timeout = 120000)]
    public async Task What_a_person_has_not_given_yet_is_not_read_and_counts_from_when_it_is_given()
    {
        await using var stage = await Stage.OpenAsync();
        using var forge = Client(stage);
        stage.Hub.People.Add("alice");
        stage.Push("choo/a", "a.txt", "one\ntwo\n");
        var made = Value(await forge.PullRequests.CreateAsync(new NewPullRequest("choo/a", "main", "Add a", "body", IsDraft: false), CancellationToken.None));
        stage.Hub.Reviews.Comment(stage.Hub.PullRequests[made.Key.Number], "alice", "see", new State.LineComment("a.txt", 2, "why two?"));
        var thread = stage.Hub.Read(() => stage.Hub.PullRequests[made.Key.Number].Threads[0]);
        var mine = stage.Hub.Reviews.Draft(thread, Value(await forge.WhoAmIAsync(CancellationToken.None)).Login, "half a thought");
        stage.Clock.Advance(TimeSpan.FromMinutes(10));

        var seen = Assert.Single(Value(await forge.PullRequests.SnapshotAsync([made.Key.Number], CancellationToken.None)));
        Assert.Equal(["why two?"], seen.Threads[0].Comments.Select(comment => comment.Body));

        stage.Hub.Reviews.Publish(mine);
        seen = Assert.Single(Value(await forge.PullRequests.SnapshotAsync([made.Key.Number], CancellationToken.None)));
        Assert.Equal(("half a thought", TimeSpan.FromMinutes(10)), (seen.Threads[0].Comments[1].Body, seen.Threads[0].Comments[1].CreatedAt - seen.Threads[0].Comments[0].CreatedAt));
    }

    [Fact(Timeout = 120000)]
    public async Task A_create_whose_answer_was_lost_is_not_made_again_by_itself_and_is_found()
    {
        await using var stage = await Stage.OpenAsync();
        using var forge = Client(stage);
        stage.Push("choo/a", "a.txt", "a\n");
        stage.Hub.Faults.Add("POST", "/repos/*/*/pulls", new FaultEffect.CutAfter());

        var lost = await forge.PullRequests.CreateAsync(new NewPullRequest("choo/a", "main", "Add a", "", IsDraft: false), CancellationToken.None);

        Assert.IsType<ForgeFailure.AnswerLost>(lost.Problem);
        Assert.Single(Value(await forge.PullRequests.FindAsync("choo/a", CancellationToken.None)));
        Assert.Single(stage.Hub.Log.Of("POST", "/repos/*/*/pulls"));
    }

    [Fact(Timeout = 120000)]
    public async Task Fifty_pull_requests_are_read_at_once_and_the_token_is_in_no_log()
    {
        await using var stage = await Stage.OpenAsync();
        using var forge = Client(stage);
        var numbers = ImmutableArray.CreateBuilder<int>();
        for (var i = 0; i < 50; i++)
        {
            stage.Push($"choo/u{i}", $"u{i}.txt", "x\n");
            numbers.Add(Value(await forge.PullRequests.CreateAsync(new NewPullRequest($"choo/u{i}", "main", $"Add u{i}", "", IsDraft: false), CancellationToken.None)).Key.Number);
        }

        var before = stage.Hub.Log.Calls.Count;
        Assert.Equal(50, Value(await forge.PullRequests.SnapshotAsync(numbers.ToImmutable(), CancellationToken.None)).Length);

        Assert.InRange(stage.Hub.Log.Calls.Count - before, 1, 4);
        Assert.All(stage.Hub.Log.Calls, call => Assert.DoesNotContain(stage.Hub.Token, $"{call}", StringComparison.Ordinal));
    }

    private static GitHubForge Client(Stage stage) => new(new GitHubOptions
    {
        Address = new GitHubAddress(stage.Hub.ApiUrl, stage.Hub.GraphQlUrl),
        Repository = new ForgeRepository("localhost", "octo", "hello"),
        Token = new ForgeToken(stage.Hub.Token, "GITHUB_TOKEN"),
        Pace = TimeSpan.Zero,
        Time = stage.Clock,
    });

    private static T Value<T>(ForgeAnswer<T> answer)
    {
        Assert.True(answer is ForgeAnswer<T>.Ok, $"{answer.Problem}");
        return ((ForgeAnswer<T>.Ok)answer).Value;
    }
}
