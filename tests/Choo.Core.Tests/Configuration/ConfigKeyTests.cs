using System.Text.Json;
using Choo.Adapters.Specs;
using Choo.Core.Configuration;
using Choo.Core.Tests.Specs;
using Choo.Testing;
using Xunit;

namespace Choo.Core.Tests.Configuration;

public class ConfigKeyTests
{
    [Fact]
    public void The_schema_describes_every_key_and_no_other()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "docs", "schema", "choo.schema.json")));
        Assert.Equal(InTable(ConfigKey.Root, "").Order(), InSchema(schema.RootElement, "").Order());
    }

    [Fact]
    public void The_schema_says_something_about_every_key()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "docs", "schema", "choo.schema.json")));
        Assert.Empty(Undescribed(schema.RootElement, ""));
    }

    public static IEnumerable<object[]> Leaves => Values(ConfigKey.Root, "").Select(each => new object[] { each.Path, each.Text });

    [Theory]
    [MemberData(nameof(Leaves))]
    public void Every_key_is_held_against_its_type(string path, string text)
    {
        var reading = ChooConfigReader.Read(text, "f", YamlReader.Instance);
        Assert.True(reading.Diagnostics.Any(each => each.Code == "CHOO0103"), $"{path} takes anything");
    }

    private static IEnumerable<string> InTable(ConfigKey key, string path) => key.Children.SelectMany(child =>
    {
        var inside = $"{path}/{child.Name}";
        var below = child.Kind switch { ConfigKind.MapList => $"{inside}[]", ConfigKind.NamedMaps => $"{inside}/*", _ => inside };
        return InTable(child, below).Prepend($"{inside}:{Shape(child.Kind)}");
    });

    private static string Shape(ConfigKind kind) => kind switch
    {
        ConfigKind.Number => "integer",
        ConfigKind.Amount => "number",
        ConfigKind.Flag => "boolean",
        ConfigKind.Duration => "duration",
        ConfigKind.Command => "command",
        ConfigKind.TextList or ConfigKind.MapList => "array",
        ConfigKind.Map or ConfigKind.NamedMaps or ConfigKind.TextMap => "object",
        _ => "string",
    };

    private static IEnumerable<string> InSchema(JsonElement node, string path)
    {
        if (node.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                var inside = $"{path}/{property.Name}";
                foreach (var each in InSchema(property.Value, inside).Prepend($"{inside}:{Shape(property.Value)}"))
                {
                    yield return each;
                }
            }
        }

        foreach (var (name, suffix) in (IEnumerable<(string, string)>)[("items", "[]"), ("additionalProperties", "/*")])
        {
            if (node.TryGetProperty(name, out var below) && below.ValueKind == JsonValueKind.Object)
            {
                foreach (var each in InSchema(below, path + suffix))
                {
                    yield return each;
                }
            }
        }
    }

    private static string Shape(JsonElement node) => node.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.Split('/')[^1]
        : node.GetProperty("type") is { ValueKind: JsonValueKind.Array } types ? types[0].GetString()! : node.GetProperty("type").GetString()!;

    private static IEnumerable<string> Undescribed(JsonElement node, string path) => !node.TryGetProperty("properties", out var properties) ? [] : properties
        .EnumerateObject()
        .SelectMany(property => Undescribed(property.Value, $"{path}/{property.Name}")
            .Concat(property.Value.TryGetProperty("description", out _) ? [] : [$"{path}/{property.Name}"]));

    private static IEnumerable<(string Path, string Text)> Values(ConfigKey key, string text) => key.Children.SelectMany(child =>
    {
        var depth = text.Count(c => c == '\n') * 2;
        var line = $"{text}{new string(' ', depth)}{child.Name}:";
        return child.Kind switch
        {
            ConfigKind.Map => Values(child, $"{line}\n"),
            ConfigKind.NamedMaps => Values(child, $"{line}\n{new string(' ', depth + 2)}any:\n"),
            ConfigKind.MapList => [($"{child.Name}[]", $"{line}\n{new string(' ', depth + 2)}- [x]\n")],
            ConfigKind.Command or ConfigKind.TextList => [(child.Name, $"{line}\n{new string(' ', depth + 2)}- a: b\n")],
            _ => (IEnumerable<(string, string)>)[(child.Name, $"{line} [x]\n")],
        };
    });
}
