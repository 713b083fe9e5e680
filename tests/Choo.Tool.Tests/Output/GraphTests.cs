using System.Text.RegularExpressions;
using System.Xml.Linq;
using Choo.Core.Planning;
using Choo.Core.Specs;
using Choo.Testing;
using Choo.Views.Graphs;
using Xunit;

namespace Choo.Tool.Tests.Output;

public sealed class GraphTests
{
    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>", "a\"]; n9[\"b", "x\"; y -> z [label=\"", "a&lt;b&amp;", "back\\slash\\", "`**md**`", "%%{init: {}}%%", "style a:b#c;", "end",
        "new\nline\t\e[31m", "\u202eright to left", "half \ud800 pair", "not a character \uffff", "]]>", "<!--", "1. one", "- two", "# three", "日本語", new string('x', 300),
    ];

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData("mermaid")]
    [InlineData("dot")]
    [InlineData("svg")]
    public async Task Plan_prints_the_graph_and_nothing_else(string form)
    {
        using var test = new TestConsole();
        Write(test, "core", "[]", "complete");
        Write(test, "parser", "[core]", "pending");
        Write(test, "docs", "[]", "pending");
        Write(test, "api", "[parser, core]", "pending");
        Assert.Equal(0, await test.RunAsync($"plan --graph {form}"));
        Golden.Verify(test.Out, $"Graph.{form}");
        Assert.Empty(test.Error);
    }

    [Fact]
    public async Task A_graph_is_refused_beside_json_and_in_unknown_forms()
    {
        using var test = new TestConsole();
        Write(test, "core", "[]", "pending");
        Assert.Equal(2, await test.RunAsync("plan --graph dot --json"));
        Assert.Equal(2, await test.RunAsync("plan --graph png"));
        Assert.Empty(test.Out);
    }

    [Fact]
    public async Task Broken_specs_have_no_graph()
    {
        using var test = new TestConsole();
        Write(test, "core", "[core]", "pending");
        Assert.Equal(2, await test.RunAsync("plan --graph svg"));
        Assert.Empty(test.Out);
        Assert.Contains("error CHOO1", test.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_stays_text_in_Mermaid()
    {
        var lines = MermaidGraph.Of(Graph([.. Hostile.Select(id => Unit(id))])).TrimEnd('\n').Split('\n');
        Assert.Equal(Hostile.Length, lines.Count(line => Regex.IsMatch(line, """^  n\d+\["([\w ,.-]|#\d+;)*<br/>1 task"\]:::ready$""")));
        Assert.DoesNotContain(lines, line => Regex.IsMatch(line, """\["([-+*]|\d+[.)]) """));
        Assert.Equal("flowchart LR", lines[0]);
        Assert.DoesNotContain(lines[1..], line => !line.StartsWith("  n", StringComparison.Ordinal) && !line.StartsWith("  class", StringComparison.Ordinal));
    }

    [Fact]
    public void Any_text_stays_text_in_Dot()
    {
        var lines = DotGraph.Of(Graph([.. Hostile.Select(id => Unit(id))])).Split('\n');
        var nodes = lines.Select(line => Regex.Match(line, """^  n\d+ \[label="(?<label>([^"\\]|\\["\\])*)\\n1 task", fillcolor="#\w{6}", color="#\w{6}"(, penwidth=3)?\];$""")).Where(match => match.Success).ToList();
        Assert.Equal(Hostile.Length, nodes.Count);
        Assert.All(nodes, node => Assert.DoesNotMatch("&(?!amp;)", node.Groups["label"].Value));
    }

    [Fact]
    public void Any_text_stays_text_in_Svg()
    {
        var image = XDocument.Parse(SvgGraph.Of(Graph([.. Hostile.Select(id => Unit(id))])));
        var known = new[] { "svg", "title", "defs", "marker", "path", "g", "rect", "text" };
        Assert.All(image.Descendants(), element => Assert.Contains(element.Name.LocalName, known));
        var titles = image.Descendants(Svg + "g").Select(group => group.Element(Svg + "title")!.Value).ToList();
        Assert.Equal(Hostile.Length, titles.Count);
        Assert.Contains("<script>alert(1)</script>: 1 task", titles);
        Assert.Contains("a&lt;b&amp;: 1 task", titles);
        Assert.All(image.Descendants(Svg + "text"), text => Assert.True(text.Value.Length <= 40, text.Value));
    }

    [Fact]
    public void Boxes_do_not_overlap_and_edges_go_to_the_right()
    {
        var graph = Graph([.. Enumerable.Range(0, 90).Select(i => Unit($"u{i:00}", i < 9 ? [] : [$"u{i / 3:00}", $"u{i / 2:00}"]))]);
        Assert.Equal(90, graph.Nodes.Length);
        var layout = new GraphLayout(graph);
        Assert.All(graph.Edges, edge => Assert.True(layout.Boxes[edge.From].X + layout.Boxes[edge.From].Width < layout.Boxes[edge.To].X));
        foreach (var column in layout.Boxes.GroupBy(box => box.X))
        {
            var tops = column.Select(box => box.Y).Order().ToList();
            Assert.All(tops.Zip(tops.Skip(1)), pair => Assert.True(pair.Second - pair.First > GraphLayout.BoxHeight));
        }

        Assert.All(layout.Boxes, box => Assert.True(box.X >= 0 && box.Y >= 0 && box.X + box.Width < layout.Width && box.Y + GraphLayout.BoxHeight < layout.Height));
    }

    [Fact]
    public void A_dependency_that_skips_a_step_of_the_critical_path_is_not_on_it()
    {
        var graph = Graph([Unit("a"), Unit("b", "a"), Unit("c", "a", "b"), Unit("d")]);
        Assert.Equal(["a", "b", "c"], graph.Nodes.Where(node => node.IsCritical).Select(node => node.Label));
        Assert.Equal([("a", "b", true), ("a", "c", false), ("b", "c", true)], graph.Edges.Select(edge => (graph.Nodes[edge.From].Label, graph.Nodes[edge.To].Label, edge.IsCritical)));
    }

    [Fact]
    public void A_thousand_units_are_drawn_by_stage()
    {
        var units = Enumerable.Range(0, 1000).Select(i => Unit($"u{i:0000}", i < 200 ? [] : [$"u{i - 200:0000}", $"u{i % 200:0000}"])).ToArray();
        var graph = Graph(units);
        Assert.Equal(["Stage 1", "Stage 2", "Stage 3", "Stage 4", "Stage 5"], graph.Nodes.Select(node => node.Label));
        Assert.All(graph.Nodes, node => Assert.Equal("200 units, 200 tasks", node.Detail));
        Golden.Verify(MermaidGraph.Of(graph), "Graph.stages");
    }

    [Fact]
    public void A_chain_of_a_thousand_units_is_drawn_as_a_few_groups_of_stages()
    {
        var graph = Graph([.. Enumerable.Range(0, 1000).Select(i => Unit($"u{i:0000}", i == 0 ? [] : [$"u{i - 1:0000}"]))]);
        Assert.Equal(20, graph.Nodes.Length);
        Assert.Equal(("Stages 1 to 50", "50 units, 50 tasks"), (graph.Nodes[0].Label, graph.Nodes[0].Detail));
        Assert.Equal(19, graph.Edges.Length);
    }

    [Fact]
    public void Too_many_dependencies_are_drawn_by_stage_too()
    {
        var first = Enumerable.Range(0, 30).Select(i => Unit($"a{i:00}"));
        var second = Enumerable.Range(0, 30).Select(i => Unit($"b{i:00}", [.. Enumerable.Range(0, 30).Select(j => $"a{j:00}")]));
        var graph = Graph([.. first, .. second]);
        Assert.Equal(["Stage 1", "Stage 2"], graph.Nodes.Select(node => node.Label));
        Assert.Equal(new GraphEdge(0, 1, 900), Assert.Single(graph.Edges));
    }

    [Fact]
    public void Nothing_to_draw_is_an_empty_graph()
    {
        Assert.Equal("flowchart LR\n", MermaidGraph.Of(Graph([])));
        Assert.Empty(XDocument.Parse(SvgGraph.Of(Graph([]))).Descendants(Svg + "g"));
    }

    private static UnitGraph Graph(Unit[] units) => PlanGraph.Of(Plan.Of(new SpecSet([.. units.OrderBy(unit => unit.Id, StringComparer.Ordinal)], [])).Plan!);

    private static Unit Unit(string id, params string[] after) => new()
    {
        Id = id,
        Path = "specs/tasks/unit",
        DependsOn = [.. after],
        Tasks = [new SpecTask { Number = 1, Title = "Step", File = "01-step.md", Path = "specs/tasks/unit/01-step.md" }],
    };

    private static void Write(TestConsole test, string unit, string after, string status)
    {
        test.Folder.Write($"specs/tasks/{unit}/IMPLEMENTATION_PLAN.md", $"---\nunit: {unit}\ndepends_on: {after}\n---\n# {unit}\n");
        test.Folder.Write($"specs/tasks/{unit}/01-step.md", $"---\ntask: 1\nstatus: {status}\nbackpressure: \"test -d .\"\n---\n# Step of {unit}\n");
    }
}
