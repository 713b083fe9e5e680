using System.Text;
using Choo.Views.Text;

namespace Choo.Views.Graphs;

/// <summary>A graph in Graphviz's language: https://graphviz.org/doc/info/lang.html</summary>
internal static class DotGraph
{
    /// <summary>The whole file; ends with a line feed.</summary>
    public static string Of(UnitGraph graph)
    {
        var text = new StringBuilder("digraph units {\n  rankdir=LR;\n");
        text.Append($"  node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\", fontcolor=\"{GraphColors.Text}\"];\n  edge [color=\"{GraphColors.Edge}\"];\n");
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            var node = graph.Nodes[i];
            var colors = GraphColors.Of(node.State);
            text.Append($"  n{i} [label=\"{Escaped(node.Label)}\\n{Escaped(node.Detail)}\", fillcolor=\"{colors.Fill}\", color=\"{colors.Border}\"{(node.IsCritical ? ", penwidth=3" : "")}];\n");
        }

        foreach (var layer in Enumerable.Range(0, graph.Nodes.Length).GroupBy(i => graph.Nodes[i].Layer))
        {
            text.Append($"  {{ rank=same; {string.Join(' ', layer.Select(i => $"n{i};"))} }}\n");
        }

        foreach (var edge in graph.Edges)
        {
            List<string> attributes = [.. edge.Count > 1 ? [$"label=\"{edge.Count}\""] : Array.Empty<string>(), .. edge.IsCritical ? ["penwidth=3"] : Array.Empty<string>()];
            text.Append($"  n{edge.From} -> n{edge.To}{(attributes.Count > 0 ? $" [{string.Join(", ", attributes)}]" : "")};\n");
        }

        return text.Append("}\n").ToString();
    }

    /// <summary>Quotes and backslashes mean something in a string, and ampersands in a label: https://graphviz.org/docs/attr-types/escString/</summary>
    private static string Escaped(string text) => OneLine.Of(text)
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("&", "&amp;", StringComparison.Ordinal);
}
