using Choo.Core.Forge;
using Choo.Core.Ports;
using Choo.Core.Routes;
using Choo.Core.Tests.Flow.Memory;
using Choo.Testing;
using Xunit;

namespace Choo.Core.Tests.Routes;

/// <summary>All pull requests are read together, and no oftener than asked.</summary>
public sealed class PullRequestPollerTests
{
    private static (MemoryForge Forge, JumpingClock Clock) Open(int count)
    {
        var git = new MemoryGit();
        var remote = new MemoryRemote(git) { ["main"] = git.Commit(git.WriteTree(MemoryGit.NoFiles), [], "init") };
        var forge = new MemoryForge(git, remote) { People = _ => { } };
        for (var i = 1; i <= count; i++)
        {
            remote[$"choo/u{i}"] = git.Commit(git.WriteTree(MemoryGit.NoFiles.Add($"{i}.txt", "x")), [remote["main"]!], $"{i}");
            forge.All.Add(new MemoryPullRequest(i, new NewPullRequest($"choo/u{i}", "main", "t", "b", false), forge.Me));
        }

        return (forge, new JumpingClock());
    }

    [Fact(Timeout = 60000)]
    [Incident("W24", "50 pull requests wait for an hour")]
    public async Task Fifty_that_wait_for_an_hour_cost_a_reading_in_each_interval()
    {
        var (forge, clock) = Open(50);
        using var poller = new PullRequestPoller(forge, clock, TimeSpan.FromSeconds(30), TimeSpan.FromHours(2));
        var begin = clock.GetUtcNow();

        await Task.WhenAll(Enumerable.Range(1, 50).Select(async number =>
        {
            while (clock.GetUtcNow() - begin < TimeSpan.FromHours(1))
            {
                Assert.Equal(number, (await poller.NextAsync(number, CancellationToken.None))!.Key.Number);
            }
        }));

        Assert.InRange(forge.Requests.Count, 100, 130);
        Assert.All(forge.Requests, request => Assert.Equal("snapshot", request));
    }

    [Fact(Timeout = 60000)]
    public async Task One_that_is_stopped_leaves_the_others_reading()
    {
        var (forge, _) = Open(2);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = new CancellationTokenSource();
        using var poller = new PullRequestPoller(forge, TimeProvider.System, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(2));
        forge.Step = _ =>
        {
            // The first to ask is stopped before it has its answer.
            stop.Cancel();
            gate.TrySetResult();
        };

        var first = poller.NextAsync(1, stop.Token);
        await gate.Task;
        var second = await poller.NextAsync(2, CancellationToken.None);

        Assert.Equal(2, second!.Key.Number);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Fact(Timeout = 60000)]
    public async Task One_that_does_not_exist_is_said()
    {
        var (forge, clock) = Open(1);
        using var poller = new PullRequestPoller(forge, clock, TimeSpan.FromSeconds(30), TimeSpan.FromHours(2));
        Assert.Null(await poller.NextAsync(7, CancellationToken.None));
    }

    [Fact(Timeout = 60000)]
    public async Task A_refused_token_is_an_error()
    {
        var (forge, clock) = Open(1);
        forge.Refuses = _ => new ForgeFailure.TokenRefused("bad credentials");
        using var poller = new PullRequestPoller(forge, clock, TimeSpan.FromSeconds(30), TimeSpan.FromHours(2));
        Assert.Equal("CHOO5023", (await Assert.ThrowsAsync<PortException>(() => poller.NextAsync(1, CancellationToken.None))).Diagnostic.Code);
    }

    [Fact(Timeout = 60000)]
    public async Task All_who_wait_learn_of_a_revoked_token_by_the_same_reading()
    {
        var (forge, clock) = Open(20);
        using var poller = new PullRequestPoller(forge, clock, TimeSpan.FromSeconds(30), TimeSpan.FromHours(2));
        Assert.NotNull(await poller.NextAsync(1, CancellationToken.None));
        forge.Refuses = _ => new ForgeFailure.TokenRefused("bad credentials");
        using var all = new ManualResetEventSlim();
        forge.Step = _ => all.Wait();

        var waiting = Enumerable.Range(1, 20).Select(number => Assert.ThrowsAsync<PortException>(() => poller.NextAsync(number, CancellationToken.None))).ToArray();
        all.Set();
        Assert.All(await Task.WhenAll(waiting), failure => Assert.Equal("CHOO5023", failure.Diagnostic.Code));
        Assert.InRange(forge.Requests.Count, 2, 3);

        // Who asks later asks the forge anew.
        forge.Refuses = _ => null;
        Assert.Equal(7, (await poller.NextAsync(7, CancellationToken.None))!.Key.Number);
    }
}
