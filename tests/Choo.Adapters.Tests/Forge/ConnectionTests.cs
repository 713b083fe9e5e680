using Choo.Adapters.Forge.GitHub;
using Choo.Core.Forge;
using Xunit;
using static Choo.Adapters.Tests.Forge.ForgeBed;

namespace Choo.Adapters.Tests.Forge;

/// <summary>Real connections that break, or whose answers do not come.</summary>
public class ConnectionTests
{
    private static ForgeBed Bed(LoopbackServer server, TimeSpan? timeout = null) => new(
        new StubNetwork(), options => options with { Network = null, Address = GitHubAddress.Parse($"http://127.0.0.1:{server.Port}")!, Timeout = timeout ?? TimeSpan.FromMinutes(10) });

    [Fact(Timeout = 60000)]
    public async Task A_read_whose_connection_is_cut_is_repeated()
    {
        var asked = 0;
        using var server = new LoopbackServer(_ => ++asked < 3 ? null : LoopbackServer.Json("""{"login":"octo"}"""));
        using var bed = Bed(server);
        Assert.Equal("octo", Value(await bed.EndAsync(bed.Forge.WhoAmIAsync(default))).Login);
    }

    [Fact(Timeout = 60000)]
    public async Task A_creation_whose_answer_is_cut_off_is_lost_and_not_repeated()
    {
        List<string> asked = [];
        using var server = new LoopbackServer(request =>
        {
            asked.Add(request);
            return null;
        });
        using var bed = Bed(server);
        Assert.IsType<ForgeFailure.AnswerLost>((await bed.EndAsync(bed.Forge.Reviews.CommentAsync(1, "text", default))).Problem);
        Assert.Contains("\r\n\r\n{\"body\":\"text\"}", Assert.Single(asked), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Where_nobody_listens_nothing_was_done()
    {
        var server = new LoopbackServer(_ => null);
        using var bed = Bed(server);
        server.Dispose();
        Assert.IsType<ForgeFailure.Unavailable>((await bed.EndAsync(bed.Forge.Reviews.CommentAsync(1, "text", default))).Problem);
    }

    [Fact(Timeout = 60000)]
    public async Task An_answer_that_does_not_end_is_ended_by_the_time_limit()
    {
        var asked = 0;
        using var server = new LoopbackServer(_ =>
        {
            asked++;
            return LoopbackServer.Hanging;
        });
        using var bed = Bed(server, TimeSpan.FromSeconds(30));
        var failure = Assert.IsType<ForgeFailure.AnswerLost>((await bed.EndAsync(bed.Forge.Reviews.CommentAsync(1, "text", default))).Problem);
        Assert.Equal("no whole answer within 30 s", failure.Message);
        Assert.Equal(1, asked);
    }

    [Fact(Timeout = 60000)]
    public async Task Giving_up_ends_even_what_Octokit_takes_no_token_for()
    {
        using var stop = new CancellationTokenSource();
        using var server = new LoopbackServer(_ =>
        {
            stop.Cancel();
            return LoopbackServer.Hanging;
        });
        using var bed = Bed(server);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bed.Forge.PullRequests.MergeAsync(new(1, "c", MergeMethod.Squash), stop.Token));
    }
}
