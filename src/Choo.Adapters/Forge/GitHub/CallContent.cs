using System.Net.Http.Headers;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>
/// The content of a request that is no GET, with what the handlers need to know of it. Octokit takes no cancellation token for some methods,
/// so the token travels here.
/// </summary>
internal sealed class CallContent : ByteArrayContent
{
    public CallContent(byte[] json, CallKind kind, CancellationToken cancellation)
        : base(json)
    {
        (Kind, Cancellation) = (kind, cancellation);
        Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
    }

    public CallKind Kind { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>What a request is; a request without such content is a GET.</summary>
    public static CallKind KindOf(HttpRequestMessage request) => request.Content is CallContent call ? call.Kind
        : request.Method == HttpMethod.Get ? CallKind.Query
        : CallKind.Once;
}

/// <summary>What a request does.</summary>
internal enum CallKind
{
    /// <summary>Reads.</summary>
    Query,

    /// <summary>Changes something, and comes to the same when it is carried out twice.</summary>
    Repeatable,

    /// <summary>Makes something: carried out twice, it is there twice.</summary>
    Once,
}
