namespace Choo.Adapters.Forge.GitHub;

/// <summary>The handlers that a request passes, outermost first.</summary>
internal static class GitHubHandlers
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public static HttpMessageHandler Build(GitHubOptions options) => Chain(
        options.Network ?? Network(),
        new QuotaHandler(options.Address, new QuotaLedger(options.Time, options.QuotaReserve), options.Time, options.Patience),
        new PaceHandler(options.Time, options.Pace),
        new RetryHandler(options.Time, options.Random),
        new ConditionalHandler(options.Address, new ResponseCache()),
        new TimeLimitHandler(options.Time, options.Timeout),
        new LogTailHandler(),
        new HeadersHandler(options.Address));

    private static HttpMessageHandler Chain(HttpMessageHandler last, params ReadOnlySpan<DelegatingHandler> handlers)
    {
        var inner = last;
        for (var i = handlers.Length - 1; i >= 0; i--)
        {
            handlers[i].InnerHandler = inner;
            inner = handlers[i];
        }

        return inner;
    }

    // Redirects are followed by Octokit, so that each one passes the handlers, the one that guards the token among them.
    private static SocketsHttpHandler Network() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
    };
}
