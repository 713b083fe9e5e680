using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Choo.Testing.GitHub.Description;

/// <summary>The part of GitHub's OpenAPI description that lies in <c>rest.json</c>.</summary>
internal sealed class RestDescription
{
    private static readonly Lazy<RestDescription> Loaded = new(() => new RestDescription(Read("rest.json")));
    private readonly JsonObject root;

    private RestDescription(string text)
    {
        root = JsonNode.Parse(text)!.AsObject();
        Operations = [.. root["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(method => new Operation(this, path.Key, method.Key, method.Value!.AsObject())))];
    }

    public static RestDescription Whole => Loaded.Value;

    public IReadOnlyList<Operation> Operations { get; }

    public JsonObject Components => root["components"]!.AsObject();

    /// <summary>An embedded file of the description.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(RestDescription).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>What a node stands for: itself, or the component that it refers to.</summary>
    public JsonObject Resolve(JsonNode node)
    {
        var at = node.AsObject();
        while (at["$ref"] is { } reference)
        {
            at = reference.GetValue<string>()[2..].Split('/').Aggregate((JsonNode)root, (inner, name) => inner[name]!).AsObject();
        }

        return at;
    }

    /// <summary>The operation of a template's method, as in <c>rest.json</c>.</summary>
    public Operation Operation(string method, string path) =>
        Operations.Single(operation => operation.Path == path && operation.Method.Equals(method, StringComparison.OrdinalIgnoreCase));

    /// <summary>A template as an expression: <c>{ref}</c> and <c>{branch}</c> take slashes, the others do not.</summary>
    public static Regex Pattern(string path) => new(
        "^" + Regex.Replace(path, @"\{([a-z_]+)\}", match => $"(?<{match.Groups[1].Value}>{(match.Groups[1].Value is "ref" or "branch" ? ".+" : "[^/]+")})") + "$",
        RegexOptions.CultureInvariant);
}
