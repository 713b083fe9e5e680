using System.Text;
using Choo.Views.Text;

namespace Choo.Views.Graphs;

/// <summary>A graph as a flowchart of Mermaid, which GitHub and others draw in Markdown: https://mermaid.js.org/syntax/flowchart.html</summary>
internal static class MermaidGraph
{
    /// <summary>The flowchart, without a Markdown fence around it; ends with a line feed.</summary>
    public static string Of(UnitGraph graph)
    {
        var text = new StringBuilder("flowchart LR\n");
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            var node = graph.Nodes[i];
            text.Append($"  n{i}[\"{Escaped(node.Label)}<br/>{Escaped(node.Detail)}\"]:::{ClassOf(node.State)}\n");
        }

        foreach (var edge in graph.Edges)
        {
            text.Append($"  n{edge.From} {(edge.IsCritical ? "==>" : "-->")}{(edge.Count > 1 ? $"|{edge.Count}|" : "")} n{edge.To}\n");
        }

        foreach (var state in graph.Nodes.Select(node => node.State).Distinct().Order())
        {
            var colors = GraphColors.Of(state);
            text.Append($"  classDef {ClassOf(state)} fill:{colors.Fill},stroke:{colors.Border},color:{GraphColors.Text}\n");
        }

        var critical = Enumerable.Range(0, graph.Nodes.Length).Where(i => graph.Nodes[i].IsCritical).Select(i => $"n{i}").ToList();
        if (critical.Count > 0)
        {
            text.Append($"  classDef critical stroke-width:3px\n  class {string.Join(',', critical)} critical\n");
        }

        return text.ToString();
    }

    /// <summary>
    /// Writes every character that Mermaid, Markdown or HTML could read as syntax by its code point, as <c>#35;</c>:
    /// https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
    /// </summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in OneLine.Of(text).EnumerateRunes())
        {
            // A space after "1." or "-" would begin a list of Markdown.
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '.' or ',' || (rune.Value == ' ' && escaped.Length > 0 && escaped[^1] is not ('-' or '.')))
            {
                escaped.Append(rune);
            }
            else
            {
                escaped.Append('#').Append(rune.Value).Append(';');
            }
        }

        return escaped.ToString();
    }

    private static string ClassOf(GraphState state) => state switch
    {
        GraphState.Complete => "complete",
        GraphState.Ready => "ready",
        GraphState.Working => "working",
        GraphState.Landing => "landing",
        GraphState.Failed => "failed",
        GraphState.Blocked => "blocked",
        GraphState.Attention => "attention",
        _ => "waiting",
    };
}
