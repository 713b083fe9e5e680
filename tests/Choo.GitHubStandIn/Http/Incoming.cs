using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Choo.Testing.GitHub.Git;
using Choo.Testing.GitHub.GraphQL;
using Microsoft.AspNetCore.Http;

namespace Choo.Testing.GitHub.Http;

/// <summary>A request as it arrived.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path below the API's address: <c>/api/v3</c> of an Enterprise server is not part of it.</param>
/// <param name="BaseUrl">The API's address, without a slash at its end.</param>
internal sealed record Incoming(string Method, string Path, string BaseUrl)
{
    private const string Enterprise = "/api/v3";

    public required IReadOnlyDictionary<string, string> Query { get; init; }

    /// <summary>The query as it was sent, with its mark; empty without one.</summary>
    public required string QueryText { get; init; }

    public required byte[] Content { get; init; }

    /// <summary>What of the body is a text: all of it, or the refs that a push of git's asks to move.</summary>
    public required string Body { get; init; }

    /// <summary>The body read; null without one, or when it is no JSON.</summary>
    public required JsonNode? Json { get; init; }

    /// <summary>The root fields of a GraphQL request.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    public bool IsGraphQl => Path == "/graphql";

    /// <summary>Whether there is a body that is no JSON.</summary>
    public bool IsBroken => Json is null && !string.IsNullOrWhiteSpace(Body);

    public static async Task<Incoming> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var read = new MemoryStream();
        await request.Body.CopyToAsync(read, cancellation);
        var content = read.ToArray();
        var (path, origin) = (request.Path.Value ?? "/", $"{request.Scheme}://{request.Host}");
        var enterprise = path.StartsWith(Enterprise + "/", StringComparison.Ordinal);
        path = enterprise ? path[Enterprise.Length..] : path == "/api/graphql" ? "/graphql" : path;
        var isGit = SmartHttp.Serves(path);
        var body = isGit ? SmartHttp.Commands(path, content) : Encoding.UTF8.GetString(content);
        var json = isGit ? null : Parse(body);
        return new Incoming(request.Method, path, enterprise ? origin + Enterprise : origin)
        {
            Query = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal),
            QueryText = request.QueryString.Value ?? "",
            Content = content,
            Body = body,
            Json = json,
            Fields = path == "/graphql" ? GraphQlText.RootFields(json) : [],
        };
    }

    private static JsonNode? Parse(string body)
    {
        try
        {
            return string.IsNullOrWhiteSpace(body) ? null : JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
