using System.Collections.Immutable;
using System.Globalization;
using Choo.Core.Diagnostics;
using Choo.Core.Specs.Yaml;
using Choo.Core.Text;

namespace Choo.Core.Configuration;

/// <summary>Holds a configuration against the table of keys: unknown keys, wrong types and values that are not allowed, all of them.</summary>
internal sealed class ConfigCheck(string file)
{
    private readonly ImmutableArray<Diagnostic>.Builder problems = ImmutableArray.CreateBuilder<Diagnostic>();

    public ImmutableArray<Diagnostic> Problems => DiagnosticOrder.Sort(problems);

    public void Report(DiagnosticCode code, Position at, string message) => problems.Add(code.At(file, at.Line, at.Column, message));

    public void Check(YamlNode node, ConfigKey key, string path)
    {
        switch (key.Kind)
        {
            case ConfigKind.Map:
                CheckMap(node, key, path);
                break;
            case ConfigKind.NamedMaps:
                foreach (var entry in Entries(node, path))
                {
                    CheckMap(entry.Value, key, $"{path}.{entry.Key}");
                }

                break;
            case ConfigKind.TextMap:
                foreach (var entry in Entries(node, path))
                {
                    CheckScalar(entry.Value, new ConfigKey(entry.Key, ConfigKind.Text), $"{path}.{entry.Key}");
                }

                break;
            case ConfigKind.MapList:
                CheckList(node, path, item => CheckMap(item, key, path));
                break;
            case ConfigKind.TextList:
                var kind = key.Choices.Count > 0 ? ConfigKind.Choice : ConfigKind.Text;
                CheckList(node, path, item => CheckScalar(item, new ConfigKey(key.Name, kind) { Choices = key.Choices }, path));
                break;
            case ConfigKind.Command when node is YamlNode.List list:
                CheckList(list, path, item => CheckScalar(item, new ConfigKey(key.Name, ConfigKind.Text), path));
                break;
            default:
                CheckScalar(node, key, path);
                break;
        }
    }

    private void CheckMap(YamlNode node, ConfigKey key, string path)
    {
        var entries = Entries(node, path);
        foreach (var entry in entries)
        {
            var inside = path.Length == 0 ? entry.Key : $"{path}.{entry.Key}";
            if (key.Children.FirstOrDefault(child => child.Name == entry.Key) is { } child)
            {
                Check(entry.Value, child, inside);
            }
            else
            {
                Report(DiagnosticCodes.ConfigUnknownKey, entry.KeyAt, $"unknown key '{inside}'{NearestName.Hint(entry.Key, key.Children.Select(each => each.Name))}");
            }
        }

        if (key.Kind != ConfigKind.MapList)
        {
            return;
        }

        foreach (var missing in key.Children.Where(child => child.Required && entries.All(entry => entry.Key != child.Name)))
        {
            Report(DiagnosticCodes.ConfigBadValue, node.At, $"each entry of {path} needs '{missing.Name}'");
        }
    }

    private ImmutableArray<YamlEntry> Entries(YamlNode node, string path)
    {
        switch (node)
        {
            case YamlNode.Map map:
                return map.Entries;
            case YamlNode.Scalar { IsNull: true }:
                return [];
            default:
                Report(DiagnosticCodes.ConfigWrongType, node.At, $"{(path.Length == 0 ? "the configuration" : path)} must be a map of keys and values");
                return [];
        }
    }

    private void CheckList(YamlNode node, string path, Action<YamlNode> check)
    {
        switch (node)
        {
            case YamlNode.List list:
                foreach (var item in list.Items)
                {
                    check(item);
                }

                break;
            case YamlNode.Scalar { IsNull: true }:
                break;
            default:
                Report(DiagnosticCodes.ConfigWrongType, node.At, $"{path} must be a list");
                break;
        }
    }

    private void CheckScalar(YamlNode node, ConfigKey key, string path)
    {
        if (node is not YamlNode.Scalar scalar)
        {
            Report(DiagnosticCodes.ConfigWrongType, node.At, $"{path} must be a single value{(key.Kind == ConfigKind.Command ? " or a list" : "")}");
            return;
        }

        if (scalar.IsNull && !key.Required)
        {
            return;
        }

        switch (key.Kind)
        {
            case ConfigKind.Number when !int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _):
                Report(DiagnosticCodes.ConfigWrongType, node.At, $"{path} must be a whole number (got: {scalar.Text})");
                break;
            case ConfigKind.Number when int.Parse(scalar.Text, CultureInfo.InvariantCulture) < key.Minimum:
                Report(DiagnosticCodes.ConfigBadValue, node.At, $"{path} must be {key.Minimum} or more (got: {scalar.Text})");
                break;
            case ConfigKind.Amount when !decimal.TryParse(scalar.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _):
                Report(DiagnosticCodes.ConfigWrongType, node.At, $"{path} must be a number such as 20 or 2.50 (got: {scalar.Text})");
                break;
            case ConfigKind.Amount when decimal.Parse(scalar.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) == 0:
                Report(DiagnosticCodes.ConfigBadValue, node.At, $"{path} must be more than 0 (got: {scalar.Text})");
                break;
            case ConfigKind.Flag when scalar.Text is not ("true" or "false"):
                Report(DiagnosticCodes.ConfigWrongType, node.At, $"{path} must be true or false (got: {scalar.Text})");
                break;
            case ConfigKind.Duration when !GoDuration.TryParse(scalar.Text, out _):
                Report(DiagnosticCodes.ConfigWrongType, node.At, $"{path} must be a duration such as 30s, 5m or 1h30m (got: {scalar.Text})");
                break;
            case ConfigKind.Duration when GoDuration.TryParse(scalar.Text, out var duration) && duration == TimeSpan.Zero && key.Minimum > 0:
                Report(DiagnosticCodes.ConfigBadValue, node.At, $"{path} must be more than 0 (got: {scalar.Text})");
                break;
            case ConfigKind.Choice when !key.Choices.Contains(scalar.Text):
                Report(DiagnosticCodes.ConfigBadValue, node.At, $"{path} must be one of {string.Join(", ", key.Choices)} (got: {scalar.Text}){NearestName.Hint(scalar.Text, key.Choices)}");
                break;
            case ConfigKind.Text when key.Required && string.IsNullOrWhiteSpace(scalar.Text):
                Report(DiagnosticCodes.ConfigBadValue, node.At, $"{path} must not be empty");
                break;
        }
    }
}
