using System.Text.Json.Nodes;

namespace Choo.Testing.GitHub.Description;

/// <summary>One operation of the description.</summary>
internal sealed class Operation
{
    private readonly RestDescription description;
    private readonly JsonObject node;

    public Operation(RestDescription description, string path, string method, JsonObject node) =>
        (this.description, Path, Method, this.node) = (description, path, method.ToUpperInvariant(), node);

    public string Path { get; }

    public string Method { get; }

    public string Name => node["operationId"]!.GetValue<string>();

    /// <summary>Its query parameters, by name, and their schemas.</summary>
    public IReadOnlyDictionary<string, JsonObject> Query => node["parameters"]!.AsArray().Select(each => description.Resolve(each!))
        .Where(each => each["in"]!.GetValue<string>() == "query").ToDictionary(each => each["name"]!.GetValue<string>(), each => each["schema"]!.AsObject());

    /// <summary>The schema of its request's body; null when it takes none.</summary>
    public JsonObject? RequestSchema => Schema(node["requestBody"]);

    public bool RequiresBody => node["requestBody"] is { } body && description.Resolve(body)["required"]?.GetValue<bool>() == true;

    /// <summary>The statuses that are described.</summary>
    public IEnumerable<int> Statuses => node["responses"]!.AsObject().Select(pair => int.Parse(pair.Key));

    /// <summary>The schema of an answer; null where the description has none.</summary>
    public JsonObject? AnswerSchema(int status) => Schema(node["responses"]![$"{status}"]);

    private JsonObject? Schema(JsonNode? holder) =>
        holder is null ? null : description.Resolve(holder)["content"]?["application/json"]?["schema"]?.AsObject();
}
