using System.Globalization;
using System.Text;
using Choo.Views.Text;

namespace Choo.Views.Graphs;

/// <summary>A graph as one SVG image that needs nothing else: no script, no style sheet, no font, no link.</summary>
internal static class SvgGraph
{
    /// <summary>The whole file; ends with a line feed.</summary>
    public static string Of(UnitGraph graph)
    {
        var layout = new GraphLayout(graph);
        var text = new StringBuilder();
        text.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{layout.Width}\" height=\"{layout.Height}\" viewBox=\"0 0 {layout.Width} {layout.Height}\" role=\"img\" font-family=\"ui-monospace, monospace\" font-size=\"13\">\n")
            .Append("<title>Units and what they depend on</title>\n")
            .Append($"<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0 8 4 0 8z\" fill=\"{GraphColors.Edge}\"/></marker></defs>\n");
        foreach (var edge in graph.Edges)
        {
            AppendEdge(text, edge, layout);
        }

        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            AppendNode(text, graph.Nodes[i], layout.Boxes[i]);
        }

        return text.Append("</svg>\n").ToString();
    }

    private static void AppendEdge(StringBuilder text, GraphEdge edge, GraphLayout layout)
    {
        var (from, to) = (layout.Boxes[edge.From], layout.Boxes[edge.To]);
        var (x1, y1, x2, y2) = (from.X + from.Width, from.Y + (GraphLayout.BoxHeight / 2), to.X, to.Y + (GraphLayout.BoxHeight / 2));
        var bend = (x1 + x2) / 2;
        text.Append($"<path d=\"M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}\" fill=\"none\" stroke=\"{GraphColors.Edge}\" stroke-width=\"{(edge.IsCritical ? 3 : 1)}\" marker-end=\"url(#arrow)\"/>\n");
        if (edge.Count > 1)
        {
            // A halo keeps the number readable where edges cross it.
            text.Append($"<text x=\"{bend}\" y=\"{((y1 + y2) / 2) + 4}\" text-anchor=\"middle\" fill=\"{GraphColors.Text}\" stroke=\"#ffffff\" stroke-width=\"4\" paint-order=\"stroke\">{edge.Count.ToString(CultureInfo.InvariantCulture)}</text>\n");
        }
    }

    private static void AppendNode(StringBuilder text, GraphNode node, GraphBox box)
    {
        var colors = GraphColors.Of(node.State);
        var middle = box.X + (box.Width / 2);
        text.Append($"<g><title>{MarkupText.Escaped(node.Label)}: {MarkupText.Escaped(node.Detail)}</title>")
            .Append($"<rect x=\"{box.X}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{GraphLayout.BoxHeight}\" rx=\"6\" fill=\"{colors.Fill}\" stroke=\"{colors.Border}\" stroke-width=\"{(node.IsCritical ? 3 : 1)}\"/>")
            .Append($"<text x=\"{middle}\" y=\"{box.Y + 18}\" text-anchor=\"middle\" fill=\"{GraphColors.Text}\" font-weight=\"bold\">{MarkupText.Escaped(GraphLayout.Shown(node.Label))}</text>")
            .Append($"<text x=\"{middle}\" y=\"{box.Y + 34}\" text-anchor=\"middle\" fill=\"{GraphColors.Text}\">{MarkupText.Escaped(GraphLayout.Shown(node.Detail))}</text></g>\n");
    }
}
