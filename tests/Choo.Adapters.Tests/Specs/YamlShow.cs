using Choo.Core.Specs.Yaml;

namespace Choo.Adapters.Tests.Specs;

/// <summary>A YAML node as one line with every position, so that two readers can be compared.</summary>
internal static class YamlShow
{
    public static string Of(YamlNode node) => node switch
    {
        YamlNode.Scalar scalar => $"{(scalar.IsPlain ? "plain" : "quoted")}<{scalar.Text}>{scalar.At.Line}:{scalar.At.Column}[{scalar.Span.Start}..{scalar.Span.End}]",
        YamlNode.List list => $"{list.At.Line}:{list.At.Column}[{string.Join(", ", list.Items.Select(Of))}]",
        YamlNode.Map map => $"{map.At.Line}:{map.At.Column}{{{string.Join(", ", map.Entries.Select(entry => $"{entry.Key}@{entry.KeyAt.Line}:{entry.KeyAt.Column}={Of(entry.Value)}"))}}}",
        _ => throw new InvalidOperationException(node.ToString()),
    };
}
