using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Choo.Adapters.Forge.GitHub.Wire;
using Choo.Core.Forge;
using Choo.Core.Secrets;
using Octokit;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>Reads refusals and lost answers as failures. What GitHub wrote is cut to a few lines, and the token is taken out.</summary>
internal sealed class FailureReading(Redactor redactor, TimeProvider time)
{
    private const int Longest = 600;

    /// <summary>A refusal by status.</summary>
    /// <param name="refused">What Octokit made of it.</param>
    /// <param name="what">The path that was asked.</param>
    /// <param name="kind">What the request does.</param>
    public ForgeFailure Of(ApiException refused, string what, CallKind kind)
    {
        var messages = Messages(refused);
        var message = string.Join("; ", messages);
        return refused.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new ForgeFailure.TokenRefused(message),
            HttpStatusCode.Forbidden => new ForgeFailure.Forbidden(message, Header(refused, "X-Accepted-GitHub-Permissions") ?? Header(refused, "X-Accepted-OAuth-Scopes")),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new ForgeFailure.NotFound(what),
            HttpStatusCode.MethodNotAllowed when IsMerge(what) && message.Contains("be rebased", StringComparison.OrdinalIgnoreCase) => new ForgeFailure.NotRebaseable(message),
            HttpStatusCode.MethodNotAllowed when IsMerge(what) => new ForgeFailure.NotMergeable(message),
            HttpStatusCode.Conflict when IsMerge(what) => new ForgeFailure.StaleHead(message),
            HttpStatusCode.UnprocessableEntity when messages.Any(each => each.Contains("already exists", StringComparison.OrdinalIgnoreCase)) => new ForgeFailure.AlreadyExists(message),
            HttpStatusCode.UnprocessableEntity => new ForgeFailure.Invalid(messages),
            HttpStatusCode.TooManyRequests => new ForgeFailure.RateLimited(Until(refused), message),
            >= HttpStatusCode.InternalServerError => Broken($"status {(int)refused.StatusCode}: {message}", kind),
            _ => new ForgeFailure.Refused($"status {(int)refused.StatusCode}: {message}"),
        };
    }

    /// <summary>An answer that did not come.</summary>
    public ForgeFailure Of(Exception lost, CallKind kind) =>
        LostCalls.DidNotArrive(lost) ? new ForgeFailure.Unavailable(Clean(LostCalls.Words(lost))) : Broken(LostCalls.Words(lost), kind);

    /// <summary>An answer from which nothing can be learned.</summary>
    public ForgeFailure Broken(string words, CallKind kind) =>
        kind == CallKind.Once ? new ForgeFailure.AnswerLost(Clean(words)) : new ForgeFailure.Unavailable(Clean(words));

    /// <summary>The errors of a GraphQL answer; null when there are none that matter.</summary>
    /// <param name="errors">The errors.</param>
    /// <param name="isWhole">Whether a part that does not exist means that nothing was done; else the others were answered.</param>
    public ForgeFailure? Of(IReadOnlyList<GraphError>? errors, bool isWhole)
    {
        var counted = (errors ?? []).Where(each => isWhole || each.Type != "NOT_FOUND").ToArray();
        if (counted is not [var first, ..])
        {
            return null;
        }

        var message = Clean(string.Join("; ", counted.Select(each => each.Message)));
        return first.Type switch
        {
            "NOT_FOUND" => new ForgeFailure.NotFound(message),
            "FORBIDDEN" or "INSUFFICIENT_SCOPES" => new ForgeFailure.Forbidden(message, null),
            "RATE_LIMITED" or "RATE_LIMIT" => new ForgeFailure.RateLimited(time.GetUtcNow().AddMinutes(1), message),
            "STALE_DATA" => new ForgeFailure.StaleHead(message),
            "UNPROCESSABLE" when IsStale(message) => new ForgeFailure.StaleHead(message),
            "UNPROCESSABLE" when message.Contains("already", StringComparison.OrdinalIgnoreCase) => new ForgeFailure.AlreadyExists(message),
            "UNPROCESSABLE" => new ForgeFailure.NotMergeable(message),
            _ => new ForgeFailure.Refused(message),
        };
    }

    private static bool IsMerge(string what) => what.EndsWith("/merge", StringComparison.Ordinal);

    private static bool IsStale(string message) =>
        message.Contains("head", StringComparison.OrdinalIgnoreCase) && (message.Contains("oid", StringComparison.OrdinalIgnoreCase) || message.Contains("modified", StringComparison.OrdinalIgnoreCase));

    private ImmutableArray<string> Messages(ApiException refused)
    {
        var body = refused.HttpResponse?.Body as string ?? "";
        if (!body.StartsWith('{'))
        {
            return [body.Length > 0 && !body.StartsWith('<') ? Clean(body) : string.Create(CultureInfo.InvariantCulture, $"{refused.StatusCode}")];
        }

        try
        {
            var error = JsonSerializer.Deserialize(body, RestJson.Default.ErrorData);
            var details = error?.Errors is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(Detail).OfType<string>() : [];
            return error?.Message is { } message ? [Clean(message), .. details.Select(Clean)] : [Clean(body)];
        }
        catch (JsonException)
        {
            return [Clean(body)];
        }
    }

    private static string? Detail(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.String => error.GetString(),
        JsonValueKind.Object when Text(error, "message") is { } message => message,
        JsonValueKind.Object => $"{Text(error, "resource")}.{Text(error, "field")}: {Text(error, "code")}",
        _ => null,
    };

    private static string? Text(JsonElement error, string name) => error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private DateTimeOffset Until(ApiException refused) =>
        DateTimeOffset.TryParse(Header(refused, "Retry-After"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) ? until : time.GetUtcNow().AddMinutes(1);

    private static string? Header(ApiException refused, string name) =>
        refused.HttpResponse?.Headers.FirstOrDefault(each => each.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { Length: > 0 } value ? value : null;

    private string Clean(string words)
    {
        var line = redactor.Redact(words).ReplaceLineEndings(" ").Trim();
        return line.Length > Longest ? line[..Longest] + "..." : line;
    }
}
