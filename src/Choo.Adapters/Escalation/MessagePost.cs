using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Choo.Adapters.Forge.GitHub;

namespace Choo.Adapters.Escalation;

/// <summary>
/// Posts JSON to one address. It tries again where the message surely did not arrive, and where a repetition does no harm after any other failure. Redirects are
/// not followed. What it says of a failure holds nothing of the address, which is a secret.
/// </summary>
/// <param name="address">The address.</param>
/// <param name="repeats">Whether the receiver can tell a repetition by the message's id.</param>
/// <param name="options">How.</param>
internal sealed class MessagePost(Uri address, bool repeats, PostOptions options) : IDisposable
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    // Messages are rare: a proxy or an address that changes is seen with the next connection.
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = ConnectionLifetime })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Why it did not arrive, null when it did.</summary>
    public async Task<string?> SendAsync(string json, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var tried = await TryAsync(json, headers, cancellationToken).ConfigureAwait(false);
            if (tried.Problem is null || !tried.MayRepeat)
            {
                return tried.Problem;
            }

            if (attempt == PostOptions.Attempts)
            {
                return $"{tried.Problem}, {PostOptions.Attempts} times";
            }

            if (tried.Wait > PostOptions.LongestWait)
            {
                return $"{tried.Problem} and asks to wait {tried.Wait.Value.TotalSeconds:0} s";
            }

            var wait = Wait(attempt);
            await Task.Delay(tried.Wait > wait ? tried.Wait.Value : wait, options.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<PostAttempt> TryAsync(string json, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(options.Timeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            using var request = Request(json, headers);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            return Judge(response);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Lost(string.Create(CultureInfo.InvariantCulture, $"no answer within {options.Timeout.TotalSeconds:0.###} s"));
        }
        catch (Exception failure) when (LostCalls.DidNotArrive(failure))
        {
            return new PostAttempt($"no connection ({((HttpRequestException)failure).HttpRequestError})", MayRepeat: true);
        }
        catch (Exception failure) when (LostCalls.IsLost(failure))
        {
            return Lost("the connection broke before an answer");
        }
    }

    private PostAttempt Lost(string problem) => repeats ? new PostAttempt(problem, MayRepeat: true) : new PostAttempt($"{problem}, so it may have arrived");

    private PostAttempt Judge(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
        {
            return new PostAttempt(null);
        }

        var problem = string.Create(CultureInfo.InvariantCulture, $"answered {(int)response.StatusCode}");
        return response.StatusCode switch
        {
            // Refused, so it was not taken.
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new PostAttempt(problem, MayRepeat: true, Asked(response.Headers.RetryAfter)),
            >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout => new PostAttempt(problem, repeats, Asked(response.Headers.RetryAfter)),
            _ => new PostAttempt(problem),
        };
    }

    private TimeSpan? Asked(RetryConditionHeaderValue? header) => header?.Delta ?? (header?.Date is { } date ? date - options.Time.GetUtcNow() : null);

    private HttpRequestMessage Request(string json, IReadOnlyDictionary<string, string> headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("User-Agent", $"choo/{options.Version}");
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return request;
    }

    // 1, 2 and 4 seconds, each up to half longer.
    private TimeSpan Wait(int attempt)
    {
        lock (options.Random)
        {
            return TimeSpan.FromSeconds(Math.Pow(2, attempt - 1) * (1 + (options.Random.NextDouble() / 2)));
        }
    }
}
