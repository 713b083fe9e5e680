using Choo.Core.Graphs;
using Choo.Core.Planning;
using Choo.Core.Specs;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Choo.Core.Tests.Planning;

public class PlanPropertyTests
{
    [Fact]
    public void No_unit_comes_before_one_it_depends_on() => Prop.ForAll(Graphs.Acyclic, graph =>
    {
        var plan = PlanOf(graph);
        return graph.Select((dependencies, node) => (node, dependencies)).All(each =>
            each.dependencies.All(dependency => plan.Order.IndexOf(Graphs.Name(dependency)) < plan.Order.IndexOf(Graphs.Name(each.node))));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_unit_of_a_graph_without_cycles_is_in_the_order_once() => Prop.ForAll(Graphs.Acyclic, graph =>
        PlanOf(graph).Order.Order(StringComparer.Ordinal).SequenceEqual(graph.Select((_, node) => Graphs.Name(node)))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_level_is_one_more_than_the_highest_it_waits_for_and_ordinal_inside() => Prop.ForAll(Graphs.Acyclic, graph =>
    {
        var plan = PlanOf(graph);
        var level = plan.LevelOf;
        return graph.Select((dependencies, node) => level[Graphs.Name(node)] == dependencies.Select(dependency => level[Graphs.Name(dependency)] + 1).DefaultIfEmpty(0).Max()).All(right => right)
            && plan.Levels.Index().All(each => each.Item.All(id => level[id] == each.Index) && each.Item.SequenceEqual(each.Item.Order(StringComparer.Ordinal)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_critical_path_is_a_chain_that_no_other_outweighs() => Prop.ForAll(Graphs.Acyclic, graph =>
    {
        var plan = PlanOf(graph);
        var units = plan.Units.ToDictionary(unit => unit.Id);
        var heaviest = new Dictionary<string, int>();
        foreach (var id in plan.Order)
        {
            heaviest[id] = units[id].Tasks.Length + units[id].DependsOn.Select(dependency => heaviest[dependency]).DefaultIfEmpty(0).Max();
        }

        return plan.CriticalPath.Zip(plan.CriticalPath.Skip(1)).All(pair => units[pair.Second].DependsOn.Contains(pair.First))
            && plan.CriticalPath.Sum(id => units[id].Tasks.Length) == heaviest.Values.DefaultIfEmpty(0).Max();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_cycle_is_reported_exactly_when_there_is_one() => Prop.ForAll(Graphs.Any, graph =>
    {
        var made = Graphs.Graph(graph);
        var present = Graphs.HasCycle(graph);
        return made.HasCycle == present && Cycles.In(made).IsEmpty != present;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_reported_cycle_is_real_starts_at_its_smallest_and_is_told_once() => Prop.ForAll(Graphs.Any, graph =>
    {
        var cycles = Cycles.In(Graphs.Graph(graph));
        return cycles.All(cycle => cycle[0] == cycle.Min() && cycle.Distinct().Count() == cycle.Length
                && cycle.Index().All(each => graph[each.Item].Contains(cycle[(each.Index + 1) % cycle.Length])))
            && cycles.Select(cycle => string.Join(',', cycle)).Distinct().Count() == cycles.Length;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_cycle_shares_an_edge_with_one_that_is_reported() => Prop.ForAll(Graphs.Any, graph =>
    {
        var reported = new HashSet<(int, int)>();
        foreach (var cycle in Cycles.In(Graphs.Graph(graph)))
        {
            reported.UnionWith(cycle.Index().Select(each => (each.Item, cycle[(each.Index + 1) % cycle.Length])));
        }

        return !Graphs.HasCycle([.. graph.Select((dependencies, node) => dependencies.Where(dependency => !reported.Contains((node, dependency))).ToArray())]);
    }).QuickCheckThrowOnFailure();

    private static Plan PlanOf(int[][] graph) => Plan.Of(new SpecSet(Graphs.Units(graph), [])).Plan!;
}
