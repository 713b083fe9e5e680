namespace Choo.Adapters.Forge.GitHub;

/// <summary>What exceptions say about a request whose answer did not come.</summary>
internal static class LostCalls
{
    /// <summary>Whether the connection failed, rather than choo.</summary>
    public static bool IsLost(Exception failure) => failure is HttpRequestException or IOException or TimeoutException;

    /// <summary>Whether the request surely did not reach the server: no connection was made.</summary>
    public static bool DidNotArrive(Exception failure) => failure is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    /// <summary>What happened, in a few words.</summary>
    public static string Words(Exception failure) => failure.InnerException is { } inner && failure is HttpRequestException && !failure.Message.Contains(inner.Message, StringComparison.Ordinal)
        ? $"{failure.Message.TrimEnd('.')}: {inner.Message}"
        : failure.Message;
}
