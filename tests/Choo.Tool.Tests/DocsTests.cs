using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Json;
using Choo.Testing;
using Xunit;

namespace Choo.Tool.Tests;

/// <summary>The documents say what the code does: their links lead somewhere, and no key, variable, code or event is missing or made up.</summary>
public sealed partial class DocsTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(RepositoryRoot.Folder, "*.md")
        .Concat(Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Folder, "docs"), "*.md", SearchOption.AllDirectories))
        .Select(path => Path.GetRelativePath(RepositoryRoot.Folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    [Incident("W25", "the test compares keys, codes, events and links")]
    public void Every_relative_link_leads_to_a_file_and_a_heading(string page)
    {
        foreach (Match link in Link().Matches(WithoutCode(Read(page))))
        {
            var target = link.Groups[1].Value;
            if (target.Contains("://", StringComparison.Ordinal))
            {
                continue;
            }

            var parts = target.Split('#', 2);
            var path = parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]);
            Assert.True(Path.Exists(Path.Combine(RepositoryRoot.Folder, path)), $"{page} links to {target}, which does not exist");
            Assert.True(parts.Length == 1 || Anchors(Read(path)).Contains(parts[1]), $"{page} links to {target}, which has no such heading");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_code_that_is_named_is_in_the_registry(string page)
    {
        var known = typeof(DiagnosticCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null)).OfType<DiagnosticCode>().Select(code => code.Id).ToHashSet(StringComparer.Ordinal);
        Assert.All(Code().Matches(Read(page)), code => Assert.True(known.Contains(code.Value), $"{page} names {code.Value}"));
    }

    [Fact]
    public void Every_configuration_key_and_variable_is_explained()
    {
        var page = Read("docs/guide/configuration.md");
        Assert.All(Keys(ConfigKey.Root, ""), key => Assert.True(page.Contains($"`{key}`", StringComparison.Ordinal) || page.Contains($"`{key}.", StringComparison.Ordinal), key));
        Assert.All(ConfigEnvironment.Names, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    /// <summary>A package's page is not in the repository: only whole addresses lead anywhere, and those at the version's own tag stay true.</summary>
    [Theory]
    [InlineData("src/Choo.Tool/README.md")]
    [InlineData("src/Choo.Build.Tasks/README.md")]
    public void Every_link_of_a_packages_page_is_whole_and_leads_to_this_version(string page)
    {
        var text = Read(page);
        foreach (Match link in Link().Matches(WithoutCode(text)))
        {
            var target = link.Groups[1].Value;
            var path = OfThisVersion().Match(target);
            Assert.True(path.Success || target is "https://github.com/choo-dev/choo" or "https://www.nuget.org/packages/choo", $"{page}: {target}");
            Assert.True(!path.Success || Path.Exists(Path.Combine(RepositoryRoot.Folder, path.Groups["path"].Value)), $"{page}: {target} is not in the repository");
            Assert.True(!path.Success || path.Groups["tag"].Value == $"v{BuildInfo.Version}", $"{page}: {target} is of another version than {BuildInfo.Version}");
        }

        Assert.DoesNotContain("dotnet run", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_configuration_schema_has_the_keys_that_choo_takes_and_no_other()
    {
        using var schema = JsonDocument.Parse(Read("docs/schema/choo.schema.json"));
        Assert.Equal(Keys(ConfigKey.Root, "").Order(StringComparer.Ordinal), Keys(schema.RootElement, "").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_event_schema_has_every_event_with_its_fields()
    {
        using var schema = JsonDocument.Parse(Read("docs/schema/event.schema.json"));
        var types = typeof(EventData).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(EventData)) && !type.IsAbstract).ToDictionary(NameOf, StringComparer.Ordinal);
        var named = schema.RootElement.GetProperty("properties").GetProperty("type").GetProperty("enum").EnumerateArray().Select(name => name.GetString()!);
        Assert.Equal(types.Keys.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
        var rules = schema.RootElement.GetProperty("allOf").EnumerateArray().Select(rule => rule.GetProperty("then").GetProperty("properties").GetProperty("data").GetProperty("$ref").GetString());
        Assert.Equal(types.Keys.Select(name => $"#/$defs/{name}").Order(StringComparer.Ordinal), rules.Order(StringComparer.Ordinal));
        var defs = schema.RootElement.GetProperty("$defs");
        Assert.All(types, pair => Compare(pair.Value, defs.GetProperty(pair.Key), defs, pair.Key));
    }

    private static void Compare(Type type, JsonElement described, JsonElement defs, string at)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(each => each.GetCustomAttribute<JsonIgnoreAttribute>() is null).ToArray();
        var fields = described.GetProperty("properties");
        Assert.Equal(properties.Select(NameOf).Order(StringComparer.Ordinal), fields.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
        var required = described.GetProperty("required").EnumerateArray().Select(name => name.GetString());
        Assert.Equal(
            properties.Where(each => Nullability.Create(each).ReadState != NullabilityState.Nullable).Select(each => $"{at}.{NameOf(each)}").Order(StringComparer.Ordinal),
            required.Select(name => $"{at}.{name}").Order(StringComparer.Ordinal));
        foreach (var property in properties)
        {
            var (inner, field) = (property.PropertyType, fields.GetProperty(NameOf(property)));
            while (inner.IsGenericType && field.TryGetProperty("items", out var items))
            {
                (inner, field) = (inner.GenericTypeArguments[0], items);
            }

            if (inner.Assembly == typeof(EventData).Assembly && !inner.IsEnum && !IsWord(inner))
            {
                Compare(inner, defs.GetProperty(field.GetProperty("$ref").GetString()!["#/$defs/".Length..]), defs, $"{at}.{NameOf(property)}");
            }
        }
    }

    private static bool IsWord(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(OpenEnum<>);

    private static string NameOf(MemberInfo member) => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name);

    private static string NameOf(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(each => each.GetParameters().Length).First();
        var arguments = constructor.GetParameters().Select(each => each.ParameterType.IsValueType ? Activator.CreateInstance(each.ParameterType) : null);
        return ((EventData)constructor.Invoke([.. arguments])).Type;
    }

    private static IEnumerable<string> Keys(ConfigKey key, string path)
    {
        var prefix = key.Kind switch { ConfigKind.MapList => $"{path}[].", ConfigKind.NamedMaps => $"{path}.<name>.", _ => path.Length == 0 ? "" : $"{path}." };
        return key.Children.SelectMany(child => Keys(child, prefix + child.Name).Prepend(prefix + child.Name));
    }

    private static IEnumerable<string> Keys(JsonElement schema, string path)
    {
        var (map, prefix) = schema.TryGetProperty("properties", out _) ? (schema, path.Length == 0 ? "" : $"{path}.")
            : schema.TryGetProperty("items", out var items) ? (items, $"{path}[].")
            : schema.TryGetProperty("additionalProperties", out var named) ? (named, $"{path}.<name>.")
            : (schema, "");
        return map.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().SelectMany(child => Keys(child.Value, prefix + child.Name).Prepend(prefix + child.Name))
            : [];
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(RepositoryRoot.Folder, path));

    private static string WithoutCode(string page) => CodeSpan().Replace(Fence().Replace(page, ""), "");

    private static HashSet<string> Anchors(string page) => [.. Fence().Replace(page, "").Split('\n').Where(line => line.StartsWith('#'))
        .Select(line => NotInAnchors().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex("^https://github\\.com/choo-dev/choo/(?:blob|tree)/(?<tag>[^/]+)/(?<path>.+)$")]
    private static partial Regex OfThisVersion();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\bCHOO\d{4}\b")]
    private static partial Regex Code();

    [GeneratedRegex("^(`{3,}).*?^\\1", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchors();
}
