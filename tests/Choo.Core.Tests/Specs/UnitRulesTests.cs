using Choo.Core.Priorities;
using Choo.Core.Specs;
using Xunit;

namespace Choo.Core.Tests.Specs;

public class UnitRulesTests
{
    public static TheoryData<string, string> BrokenPlans => new()
    {
        { "unit: b\n", "t/a/IMPLEMENTATION_PLAN.md(2,7): error CHOO1015: 'unit' is 'b' but the folder is 'a'; make them the same" },
        { "unit: a\nprovider: claud\n", "t/a/IMPLEMENTATION_PLAN.md(3,11): error CHOO1018: unknown provider 'claud'; available: claude, codex; did you mean 'claude'?" },
        { "unit: a\ndepends_on: b\n", "t/a/IMPLEMENTATION_PLAN.md(3,13): error CHOO1004: 'depends_on' must be a list, not 'b'; write [unit-a, unit-b]" },
        { "unit: a\ndepends_on:\n  - x\n  - a\n", "t/a/IMPLEMENTATION_PLAN.md(5,5): error CHOO1011: unit 'a' depends on itself" },
        { "unit: a\norch_status: finished\n", "t/a/IMPLEMENTATION_PLAN.md(3,14): error CHOO1003: unknown status 'finished'; it must be one of pending, in_progress, complete, failed, blocked, pr_open, in_review, merging" },
        { "unit: a\npriority: P9\n", "t/a/IMPLEMENTATION_PLAN.md(3,11): error CHOO1043: unknown priority 'P9'; it must be one of P0, P1, P2, P3, P4" },
        { "unit: a\neffort: huge\n", "t/a/IMPLEMENTATION_PLAN.md(3,9): error CHOO1043: unknown effort 'huge'; it must be one of xs, s, m, l, xl" },
        { "unit: a\npriority: [P1]\n", "t/a/IMPLEMENTATION_PLAN.md(3,11): error CHOO1004: 'priority' must be a single value, not a list" },
        { "unit: a\nlocks: db\n", "t/a/IMPLEMENTATION_PLAN.md(3,8): error CHOO1004: 'locks' must be a list, not 'db'; write [database, port-5000]" },
        { "unit: a\nlocks: [db, \"\"]\n", "t/a/IMPLEMENTATION_PLAN.md(3,13): error CHOO1004: a lock must be a name of one line and at most 200 characters, not ''" },
        { "unit: a\nissue: soon\n", "t/a/IMPLEMENTATION_PLAN.md(3,8): error CHOO1004: 'issue' must be an issue's number, or owner/repo#123 for one of another repository, not 'soon'" },
        { "unit: a\nissue: 0\n", "t/a/IMPLEMENTATION_PLAN.md(3,8): error CHOO1004: 'issue' must be an issue's number, or owner/repo#123 for one of another repository, not '0'" },
        { "unit: a\nissue: [1]\n", "t/a/IMPLEMENTATION_PLAN.md(3,8): error CHOO1004: 'issue' must be a single value, not a list" },
        { "unit: a\nissue: #12\n", "t/a/IMPLEMENTATION_PLAN.md(3,1): error CHOO1004: 'issue' is empty: in YAML a '#' after a space begins a comment; write the number alone, issue: 123" },
        { "unit: a\norch_pr_number: x\n", "t/a/IMPLEMENTATION_PLAN.md(3,17): error CHOO1004: 'orch_pr_number' must be a whole number, not 'x'" },
        { "unit: a\norch_started_at: noon\n", "t/a/IMPLEMENTATION_PLAN.md(3,18): error CHOO1004: 'orch_started_at' must be a time such as 2026-01-22T10:30:00Z, not 'noon'" },
    };

    [Theory]
    [MemberData(nameof(BrokenPlans))]
    public void What_is_wrong_in_a_plan_is_said_at_its_place(string yaml, string expected)
    {
        var folder = SpecText.Folder("a", (Unit.PlanFile, $"---\n{yaml}---\n# P\n"), ("01-a.md", SpecText.Task(1)));
        Assert.Equal([expected], SpecText.Read(folder, SpecText.Unit("x")).Errors());
    }

    [Fact]
    public void A_plan_says_how_urgent_its_unit_is_and_which_locks_it_needs()
    {
        var specs = SpecText.Read(SpecText.Folder("a", (Unit.PlanFile, "---\nunit: a\npriority: P1\neffort: xl\nlocks: [db, port-5000, db]\n---\n"), ("01-a.md", SpecText.Task(1))));
        Assert.Empty(specs.Lines());
        var unit = Assert.Single(specs.Units);
        Assert.Equal((UnitPriority.P1, UnitEffort.Xl, "db|port-5000"), (unit.Priority, unit.Effort, string.Join('|', unit.Locks)));
    }

    [Theory]
    [InlineData("123", "#123")]
    [InlineData("\"#123\"", "#123")]
    [InlineData("octo/app.net#7", "octo/app.net#7")]
    [InlineData("~x", null)]
    [InlineData("octo/app#0", null)]
    [InlineData("octo/app/x#1", null)]
    [InlineData("99999999999", null)]
    public void A_plan_may_name_an_issue(string value, string? expected)
    {
        var specs = SpecText.Read(SpecText.Folder("a", (Unit.PlanFile, $"---\nunit: a\nissue: {value}\n---\n"), ("01-a.md", SpecText.Task(1))));
        Assert.Equal(expected, Assert.Single(specs.Units).Issue?.ToString());
        Assert.Equal(expected is null ? 1 : 0, specs.Errors().Length);
    }

    [Theory]
    [InlineData("priority: high", "(3,11): info CHOO1044: 'priority: high' is read as P1")]
    [InlineData("priority: 3", "(3,11): info CHOO1044: 'priority: 3' is read as P2")]
    [InlineData("effort: L", "(3,9): info CHOO1044: 'effort: L' is read as l")]
    [InlineData("priority:", null)]
    public void Words_of_earlier_systems_are_understood_with_a_note(string line, string? note) => Assert.Equal(
        note is null ? [] : [$"t/a/IMPLEMENTATION_PLAN.md{note}"],
        SpecText.Read(SpecText.Folder("a", (Unit.PlanFile, $"---\nunit: a\n{line}\n---\n"), ("01-a.md", SpecText.Task(1)))).Lines());

    [Theory]
    [InlineData("pending")]
    [InlineData("blocked")]
    [InlineData("pr_open")]
    [InlineData("in_review")]
    [InlineData("merging")]
    [InlineData("")]
    public void The_earlier_systems_fields_are_accepted(string status)
    {
        var yaml = $"unit: a\norch_status: {status}\norch_branch: ralph/a-1\norch_pr_number: null\norch_started_at: 2026-01-22T10:30:00Z\norch_completed_at:\norch_other: 1\n";
        Assert.Empty(SpecText.Read(SpecText.Folder("a", (Unit.PlanFile, $"---\n{yaml}---\n"), ("01-a.md", SpecText.Task(1)))).Lines());
    }

    [Fact]
    public void A_plans_status_that_its_tasks_contradict_is_a_warning() => Assert.Equal(
        ["t/a/IMPLEMENTATION_PLAN.md(3,14): warning CHOO1032: 'orch_status' is complete, but not all tasks are; choo goes by the tasks' own status"],
        SpecText.Read(SpecText.Folder("a", (Unit.PlanFile, "---\nunit: a\norch_status: complete\n---\n"), ("01-a.md", SpecText.Task(1)))).Lines());

    [Fact]
    public void A_plan_without_frontmatter_is_a_unit_without_dependencies()
    {
        var specs = SpecText.Read(SpecText.Folder("a", (Unit.PlanFile, "# Plan\n"), ("01-a.md", SpecText.Task(1))));
        Assert.Equal(["t/a/IMPLEMENTATION_PLAN.md(1,1): warning CHOO1021: the plan has no frontmatter; the unit is assumed to be 'a' without dependencies"], specs.Lines());
        Assert.Equal("a", Assert.Single(specs.Units).Id);
    }

    [Fact]
    public void A_plan_that_does_not_name_its_unit_is_only_noted() => Assert.Equal(
        ["t/a/IMPLEMENTATION_PLAN.md(1,1): info CHOO1030: the plan does not name its unit; 'unit: a' is assumed from the folder"],
        SpecText.Read(SpecText.Folder("a", (Unit.PlanFile, "---\n# nothing\n---\n"), ("01-a.md", SpecText.Task(1)))).Lines());

    [Fact]
    public void An_unknown_dependency_names_the_nearest_unit() => Assert.Equal(
        ["t/a/IMPLEMENTATION_PLAN.md(3,14): error CHOO1013: unit 'a' depends on 'parzer', which is neither in t nor archived; did you mean 'parser'?"],
        SpecText.Read(SpecText.Unit("a", "parzer"), SpecText.Unit("parser")).Lines());

    [Fact]
    public void A_dependency_on_a_skipped_folder_says_why_it_was_skipped() => Assert.Contains(
        "t/a/IMPLEMENTATION_PLAN.md(3,14): error CHOO1013: unit 'a' depends on 'b', which is neither in t nor archived; the folder 'b' is skipped: it has no IMPLEMENTATION_PLAN.md",
        SpecText.Read(SpecText.Unit("a", "b"), SpecText.Folder("b", ("01-x.md", SpecText.Task(1)))).Lines());

    [Fact]
    public void A_dependency_on_an_archived_unit_is_satisfied_and_left_out()
    {
        var specs = SpecText.Read(["old"], SpecText.Unit("a", "old", "b"), SpecText.Unit("b"));
        Assert.Empty(specs.Lines());
        Assert.Equal(["b"], specs.Units[0].DependsOn.AsEnumerable());
    }

    [Fact]
    public void A_unit_that_is_both_there_and_archived_is_waited_for() =>
        Assert.Equal(["b"], SpecText.Read(["b"], SpecText.Unit("a", "b"), SpecText.Unit("b")).Units[0].DependsOn.AsEnumerable());

    [Fact]
    public void A_cycle_of_units_is_told_once_from_the_smallest_at_the_dependency_that_closes_it() => Assert.Equal(
        ["t/a/IMPLEMENTATION_PLAN.md(3,17): error CHOO1014: units wait for each other: a -> c -> b -> a"],
        SpecText.Read(SpecText.Unit("c", "b"), SpecText.Unit("b", "a"), SpecText.Unit("a", "d", "c"), SpecText.Unit("d")).Lines());

    [Fact]
    public void Each_cycle_is_told() => Assert.Equal(
        ["units wait for each other: a -> b -> a", "units wait for each other: b -> c -> b"],
        SpecText.Read(SpecText.Unit("a", "b"), SpecText.Unit("b", "a", "c"), SpecText.Unit("c", "b")).Diagnostics.Select(each => each.Message));

    [Theory]
    [InlineData("my unit", "it contains a space")]
    [InlineData("a~b", "it contains '~'")]
    [InlineData("a^b", "it contains '^'")]
    [InlineData("a:b", "it contains ':'")]
    [InlineData("a?b", "it contains '?'")]
    [InlineData("a*b", "it contains '*'")]
    [InlineData("a[b", "it contains '['")]
    [InlineData("a\\b", "it contains '\\'")]
    [InlineData("a\u0007b", "it contains a control character")]
    [InlineData("a..b", "it contains '..'")]
    [InlineData("a@{b", "it contains '@{'")]
    [InlineData("a.lock", "it ends with '.lock'")]
    [InlineData("a.", "it ends with '.'")]
    [InlineData("-a", "it begins with '-'")]
    [InlineData("@", "it is '@'")]
    [InlineData("CON", "Windows reserves that name")]
    [InlineData("com1.x", "Windows reserves that name")]
    public void An_id_that_cannot_be_a_ref_or_a_path_is_refused(string id, string why)
    {
        var diagnostic = Assert.Single(SpecText.Read(SpecText.Folder(id, (Unit.PlanFile, $"---\nunit: '{id}'\n---\n"), ("01-a.md", SpecText.Task(1)))).Diagnostics, each => each.Code == "CHOO1016");
        Assert.Contains($": {why};", diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(($"t/{id}/IMPLEMENTATION_PLAN.md", 1, 1), (diagnostic.File, diagnostic.Line, diagnostic.Column));
    }

    [Theory]
    [InlineData("container-daemon")]
    [InlineData("a.b_c@2")]
    [InlineData("\u00fcnit\u4e2d")]
    [InlineData("COM")]
    public void Ordinary_ids_are_taken(string id) => Assert.Null(UnitId.WhyUnusable(id));

    [Fact]
    public void An_id_of_more_than_a_hundred_characters_is_refused()
    {
        Assert.Null(UnitId.WhyUnusable(new string('a', 100)));
        Assert.NotNull(UnitId.WhyUnusable(new string('a', 101)));
    }

    [Fact]
    public void Ids_that_differ_only_by_case_are_refused() => Assert.Equal(
        ["t/api/IMPLEMENTATION_PLAN.md(1,1): error CHOO1017: the unit id 'api' differs from 'API' only by case, which many file systems do not distinguish; rename one"],
        SpecText.Read(SpecText.Unit("api"), SpecText.Unit("API")).Lines());

    [Fact]
    public void Units_come_in_ordinal_order_whatever_the_order_given() =>
        Assert.Equal(["B", "a", "b"], SpecText.Read(SpecText.Unit("b"), SpecText.Unit("B1") with { Name = "B" }, SpecText.Unit("a")).Units.Select(unit => unit.Id));

    [Fact]
    public void Many_folders_are_read_as_few_are()
    {
        var folders = Enumerable.Range(0, 200).Select(number => SpecText.Unit($"u{number:000}", number == 0 ? [] : [$"u{number - 1:000}"])).ToArray();
        var specs = SpecText.Read(folders);
        Assert.Empty(specs.Lines());
        Assert.Equal(folders.Select(folder => folder.Name), specs.Units.Select(unit => unit.Id));
        Assert.Equal(200, specs.TaskCount);
    }
}
