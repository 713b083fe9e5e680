using System.Net;
using Choo.Testing.GitHub.Git;
using Choo.Testing.GitHub.Http;
using Choo.Testing.GitHub.State;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Choo.Testing.GitHub;

/// <summary>
/// GitHub for tests, on loopback: one repository with pull requests, reviews, checks, branch rules and a merge queue, over the REST and
/// GraphQL endpoints that choo uses. Disposing it fails the test when a request or an answer was against GitHub's own description.
/// </summary>
public sealed class GitHubStandIn : IAsyncDisposable, IHttpApplication<HttpContext>
{
    private readonly KestrelServer server;
    private readonly HubState hub;
    private readonly Exchange exchange;

    private GitHubStandIn(StandInOptions options)
    {
        hub = new HubState(options);
        Token = options.Token;
        Quotas = new Quotas(options);
        exchange = new Exchange(hub, new Gateway(hub, Quotas, Violations), Log, Faults, options.Time);
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Listen(IPAddress.Loopback, 0);
        server = new KestrelServer(Options.Create(kestrel), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance), NullLoggerFactory.Instance);
    }

    /// <summary>The address without a path.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>The REST address as of an Enterprise server; <see cref="Origin"/> itself serves as api.github.com does.</summary>
    public Uri ApiUrl => new($"{Origin}/api/v3/");

    public Uri GraphQlUrl => new($"{Origin}/api/graphql");

    /// <summary>The address that git clones from and pushes to, with the token as the password where one is asked for.</summary>
    public string CloneUrl => $"{Origin}/{Repository.FullName}.git";

    /// <summary>The token of the account that choo works as.</summary>
    public string Token { get; }

    /// <summary>The bare repository, for cloning and pushing.</summary>
    public BareRepository Git => hub.Git;

    public RepositorySettings Repository => hub.Repository;

    public People People => hub.People;

    public Issues Issues => hub.Issues;

    public PullRequests PullRequests => hub.PullRequests;

    public Reviews Reviews => hub.Reviews;

    public Checks Checks => hub.Checks;

    public Rules Rules => hub.Rules;

    public MergeQueue Queue => hub.Queue;

    public HubEvents Events => hub.Events;

    public Faults Faults { get; } = new();

    public RequestLog Log { get; } = new();

    public Quotas Quotas { get; }

    public Violations Violations { get; } = new();

    /// <summary>Starts one on a free port.</summary>
    public static async Task<GitHubStandIn> StartAsync(StandInOptions? options = null, CancellationToken cancellation = default)
    {
        var started = new GitHubStandIn(options ?? new StandInOptions());
        await started.server.StartAsync(started, cancellation);
        started.Origin = started.server.Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return started;
    }

    /// <summary>Takes in what was pushed since, as every request does first.</summary>
    public void Refresh() => hub.Refresh();

    /// <summary>Looks at the state while nothing changes it, for a test that does not wait for each request.</summary>
    public T Read<T>(Func<T> look) => hub.Do(look);

    public async ValueTask DisposeAsync()
    {
        // A request that still waits is cut.
        await server.StopAsync(new CancellationToken(canceled: true));
        server.Dispose();
        await exchange.DisposeAsync();
        hub.Dispose();
        if (Violations.Take() is { Count: > 0 } violations)
        {
            throw new ViolationException(violations);
        }
    }

    HttpContext IHttpApplication<HttpContext>.CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    Task IHttpApplication<HttpContext>.ProcessRequestAsync(HttpContext context) => exchange.AnswerAsync(context);

    void IHttpApplication<HttpContext>.DisposeContext(HttpContext context, Exception? exception)
    {
        // A defect of the stand-in itself is to be seen, and not as an answer 500 alone.
        if (exception is not (null or OperationCanceledException or IOException))
        {
            Violations.Add("the stand-in", [exception.ToString()]);
        }
    }
}
