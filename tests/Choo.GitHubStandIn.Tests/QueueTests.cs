using System.Text.Json.Nodes;
using Choo.Testing.GitHub.State;
using Xunit;

namespace Choo.Testing.GitHub.Tests;

public sealed class QueueTests
{
    private const string Enqueue = "mutation($id: ID!, $head: GitObjectID) { enqueuePullRequest(input: {pullRequestId: $id, expectedHeadOid: $head}) { mergeQueueEntry { state position pullRequest { number isInMergeQueue } } } }";

    [Fact]
    public async Task A_queue_merges_on_its_own_when_its_own_checks_are_green()
    {
        await using var stage = await QueuedAsync();
        var (first, second) = (await stage.PullAsync("one"), await stage.PullAsync("two"));
        stage.Hub.Events.On<HubEvent.ChecksRequested>(asked => stage.Hub.Checks.Complete(asked.Commit, "build", "success"));
        foreach (var pull in new[] { first, second })
        {
            stage.Hub.Checks.Complete(pull.HeadSha, "build", "success");
            var entry = (await EnqueueAsync(stage, pull))["data"]!["enqueuePullRequest"]!["mergeQueueEntry"]!;
            Assert.Equal(("QUEUED", pull.Number, true), (entry["state"]!.GetValue<string>(), entry["position"]!.GetValue<int>(), entry["pullRequest"]!["isInMergeQueue"]!.GetValue<bool>()));
        }

        var refused = await stage.MergeAsync(first);
        Assert.Contains("Changes must be made through the merge queue", refused.Message, StringComparison.Ordinal);
        while (stage.Hub.Queue.Step())
        {
        }

        Assert.Equal((true, true), (first.IsMerged, second.IsMerged));
        Assert.Empty(stage.Hub.Queue.Entries);
        Assert.Equal(["one.txt", "two.txt"], stage.Hub.Git.Run("ls-tree", "--name-only", "main").Split('\n'));
        Assert.DoesNotContain(stage.Hub.Git.Branches().Keys, name => name.StartsWith("gh-readonly-queue", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_fails_in_the_queue_conflicts_or_is_pushed_leaves_it()
    {
        await using var stage = await QueuedAsync();
        var pull = await stage.PullAsync("work");
        stage.Hub.Checks.Complete(pull.HeadSha, "build", "success");
        await EnqueueAsync(stage, pull);
        Assert.True(stage.Hub.Queue.Step());
        Assert.False(stage.Hub.Queue.Step());
        stage.Hub.Checks.Complete(stage.Hub.Queue.Entries[0].Commit!, "build", "failure");
        Assert.True(stage.Hub.Queue.Step());

        await EnqueueAsync(stage, pull);
        stage.Push("work", "work.txt", "again\n");
        stage.Hub.Refresh();
        Assert.Empty(stage.Hub.Queue.Entries);

        stage.Hub.Checks.Complete(pull.HeadSha, "build", "success");
        await EnqueueAsync(stage, pull);
        stage.Hub.Git.SetRef("refs/heads/main", stage.Push("other", "work.txt", "theirs\n"));
        Assert.True(stage.Hub.Queue.Step());
        Assert.Equal(["failed checks", "the head was pushed", "merge conflict"], stage.Hub.Events.All.OfType<HubEvent.Dequeued>().Select(each => each.Reason));
        Assert.True(pull.IsOpen);
    }

    [Fact]
    public async Task What_the_rules_still_miss_keeps_it_out()
    {
        await using var stage = await QueuedAsync();
        var pull = await stage.PullAsync("work");
        var refused = await EnqueueAsync(stage, pull);
        Assert.Equal("UNPROCESSABLE", refused["errors"]![0]!["type"]!.GetValue<string>());
        stage.Hub.Checks.Complete(pull.HeadSha, "build", "success");
        var stale = await stage.GraphQlAsync(Enqueue, new JsonObject { ["id"] = $"PR_{pull.Id}", ["head"] = new string('0', 40) });
        Assert.Contains("Head branch was modified", stale["errors"]![0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static async Task<Stage> QueuedAsync()
    {
        var stage = await Stage.OpenAsync();
        stage.Hub.Rules["main"] = new BranchRules { RequiredChecks = ["build"], Queue = "squash" };
        return stage;
    }

    private static Task<JsonNode> EnqueueAsync(Stage stage, PullRequest pull) => stage.GraphQlAsync(Enqueue, new JsonObject { ["id"] = $"PR_{pull.Id}", ["head"] = pull.HeadSha });
}
