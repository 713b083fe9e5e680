using System.Collections.Immutable;
using Choo.Core.Backlogs;
using Choo.Core.Priorities;
using Choo.Core.Specs;
using Xunit;

namespace Choo.Core.Tests.Backlogs;

/// <summary>Gaps as units, and the order in which they can be worked on.</summary>
public sealed class GapUnitsTests
{
    private const string Whole = """
        gaps:
          - id: DOC-12
            title: Say how to restore a backup
            domain: Docs
            priority: P1
            effort: s
            status: open
            depends_on: [infra-7]
            description: |
              Nobody finds it today.
            acceptance_criteria:
              - a reader finds it
              - it says: within a minute
          - {id: INFRA-7, title: Keep the cache, priority: P1, status: done}
        """;

    [Fact]
    public void A_gap_is_a_unit_of_one_task_whose_text_is_the_record()
    {
        var unit = Units(Whole)["DOC-12"];
        Assert.Equal(("gaps.yaml", "gaps.yaml", UnitPriority.P1, UnitEffort.S), (unit.Path, unit.PlanPath, unit.Priority, unit.Effort));
        Assert.Equal(["INFRA-7"], unit.DependsOn.AsEnumerable());
        var task = Assert.Single(unit.Tasks);
        Assert.Equal(
            "# DOC-12: Say how to restore a backup\n\nNobody finds it today.\n\n## Acceptance criteria\n\n- a reader finds it\n- it says: within a minute\n", task.Text);
        Assert.Null(task.Backpressure);
        Assert.True(Units(Whole)["INFRA-7"].IsComplete);
    }

    [Fact]
    public void Criteria_are_tasks_where_that_is_wanted()
    {
        var unit = Units(Whole, new GapUnitOptions { CriteriaAsTasks = true })["DOC-12"];
        Assert.Equal(["a reader finds it", "it says: within a minute"], unit.Tasks.Select(task => task.Title));
        Assert.EndsWith("## This task\n\nit says: within a minute\n", unit.Tasks[1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backpressure: ./own.sh", "./own.sh")]
    [InlineData("kind: user", "./domain.sh")]
    public void The_gate_is_the_gaps_own_else_its_domains(string field, string gate)
    {
        var options = new GapUnitOptions { Gates = ImmutableDictionary<string, string>.Empty.Add("docs", "./domain.sh") };
        var unit = Units($"- {{id: A-1, title: t, status: open, priority: P1, domain: DOCS, {field}}}", options)["A-1"];
        Assert.Equal(gate, unit.Tasks[0].Backpressure);
    }

    [Fact]
    public void A_gate_that_can_never_fail_is_said() =>
        Assert.Contains("CHOO1036", Assert.Single(BacklogText.Problems(BacklogText.Read("- {id: A-1, title: t, status: open, priority: P1, backpressure: 'true'}"))), StringComparison.Ordinal);

    [Fact]
    public void What_is_held_or_waits_for_that_is_no_unit() => Assert.Equal(
        ["A", "DONE"],
        Units("""
            explicit_holds: ['HELD: no']
            gaps:
              - {id: A, title: t, status: open, priority: P4, kind: system}
              - {id: HELD, title: t, status: open, priority: P1}
              - {id: WAITS, title: t, status: open, priority: P1, depends_on: [HELD]}
              - {id: WAITS-2, title: t, status: open, priority: P1, depends_on: [WAITS]}
              - {id: GONE, title: t, status: superseded, priority: P1}
              - {id: BLOCKED, title: t, status: blocked, priority: P1}
              - {id: CYCLE-1, title: t, status: open, priority: P1, depends_on: [CYCLE-2]}
              - {id: CYCLE-2, title: t, status: open, priority: P1, depends_on: [CYCLE-1]}
              - {id: EVER, title: t, status: perpetual, priority: P1, kind: system}
              - {id: DONE, title: t, status: done, priority: P1}
            """).Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Each_gap_comes_behind_what_it_depends_on_and_the_rest_by_priority()
    {
        var picked = GapPicker.PickInOrder(
            BacklogText.Read("""
                - {id: LATE, title: t, status: open, priority: P2}
                - {id: FIRST, title: t, status: open, priority: P0, depends_on: [base]}
                - {id: BASE, title: t, status: open, priority: P1}
                - {id: LOW, title: t, status: open, priority: P3}
                - {id: ON-LOW, title: t, status: open, priority: P0, depends_on: [LOW]}
                - {id: BIG, title: t, status: open, priority: P0, effort: xl}
                """),
            new PickOptions());
        Assert.Equal(["BASE", "FIRST", "LATE"], picked.Gaps.Select(gap => gap.Id));
        Assert.Equal(
            ["LOW: its priority P3 is below P2", "ON-LOW: it depends on LOW, whose status is open", "BIG: its effort is xl; split it"],
            picked.Excluded.Select(each => $"{each.Gap.Id}: {string.Join("; ", each.Reasons)}"));
    }

    [Theory]
    [InlineData("status: open", "status: in_progress", "")]
    [InlineData("within a minute", "within an hour", "gaps.yaml")]
    [InlineData("Nobody finds it", "Few find it", "gaps.yaml")]
    [InlineData("effort: s", "effort: m", "effort")]
    [InlineData("depends_on: [infra-7]", "depends_on: []", "depends_on")]
    [InlineData("Keep the cache", "Keep it", "")]
    public void What_changed_is_told_by_record_and_not_by_file(string before, string after, string changed)
    {
        var unit = Units(Whole)["DOC-12"];
        var edited = BacklogText.Read(Whole.Replace(before, after, StringComparison.Ordinal));
        var open = edited with { Gaps = [.. edited.Gaps.Select(gap => gap.Status == GapStatus.InProgress ? gap with { Status = GapStatus.Open } : gap)] };
        var now = GapUnits.Of(open, new GapUnitOptions()).Single(each => each.Id == "DOC-12");
        Assert.Equal(changed, string.Join(' ', UnitRecord.Changed(GapUnits.RecordOf(unit), GapUnits.RecordOf(now))));
    }

    private static Dictionary<string, Unit> Units(string text, GapUnitOptions? options = null) =>
        GapUnits.Of(BacklogText.Read(text), options ?? new GapUnitOptions()).ToDictionary(unit => unit.Id);
}
