using Choo.Views.Text;

namespace Choo.Views.Graphs;

/// <summary>Places the nodes of a graph: a column for each layer, and in it each node near what it depends on.</summary>
internal sealed class GraphLayout
{
    /// <summary>The height of every box in pixels.</summary>
    public const int BoxHeight = 42;

    private const int RowHeight = 58;
    private const int ColumnGap = 72;
    private const int Margin = 16;
    private const int CharacterWidth = 8;
    private const int MostCharacters = 40;
    private readonly GraphBox[] boxes;

    /// <summary>Places all of a graph.</summary>
    public GraphLayout(UnitGraph graph)
    {
        boxes = new GraphBox[graph.Nodes.Length];
        var layers = Enumerable.Range(0, graph.Nodes.Length).GroupBy(i => graph.Nodes[i].Layer).OrderBy(layer => layer.Key).Select(layer => layer.ToArray()).ToArray();
        var rows = layers.Select(layer => layer.Length).DefaultIfEmpty().Max();
        var dependencies = graph.Edges.ToLookup(edge => edge.To, edge => edge.From);
        var x = Margin;
        foreach (var layer in layers)
        {
            var width = layer.Max(i => WidthOf(graph.Nodes[i]));
            var y = Margin + ((rows - layer.Length) * RowHeight / 2);
            // One pass from left to right (the barycenter heuristic) removes most crossings; equal ones keep the graph's order.
            foreach (var i in layer.OrderBy(i => dependencies[i].Select(from => (double)boxes[from].Y).DefaultIfEmpty(y).Average()).ToArray())
            {
                boxes[i] = new GraphBox(x, y, width);
                y += RowHeight;
            }

            x += width + ColumnGap;
        }

        Width = layers.Length == 0 ? 2 * Margin : x - ColumnGap + Margin;
        Height = (2 * Margin) + Math.Max(0, (rows * RowHeight) - (RowHeight - BoxHeight));
    }

    /// <summary>A box for each node.</summary>
    public IReadOnlyList<GraphBox> Boxes => boxes;

    /// <summary>The width of the whole in pixels.</summary>
    public int Width { get; }

    /// <summary>The height of the whole in pixels.</summary>
    public int Height { get; }

    /// <summary>As much of a text as a box has room for.</summary>
    public static string Shown(string text) => Columns.Cut(OneLine.Of(text), MostCharacters);

    private static int WidthOf(GraphNode node) => (Math.Max(Columns.Width(Shown(node.Label)), Columns.Width(Shown(node.Detail))) * CharacterWidth) + 24;
}
