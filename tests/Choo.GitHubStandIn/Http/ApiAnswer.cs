using System.Text.Json.Nodes;

namespace Choo.Testing.GitHub.Http;

/// <summary>An answer before it is completed, paged and marked.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">JSON; null for none.</param>
internal sealed record ApiAnswer(int Status, JsonNode? Body)
{
    /// <summary>All items of a list, of which a page is answered; null when it is no list.</summary>
    public IReadOnlyList<JsonNode>? Items { get; init; }

    /// <summary>The member of <see cref="Body"/> that the page becomes; null when the page is the body.</summary>
    public string? Within { get; init; }

    /// <summary>Text that is no JSON, such as a log.</summary>
    public string? Text { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The points of GraphQL that it cost; null for a call of REST.</summary>
    public int? Points { get; init; }

    public static ApiAnswer Ok(JsonNode body) => new(200, body);

    public static ApiAnswer Created(JsonNode body) => new(201, body);

    public static ApiAnswer List(IEnumerable<JsonNode> items) => new(200, null) { Items = [.. items] };

    public static ApiAnswer Error(int status, string message, IReadOnlyList<JsonNode>? errors = null)
    {
        var body = new JsonObject { ["message"] = message };
        if (errors is { Count: > 0 })
        {
            body["errors"] = new JsonArray([.. errors.Select(each => each.DeepClone())]);
        }

        body["documentation_url"] = "https://docs.github.com/rest";
        body["status"] = $"{status}";
        return new ApiAnswer(status, body);
    }
}
