using System.Text.Json.Nodes;
using Choo.Testing.GitHub.State;
using Xunit;

namespace Choo.Testing.GitHub.Tests;

public sealed class PullRequestTests
{
    [Fact]
    public async Task A_pull_request_is_made_of_a_pushed_branch_and_read_again()
    {
        await using var stage = await Stage.OpenAsync();
        var head = stage.Push("work", "a.txt", "one\n");
        var made = await stage.PostAsync($"{Stage.Repo}/pulls", new JsonObject { ["title"] = "Add a", ["head"] = "octo:work", ["base"] = "main", ["draft"] = true });
        Assert.Equal(201, made.Status);
        Assert.Equal(head, made.Json["head"]!["sha"]!.GetValue<string>());
        Assert.True(made.Json["draft"]!.GetValue<bool>());
        Assert.Null(made.Json["mergeable"]);

        var read = (await stage.GetAsync($"{Stage.Repo}/pulls/1")).Json;
        Assert.Equal("choo-bot", read["user"]!["login"]!.GetValue<string>());
        Assert.Equal($"{stage.Hub.Origin}/octo/hello/pull/1", read["html_url"]!.GetValue<string>());
        Assert.Equal(head, stage.Hub.Git.Run("rev-parse", "refs/pull/1/head"));
    }

    [Theory]
    [InlineData("nowhere", "main", "\"field\":\"head\"")]
    [InlineData("stranger:work", "main", "\"field\":\"head\"")]
    [InlineData("work", "nowhere", "\"field\":\"base\"")]
    [InlineData("same", "main", "No commits between main and same")]
    [InlineData("taken", "main", "A pull request already exists for octo:taken.")]
    public async Task What_cannot_be_opened_is_refused_with_the_reason(string head, string @base, string reason)
    {
        await using var stage = await Stage.OpenAsync();
        stage.Push("work", "a.txt", "one\n");
        stage.Work.Git("push", "--quiet", "origin", "main:same");
        await stage.PullAsync("taken");
        var refused = await stage.PostAsync($"{Stage.Repo}/pulls", new JsonObject { ["title"] = "x", ["head"] = head, ["base"] = @base });
        Assert.Equal(422, refused.Status);
        Assert.Contains(reason, refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_found_by_its_head_branch_in_any_state()
    {
        await using var stage = await Stage.OpenAsync();
        var first = await stage.PullAsync("one");
        await stage.PullAsync("two");
        await stage.PatchAsync($"{Stage.Repo}/pulls/{first.Number}", new JsonObject { ["state"] = "closed" });
        Assert.Empty((await stage.GetAsync($"{Stage.Repo}/pulls?head=octo:one")).Json.AsArray());
        Assert.Equal(first.Number, (await stage.GetAsync($"{Stage.Repo}/pulls?head=octo:one&state=all")).Json.AsArray().Single()!["number"]!.GetValue<int>());
        // A head without an owner is passed over, and everything is listed.
        Assert.Equal(2, (await stage.GetAsync($"{Stage.Repo}/pulls?head=one&state=all")).Json.AsArray().Count);
    }

    [Fact]
    public async Task Lists_come_in_pages_that_links_lead_through()
    {
        await using var stage = await Stage.OpenAsync();
        foreach (var name in new[] { "a", "b", "c", "d", "e" })
        {
            await stage.PullAsync(name);
        }

        var numbers = new List<int>();
        var next = $"{Stage.Repo}/pulls?state=open&per_page=2";
        while (next is not null)
        {
            var page = await stage.GetAsync(next);
            numbers.AddRange(page.Json.AsArray().Select(each => each!["number"]!.GetValue<int>()));
            var link = page.Headers.GetValueOrDefault("Link", "").Split(", ").SingleOrDefault(each => each.EndsWith("rel=\"next\"", StringComparison.Ordinal));
            next = link?[1..link.IndexOf('>', StringComparison.Ordinal)];
        }

        Assert.Equal([5, 4, 3, 2, 1], numbers);
    }

    [Fact]
    public async Task Each_push_synchronizes_though_nobody_asked_in_between()
    {
        await using var stage = await Stage.OpenAsync();
        var pull = await stage.PullAsync("work");
        stage.Push("work", "work.txt", "second\n");
        var last = stage.Push("work", "work.txt", "third\n");
        Assert.Equal(last, (await stage.GetAsync($"{Stage.Repo}/pulls/1")).Json["head"]!["sha"]!.GetValue<string>());
        Assert.Equal([2, 3], stage.Hub.Events.All.OfType<HubEvent.Synchronized>().Select(each => each.Push));
        Assert.Equal(3, pull.Pushes);
    }

    [Fact]
    public async Task Whether_it_can_be_merged_is_unknown_for_some_reads_after_each_change()
    {
        await using var stage = await Stage.OpenAsync(options => options with { UnknownReads = 2 });
        await stage.PullAsync("work");
        Assert.Equal([null, null, true, true], await ReadAsync(4));
        stage.Push("work", "work.txt", "again\n");
        Assert.Equal([null, null, true], await ReadAsync(3));
        stage.Push("main", "work.txt", "theirs\n");
        Assert.Equal([null, null, false], await ReadAsync(3));
        Assert.Equal("dirty", (await stage.GetAsync($"{Stage.Repo}/pulls/1")).Json["mergeable_state"]!.GetValue<string>());

        async Task<bool?[]> ReadAsync(int times)
        {
            var seen = new List<bool?>();
            for (var i = 0; i < times; i++)
            {
                seen.Add((await stage.GetAsync($"{Stage.Repo}/pulls/1")).Json["mergeable"]?.GetValue<bool>());
            }

            return [.. seen];
        }
    }

    [Fact]
    public async Task It_is_edited_and_its_base_moved()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.PullAsync("below");
        var pull = await stage.PullAsync("above", @base: "below");
        var changed = await stage.PatchAsync($"{Stage.Repo}/pulls/{pull.Number}", new JsonObject { ["title"] = "New", ["body"] = "text", ["base"] = "main" });
        Assert.Equal(("New", "text", "main"), (changed.Json["title"]!.GetValue<string>(), changed.Json["body"]!.GetValue<string>(), changed.Json["base"]!["ref"]!.GetValue<string>()));
        Assert.Equal(422, (await stage.PatchAsync($"{Stage.Repo}/pulls/{pull.Number}", new JsonObject { ["base"] = "nowhere" })).Status);
    }

    [Fact]
    public async Task When_its_branch_goes_it_is_closed_and_cannot_be_opened_again()
    {
        await using var stage = await Stage.OpenAsync();
        var pull = await stage.PullAsync("work");
        stage.Work.Git("push", "--quiet", "origin", ":work");
        Assert.Equal("closed", (await stage.GetAsync($"{Stage.Repo}/pulls/1")).Json["state"]!.GetValue<string>());
        Assert.False(pull.IsMerged);
        Assert.Equal(422, (await stage.PatchAsync($"{Stage.Repo}/pulls/1", new JsonObject { ["state"] = "open" })).Status);
    }

    [Fact]
    public async Task What_stands_on_a_merged_branch_moves_to_its_base_when_that_branch_is_deleted()
    {
        await using var stage = await Stage.OpenAsync();
        var below = await stage.PullAsync("below");
        var above = await stage.PullAsync("above", @base: "below");
        Assert.Equal(200, (await stage.MergeAsync(below)).Status);
        Assert.Equal(204, (await stage.DeleteAsync($"{Stage.Repo}/git/refs/heads/below")).Status);
        Assert.Equal(("main", true), (above.BaseBranch, above.IsOpen));
        Assert.Equal(422, (await stage.DeleteAsync($"{Stage.Repo}/git/refs/heads/below")).Status);
        Assert.Equal(404, (await stage.GetAsync($"{Stage.Repo}/git/ref/heads/below")).Status);
        Assert.Equal(stage.Hub.Git.Tip("main"), (await stage.GetAsync($"{Stage.Repo}/git/ref/heads/main")).Json["object"]!["sha"]!.GetValue<string>());
    }
}
