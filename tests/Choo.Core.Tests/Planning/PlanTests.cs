using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Choo.Core.Diagnostics;
using Choo.Core.Graphs;
using Choo.Core.Planning;
using Choo.Core.Specs;
using Xunit;

namespace Choo.Core.Tests.Planning;

public class PlanTests
{
    private static readonly PlanDefaults Defaults = new(unit => unit.Provider ?? "claude", "dotnet build");

    [Fact]
    public void A_diamond_has_three_levels()
    {
        var plan = PlanOf(Unit("d", 1, "b", "c"), Unit("c", 2, "a"), Unit("b", 1, "a"), Unit("a", 1));
        Assert.Equal(["a", "b c", "d"], plan.Levels.Select(level => string.Join(' ', level)));
        Assert.Equal(["a", "b", "c", "d"], plan.Order.AsEnumerable());
        Assert.Equal(["a", "c", "d"], plan.CriticalPath.AsEnumerable());
    }

    [Fact]
    public void Of_equal_chains_the_ordinal_first_is_the_critical_one() =>
        Assert.Equal(["a", "b"], PlanOf(Unit("z", 1), Unit("b", 1, "a"), Unit("y", 1, "z"), Unit("a", 1)).CriticalPath.AsEnumerable());

    [Fact]
    public void A_complete_unit_is_listed_without_level_and_holds_nobody_up()
    {
        var plan = PlanOf(Complete(Unit("a", 1)), Unit("b", 1, "a"));
        Assert.Equal(["a", "b"], plan.Units.Select(unit => unit.Id));
        Assert.Equal(["b"], plan.Order.AsEnumerable());
        Assert.Equal(0, plan.LevelOf["b"]);
        Assert.False(plan.LevelOf.ContainsKey("a"));
    }

    [Fact]
    public void Nothing_to_do_is_an_empty_plan()
    {
        var plan = PlanOf(Complete(Unit("a", 2)));
        Assert.True(plan.Levels.IsEmpty && plan.Order.IsEmpty && plan.CriticalPath.IsEmpty);
    }

    [Fact]
    public void One_unit_brings_all_it_depends_on()
    {
        var plan = Plan.Of(Set(Unit("a", 1), Unit("b", 1, "a"), Unit("c", 1, "b"), Unit("d", 1, "c"), Unit("e", 1)), "c").Plan!;
        Assert.Equal(["a", "b", "c"], plan.Units.Select(unit => unit.Id));
    }

    [Fact]
    public void A_unit_that_is_not_there_is_told_with_the_nearest_name()
    {
        var (plan, problem) = Plan.Of(Set(Unit("parser", 1)), "parsr");
        Assert.Null(plan);
        Assert.Equal("choo: error CHOO1034: there is no unit parsr; did you mean 'parser'?", problem!.ToString());
    }

    [Fact]
    public void The_json_is_what_programs_rely_on()
    {
        var json = Json(writer => PlanJson.Write(writer, PlanOf(Complete(Unit("a", 1)), Unit("b", 1, "a") with { Provider = "codex" }), Defaults));
        Assert.Equal(
            """
            {"schema":1,"units":[{"id":"a","path":"t/a","depends_on":[],"level":null,"status":"complete","provider":"claude","priority":"P2","effort":"m","locks":[],"issue":null,"tasks":[{"number":1,"title":"T","file":"01-t.md","status":"complete","backpressure":"dotnet build","depends_on":[]}]},{"id":"b","path":"t/b","depends_on":["a"],"level":0,"status":"pending","provider":"codex","priority":"P2","effort":"m","locks":[],"issue":null,"tasks":[{"number":1,"title":"T","file":"01-t.md","status":"pending","backpressure":"dotnet build","depends_on":[]}]}],"levels":[["b"]],"order":["b"],"critical_path":["b"],"feature":null}
            """,
            json);
    }

    [Theory]
    [InlineData("main", true, "\"feature\":{\"name\":\"shop\",\"branch\":\"feature/shop\",\"target\":\"main\",\"is_new\":true}}")]
    [InlineData("", null, "\"feature\":{\"name\":\"shop\",\"branch\":\"feature/shop\",\"target\":null,\"is_new\":null}}")]
    public void The_json_has_the_feature(string target, bool? isNew, string end) =>
        Assert.EndsWith(end, Json(writer => PlanJson.Write(writer, PlanOf(Unit("a", 1)), Defaults, new PlannedFeature("shop", "feature/shop", target, isNew))), StringComparison.Ordinal);

    [Fact]
    public void The_json_of_a_validation_has_counts_and_diagnostics()
    {
        var specs = Set(Unit("a", 2)) with { Diagnostics = [DiagnosticCodes.NumberGap.At("t/a/02-x.md", 2, 7, "gap"), DiagnosticCodes.UnknownUnit.Because("none")] };
        Assert.Equal(
            """
            {"schema":1,"units":1,"tasks":2,"diagnostics":[{"code":"CHOO1009","severity":"warning","file":"t/a/02-x.md","line":2,"column":7,"message":"gap"},{"code":"CHOO1034","severity":"error","file":null,"line":0,"column":0,"message":"none"}]}
            """,
            Json(writer => ValidationJson.Write(writer, specs)));
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_units_neither_overflows_nor_takes_long()
    {
        var clock = Stopwatch.StartNew();
        var units = Enumerable.Range(0, 100_000).Select(number => Unit($"u{number:000000}", 1, number == 0 ? [] : [$"u{number - 1:000000}"])).ToArray();
        var graph = new DependencyGraph([.. units.Select(unit => unit.Id)], index => units[index].DependsOn);
        Assert.Empty(Cycles.In(graph));
        Assert.Equal(100_000, Plan.Of(new SpecSet([.. units], [])).Plan!.CriticalPath.Length);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"took {clock.Elapsed}");
    }

    [Fact]
    public void A_tangle_of_cycles_is_told_in_part_and_soon()
    {
        var names = Enumerable.Range(0, 300).Select(number => $"u{number:000}").ToArray();
        var cycles = Cycles.In(new DependencyGraph(names, index => [.. names.Where((_, other) => other != index)]));
        Assert.InRange(cycles.Length, 1, 50);
    }

    [Fact]
    public void The_path_of_a_very_long_cycle_is_cut()
    {
        var names = Enumerable.Range(0, 60).Select(number => $"u{number}").ToArray();
        var cycle = Assert.Single(Cycles.In(new DependencyGraph(names, index => [names[(index + 1) % names.Length]])));
        Assert.EndsWith("u48 -> u49 -> ... (10 more) -> u0", Cycles.Path(cycle, index => names[index]), StringComparison.Ordinal);
    }

    private static Plan PlanOf(params Unit[] units) => Plan.Of(Set(units)).Plan!;

    private static SpecSet Set(params Unit[] units) => new([.. units.OrderBy(unit => unit.Id, StringComparer.Ordinal)], []);

    private static Unit Unit(string id, int tasks, params string[] dependsOn) => new()
    {
        Id = id,
        Path = $"t/{id}",
        DependsOn = [.. dependsOn],
        Tasks = [.. Enumerable.Range(1, tasks).Select(number => new SpecTask { Number = number, Title = "T", File = $"0{number}-t.md", Path = $"t/{id}/0{number}-t.md" })],
    };

    private static Unit Complete(Unit unit) => unit with { Tasks = [.. unit.Tasks.Select(task => task with { Status = SpecStatus.Complete })] };

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
