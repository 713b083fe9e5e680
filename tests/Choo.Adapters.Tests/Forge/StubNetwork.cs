using System.Net;
using System.Text;

namespace Choo.Adapters.Tests.Forge;

/// <summary>A request as it left choo.</summary>
internal sealed record Sent(string Method, Uri Address, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Line => $"{Method} {Address.PathAndQuery}";
}

/// <summary>Answers requests in place of the network, and keeps them.</summary>
internal sealed class StubNetwork(Func<Sent, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly Lock gate = new();
    private readonly List<Sent> sent = [];

    /// <summary>Answers in order; the last one again and again.</summary>
    public StubNetwork(params Func<HttpResponseMessage>[] answers)
        : this(Next(answers))
    {
    }

    public IReadOnlyList<Sent> Requests
    {
        get
        {
            lock (gate)
            {
                return [.. sent];
            }
        }
    }

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK, params (string Name, string Value)[] headers) => Answer(json, "application/json", status, headers);

    public static HttpResponseMessage Text(string text) => Answer(text, "text/plain", HttpStatusCode.OK, []);

    public static HttpResponseMessage Empty(HttpStatusCode status, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(status);
        Add(response, headers);
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []).ToDictionary(each => each.Key, each => string.Join(", ", each.Value), StringComparer.OrdinalIgnoreCase);
        var one = new Sent(request.Method.Method, request.RequestUri!, body, headers);
        lock (gate)
        {
            sent.Add(one);
        }

        var response = answer(one);
        response.RequestMessage = request;
        return response;
    }

    private static HttpResponseMessage Answer(string text, string type, HttpStatusCode status, (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(text, Encoding.UTF8, type) };
        Add(response, headers);
        return response;
    }

    private static void Add(HttpResponseMessage response, (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static Func<Sent, HttpResponseMessage> Next(Func<HttpResponseMessage>[] answers)
    {
        var next = 0;
        return _ => answers[Math.Min(Interlocked.Increment(ref next), answers.Length) - 1]();
    }
}
