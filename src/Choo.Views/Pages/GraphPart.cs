using Choo.Views.Graphs;
using Choo.Views.Text;

namespace Choo.Views.Pages;

/// <summary>The graph of the run's units.</summary>
internal static class GraphPart
{
    /// <summary>Writes it.</summary>
    public static void Write(HtmlText html, RunPage page)
    {
        var graph = RunGraph.Of(page.Run.State, page.Critical);
        html.Open("section", ("id", "graph"), ("aria-labelledby", "graph-title")).Element("h2", "Graph", ("id", "graph-title")).Break()
            .Element("p", graph.Nodes.Length < page.Run.State.Units.Count
                ? "Units from left to right after those they depend on; each box stands for the units of a stage."
                : "Units from left to right after those they depend on. Thick borders and lines are the critical path: the chain that the run took as long as.").Break()
            .Open("div", ("class", "scroll picture"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Graph of the units; the table of units says the same in words"))
            .Made(SvgGraph.Of(graph)).Close().Close().Break();
    }
}
