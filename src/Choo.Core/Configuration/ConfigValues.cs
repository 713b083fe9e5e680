using System.Collections.Immutable;
using System.Globalization;
using Choo.Core.Specs.Yaml;

namespace Choo.Core.Configuration;

/// <summary>Reads values out of a checked configuration; what is absent or of the wrong type is null.</summary>
internal readonly struct ConfigValues(YamlNode root)
{
    public YamlNode? At(params ReadOnlySpan<string> path)
    {
        YamlNode? node = root;
        foreach (var key in path)
        {
            node = (node as YamlNode.Map)?.Find(key)?.Value;
        }

        return node;
    }

    public string? Text(params ReadOnlySpan<string> path) => TextOf(At(path)) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    public int? Number(int minimum, params ReadOnlySpan<string> path) =>
        int.TryParse(TextOf(At(path)), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= minimum ? number : null;

    public decimal? Amount(params ReadOnlySpan<string> path) =>
        decimal.TryParse(TextOf(At(path)), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount > 0 ? amount : null;

    public bool? Flag(params ReadOnlySpan<string> path) => TextOf(At(path)) switch { "true" => true, "false" => false, _ => null };

    public TimeSpan? Duration(TimeSpan shortest, params ReadOnlySpan<string> path) =>
        TextOf(At(path)) is { } text && GoDuration.TryParse(text, out var duration) && duration >= shortest ? duration : null;

    public ImmutableArray<string> Command(params ReadOnlySpan<string> path) => At(path) switch
    {
        YamlNode.List list => [.. list.Items.Select(TextOf).OfType<string>()],
        YamlNode.Scalar { IsNull: false } scalar => CommandLineText.Split(scalar.Text),
        _ => [],
    };

    public ImmutableArray<YamlEntry> Entries(params ReadOnlySpan<string> path) => At(path) is YamlNode.Map map ? map.Entries : [];

    public IEnumerable<YamlNode.Map> Maps(params ReadOnlySpan<string> path) =>
        At(path) is YamlNode.List list ? list.Items.OfType<YamlNode.Map>() : [];

    public static string? TextOf(YamlNode? node) => node is YamlNode.Scalar { IsNull: false } scalar ? scalar.Text : null;
}
