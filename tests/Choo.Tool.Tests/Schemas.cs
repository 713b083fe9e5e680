using System.Text.Json;
using Choo.Testing;
using Json.Schema;
using Xunit;

namespace Choo.Tool.Tests;

/// <summary>The schemas of <c>docs/schema</c>, for checking what the tool really prints.</summary>
internal static class Schemas
{
    private static readonly Lazy<Dictionary<string, JsonSchema>> All = new(Load);

    /// <summary>Fails, and names the places, when a document is not of the form of a schema.</summary>
    /// <param name="document">The JSON text.</param>
    /// <param name="name">The schema's file without <c>.schema.json</c>.</param>
    public static void Validate(string document, string name)
    {
        using var json = JsonDocument.Parse(document);
        var results = All.Value[name].Evaluate(json.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        var wrong = (results.Details ?? []).Where(each => each.Errors is { Count: > 0 })
            .Select(each => $"{each.InstanceLocation}: {string.Join("; ", each.Errors!.Select(error => error.Value))}");
        Assert.True(results.IsValid, $"not of {name}.schema.json:\n{string.Join('\n', wrong)}\n{document}");
    }

    public static bool Has(string name) => All.Value.ContainsKey(name);

    // References between them are resolved when one is built, so those that others refer to come first.
    private static Dictionary<string, JsonSchema> Load()
    {
        var options = new BuildOptions { SchemaRegistry = new SchemaRegistry() };
        var files = Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Folder, "docs", "schema"), "*.schema.json")
            .OrderByDescending(file => Path.GetFileName(file) is "event.schema.json" or "validation.schema.json").ThenBy(file => file, StringComparer.Ordinal);
        return files.ToDictionary(file => Path.GetFileName(file)[..^".schema.json".Length], file => JsonSchema.FromText(File.ReadAllText(file), options), StringComparer.Ordinal);
    }
}
