using Choo.Core.Flow;
using Choo.Core.Specs;
using Choo.Core.Tests.Specs;
using Xunit;

namespace Choo.Core.Tests.Flow;

public sealed class NewUnitsTests
{
    private static readonly HashSet<string> InRun = ["old"];
    private static readonly HashSet<string> Known = ["old", "reopened"];

    private static SpecFolder Unit(string id, string needs = "") => SpecText.Folder(
        id, (Core.Specs.Unit.PlanFile, $"---\nunit: {id}\ndepends_on: [{needs}]\n---\n"), ("01-a.md", SpecText.Task(1)));

    private static NewUnits Of(params SpecFolder[] folders) => NewUnits.Of(SpecText.Read(folders), InRun, Known, unit => unit.Id == "strange" ? "no agent" : null);

    [Fact]
    public void New_units_are_taken_each_after_those_that_it_depends_on()
    {
        var units = Of(Unit("old"), Unit("reopened"), Unit("a", "z, old"), Unit("z"));
        Assert.Equal(["z", "a"], units.Taken.Select(unit => unit.Id));
        Assert.Empty(units.Refused);
    }

    [Fact]
    public void What_is_complete_is_not_new_and_satisfies()
    {
        var done = SpecText.Folder("done", (Core.Specs.Unit.PlanFile, "---\nunit: done\n---\n"), ("01-a.md", SpecText.Task(1).Replace("pending", "complete", StringComparison.Ordinal)));
        Assert.Equal(["a"], Of(done, Unit("a", "done")).Taken.Select(unit => unit.Id));
    }

    [Theory]
    [InlineData("reopened", "it depends on reopened, which the run does not have")]
    [InlineData("strange", "it depends on strange, which the run does not have")]
    [InlineData("nobody", "t/a/IMPLEMENTATION_PLAN.md(3,14): error CHOO1013: unit 'a' depends on 'nobody', which is neither in t nor archived")]
    [InlineData("a", "t/a/IMPLEMENTATION_PLAN.md(3,14): error CHOO1011: unit 'a' depends on itself")]
    public void A_unit_that_could_not_start_is_refused_with_the_reason_and_the_others_are_taken(string needs, string why)
    {
        var units = Of(Unit("reopened"), Unit("strange"), Unit("a", needs), Unit("b"), Unit("old"));

        Assert.Equal(["b"], units.Taken.Select(unit => unit.Id));
        var refused = Assert.Single(units.Refused, each => each.File!.Contains("/a/", StringComparison.Ordinal));
        Assert.Equal(("CHOO1054", 3, 14), (refused.Code, refused.Line, refused.Column));
        Assert.Contains($"a was committed to the target and does not become part of this run: {why}; correct that", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Units_that_wait_for_each_other_are_refused_and_what_depends_on_them()
    {
        var units = Of(Unit("a", "b"), Unit("b", "a"), Unit("c", "a"), Unit("d"));
        Assert.Equal(["d"], units.Taken.Select(unit => unit.Id));
        Assert.Equal(3, units.Refused.Length);
    }
}
