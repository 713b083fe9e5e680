using System.Net;
using Choo.Adapters.Forge;
using Choo.Adapters.Forge.GitHub;
using Choo.Core.Forge;
using Choo.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Forge;

/// <summary>A client of GitHub on a network that a test plays, with a clock that the test moves.</summary>
internal sealed class ForgeBed : IDisposable
{
    public const string Token = "ghp_0123456789abcdefghijklmnopqrstuvwxyz";
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    public static readonly ForgeRepository Place = new("github.com", "octo", "app");

    public ForgeBed(StubNetwork network, Func<GitHubOptions, GitHubOptions>? change = null)
    {
        var options = new GitHubOptions
        {
            Address = GitHubAddress.Of("github.com"),
            Repository = Place,
            Token = new ForgeToken(Token, "GITHUB_TOKEN"),
            Pace = TimeSpan.Zero,
            Time = Clock,
            Random = new Random(1),
            Network = network,
        };
        (Network, Forge) = (network, new GitHubForge(change?.Invoke(options) ?? options));
    }

    public ForgeBed(params Func<HttpResponseMessage>[] answers)
        : this(new StubNetwork(answers))
    {
    }

    public FakeTimeProvider Clock { get; } = new(Start);

    public StubNetwork Network { get; }

    public GitHubForge Forge { get; }

    public IEnumerable<string> Lines => Network.Requests.Select(each => each.Line);

    /// <summary>Moves the clock until a call has ended.</summary>
    public async Task<T> EndAsync<T>(Task<T> call)
    {
        await Clock.AdvanceUntilAsync(call);
        return await call;
    }

    public static T Value<T>(ForgeAnswer<T> answer)
    {
        Assert.True(answer is ForgeAnswer<T>.Ok, $"{answer.Problem}");
        return ((ForgeAnswer<T>.Ok)answer).Value;
    }

    public static Func<HttpResponseMessage> Json(string json, HttpStatusCode status = HttpStatusCode.OK, params (string Name, string Value)[] headers) => () => StubNetwork.Json(json, status, headers);

    public static Func<HttpResponseMessage> Fails(Exception failure) => () => throw failure;

    public void Dispose() => Forge.Dispose();
}
