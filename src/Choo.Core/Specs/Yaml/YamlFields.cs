using System.Collections.Immutable;
using System.Globalization;
using Choo.Core.Diagnostics;
using Choo.Core.Text;

namespace Choo.Core.Specs.Yaml;

// The codes under which a kind of file reports what is wrong with its fields.
internal sealed record FieldCodes(DiagnosticCode WrongType, DiagnosticCode UnknownKey);

// Typed access to a map's values; whatever is not as asked is reported at its place and given as absent.
internal sealed class YamlFields(YamlNode.Map map, string file, FieldCodes codes, List<Diagnostic> problems)
{
    public YamlNode.Map Map => map;

    public static bool IsAbsent(YamlNode node) => node is YamlNode.Scalar { IsNull: true };

    public void Report(DiagnosticCode code, Position at, string message) => problems.Add(code.At(file, at.Line, at.Column, message));

    public void WrongType(Position at, string message) => Report(codes.WrongType, at, message);

    public YamlEntry? Find(string key) => map.Find(key) is { } entry && !IsAbsent(entry.Value) ? entry : null;

    public YamlNode.Scalar? Scalar(string key)
    {
        var entry = Find(key);
        if (entry is null or { Value: YamlNode.Scalar })
        {
            return (YamlNode.Scalar?)entry?.Value;
        }
        WrongType(entry.Value.At, $"'{key}' must be a single value, not {Kind(entry.Value)}");
        return null;
    }

    public string? Text(string key) => Scalar(key)?.Text;

    public int? Integer(string key) => Scalar(key) is { } scalar ? Integer(scalar, $"'{key}'") : null;

    public int? Integer(YamlNode node, string what)
    {
        if (node is YamlNode.Scalar scalar && IsInteger(scalar.Text))
        {
            if (!scalar.IsPlain)
            {
                WrongType(node.At, $"{what} must be a number without quotes; write {scalar.Text}");
            }
            else if (int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }
            else
            {
                WrongType(node.At, $"{what} is too large a number: {scalar.Text}");
            }
            return null;
        }
        WrongType(node.At, $"{what} must be a whole number, not {Kind(node)}");
        return null;
    }

    // The items of a list; null when the key is absent or something else stands there.
    public ImmutableArray<YamlNode>? Items(string key, string example)
    {
        var entry = Find(key);
        if (entry is null or { Value: YamlNode.List })
        {
            return ((YamlNode.List?)entry?.Value)?.Items;
        }
        WrongType(entry.Value.At, $"'{key}' must be a list, not {Kind(entry.Value)}; write {example}");
        return null;
    }

    public void WarnOfUnknownKeys(IReadOnlyList<string> known, string? knownPrefix = null)
    {
        foreach (var entry in map.Entries)
        {
            if (!known.Contains(entry.Key) && !(knownPrefix is not null && entry.Key.StartsWith(knownPrefix, StringComparison.Ordinal)))
            {
                Report(codes.UnknownKey, entry.KeyAt, $"unknown key '{entry.Key}' is ignored{NearestName.Hint(entry.Key, known)}");
            }
        }
    }

    public static string Kind(YamlNode node) => node switch
    {
        YamlNode.List => "a list",
        YamlNode.Map => "a map",
        YamlNode.Scalar { IsNull: true } => "nothing",
        YamlNode.Scalar scalar => $"'{Shortened(scalar.Text)}'",
        _ => throw new InvalidOperationException(node.GetType().Name),
    };

    // For a message: one line and not too long.
    public static string Shortened(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= 60 ? line : string.Concat(line.AsSpan(0, 57), "...");
    }

    private static bool IsInteger(string text)
    {
        var digits = text.AsSpan(text.Length > 0 && text[0] is ('-' or '+') ? 1 : 0);
        return !digits.IsEmpty && !digits.ContainsAnyExceptInRange('0', '9');
    }
}
