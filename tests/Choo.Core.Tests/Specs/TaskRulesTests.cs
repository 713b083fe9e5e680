using Choo.Core.Specs;
using Choo.Core.Text;
using Xunit;

namespace Choo.Core.Tests.Specs;

public class TaskRulesTests
{
    public static TheoryData<string, string> Broken => new()
    {
        { "task: 1\nstatus: done\n", "t/a/01-a.md(3,9): error CHOO1003: unknown status 'done'; it must be one of pending, in_progress, complete, failed" },
        { "task: 1\nstatus: \"Complete\"\n", "t/a/01-a.md(3,9): error CHOO1003: unknown status 'Complete'; it must be one of pending, in_progress, complete, failed; did you mean 'complete'?" },
        { "task: \"1\"\n", "t/a/01-a.md(2,7): error CHOO1004: 'task' must be a number without quotes; write 1" },
        { "task: one\n", "t/a/01-a.md(2,7): error CHOO1004: 'task' must be a whole number, not 'one'" },
        { "task: 1.0\n", "t/a/01-a.md(2,7): error CHOO1004: 'task' must be a whole number, not '1.0'" },
        { "task: [1]\n", "t/a/01-a.md(2,7): error CHOO1004: 'task' must be a single value, not a list" },
        { "task: 99999999999\n", "t/a/01-a.md(2,7): error CHOO1004: 'task' is too large a number: 99999999999" },
        { "status: pending\n", "t/a/01-a.md(1,1): error CHOO1005: the task has no number; write 'task: 1' (with its own number) into the frontmatter" },
        { "status: pending\ntask:\n", "t/a/01-a.md(3,1): error CHOO1005: the task has no number; write 'task: 1' (with its own number) into the frontmatter" },
        { "task: 0\n", "t/a/01-a.md(2,7): error CHOO1007: a task's number must be from 1 to 999999, not 0" },
        { "task: -3\n", "t/a/01-a.md(2,7): error CHOO1007: a task's number must be from 1 to 999999, not -3" },
        { "task: 1\nnumber: 2\n", "t/a/01-a.md(3,9): error CHOO1008: 'number' is 2 but 'task' is 1; keep one of them" },
        { "task: 1\ndepends_on: 2\n", "t/a/01-a.md(3,13): error CHOO1004: 'depends_on' must be a list, not '2'; write [1, 2]" },
        { "task: 1\ndepends_on: [\"2\"]\n", "t/a/01-a.md(3,14): error CHOO1004: a dependency of a task must be a number without quotes; write 2" },
        { "task: 1\ndepends_on:\n  - 7\n", "t/a/01-a.md(4,5): error CHOO1010: task 1 depends on task 7, which the unit does not have; it has 1" },
        { "task: 1\ndepends_on: [1]\n", "t/a/01-a.md(3,14): error CHOO1011: task 1 depends on itself" },
        { "task: 1\nbackpressure: \"\"\n", "t/a/01-a.md(3,15): error CHOO1019: 'backpressure' is empty, which would prove nothing; give a command, or remove the key to use the default gate" },
        { "task: 1\nbackpressure:\n", "t/a/01-a.md(3,1): error CHOO1019: 'backpressure' is empty, which would prove nothing; give a command, or remove the key to use the default gate" },
        { "task: 1\nbackpressure: [a, b]\n", "t/a/01-a.md(3,15): error CHOO1004: 'backpressure' must be one command line, not a list; join commands with &&" },
        { "task: 1\nred_first: maybe\n", "t/a/01-a.md(3,12): error CHOO1004: 'red_first' must be true or false, not 'maybe'" },
        { "task: 1\nred_first: [true]\n", "t/a/01-a.md(3,12): error CHOO1004: 'red_first' must be a single value, not a list" },
        { "task: 1\nchanges_tests: CartTests\n", "t/a/01-a.md(3,16): error CHOO1004: 'changes_tests' must be a list, not 'CartTests'; write [CartTests, PriceTests.Rounds]" },
        { "task: 1\nchanges_tests: [A, \"\"]\n", "t/a/01-a.md(3,20): error CHOO1004: 'changes_tests' must list names of tests, not ''" },
        { "task: 1\ntask: 1\n", "t/a/01-a.md(3,1): error CHOO1024: 'task' is already on line 2; keep one of the two" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_wrong_is_said_at_its_place(string yaml, string expected) =>
        Assert.Equal([expected], SpecText.Read(SpecText.Tasks(("01-a.md", $"---\n{yaml}---\n# T\n"))).Errors());

    [Theory]
    [InlineData("number: 4\ntask: 4", 4)]
    [InlineData("number: 1", 1)]
    [InlineData("task: 08", 8)]
    public void Both_names_of_the_number_are_taken(string yaml, int number)
    {
        var specs = SpecText.Read(SpecText.Tasks(("01-a.md", $"---\n{yaml}\n---\n")));
        Assert.Empty(specs.Errors());
        Assert.Equal(number, Assert.Single(specs.Units[0].Tasks).Number);
    }

    [Fact]
    public void Line_ends_byte_order_marks_and_blanks_are_accepted_in_silence()
    {
        var text = "\uFEFF---  \r\ntask: 1\r\nstatus: complete # done\r\nbackpressure: cd a && go test ./... -run 'A|B'\r\ndepends_on:\r\n---";
        var specs = SpecText.Read(SpecText.Tasks(("01-a.md", text)));
        Assert.Empty(specs.Lines());
        var task = Assert.Single(specs.Units[0].Tasks);
        Assert.Equal(SpecStatus.Complete, task.Status);
        Assert.Equal("cd a && go test ./... -run 'A|B'", task.Backpressure);
        Assert.Equal(new Position(4, 1), task.BackpressureAt);
        Assert.Empty(task.DependsOn);
    }

    [Fact]
    public void A_task_without_backpressure_or_status_takes_the_defaults()
    {
        var task = SpecText.Read(SpecText.Tasks(("01-a.md", "---\ntask: 1\n---\n"))).Units[0].Tasks[0];
        Assert.Null(task.Backpressure);
        Assert.Equal(Position.Start, task.BackpressureAt);
        Assert.Equal(SpecStatus.Pending, task.Status);
    }

    [Theory]
    [InlineData("# Title\n", "the task has no frontmatter; it needs at least 'task: 1' (with its own number) between two lines of '---'")]
    [InlineData("\n---\ntask: 1\n---\n", "the frontmatter must begin on the first line of the file; remove everything before the '---'")]
    [InlineData("", "the task has no frontmatter; it needs at least 'task: 1' (with its own number) between two lines of '---'")]
    public void A_task_without_frontmatter_is_told_what_it_needs(string text, string why) =>
        Assert.Equal([$"t/a/01-a.md(1,1): error CHOO1005: {why}"], SpecText.Read(SpecText.Tasks(("01-a.md", text))).Errors());

    [Fact]
    public void An_unclosed_frontmatter_is_an_error_where_it_starts() => Assert.Equal(
        ["t/a/01-a.md(1,1): error CHOO1022: the frontmatter that starts here has no closing line '---'"],
        SpecText.Read(SpecText.Tasks(("01-a.md", "---\ntask: 1\n# Title\n"))).Errors());

    [Fact]
    public void A_file_that_is_not_utf8_is_an_error_where_it_stops_being_so()
    {
        var folder = SpecText.Tasks(("01-a.md", SpecText.Task(1)));
        byte[] content = [.. "---\ntask: 1\n---\nZ\u00fc"u8, 0xE9, .. "rich"u8];
        folder = folder with { Files = [folder.Files[1], new SpecFile("01-a.md", "t/a/01-a.md", content)] };
        Assert.Equal(["t/a/01-a.md(4,3): error CHOO1025: the file is not UTF-8 from here on; save it as UTF-8"], SpecText.Read(folder).Errors());
    }

    [Fact]
    public void Every_problem_is_reported_at_once_in_order_of_place()
    {
        var specs = SpecText.Read(SpecText.Tasks(
            ("01-a.md", "---\nstatus: nope\ntask: \"1\"\nbackpressure: ''\ndepends_on: 3\nstaus: x\n---\n"),
            ("02-b.md", "---\ntask: x\n---\n")));
        Assert.Equal(
            [("CHOO1003", 2), ("CHOO1004", 3), ("CHOO1019", 4), ("CHOO1004", 5), ("CHOO1020", 6), ("CHOO1004", 2)],
            specs.Diagnostics.Select(each => (each.Code, each.Line)));
    }

    [Fact]
    public void Unknown_keys_are_warnings_with_the_nearest_name() => Assert.Equal(
        ["t/a/01-a.md(3,1): warning CHOO1020: unknown key 'dependson' is ignored; did you mean 'depends_on'?"],
        SpecText.Read(SpecText.Tasks(("01-a.md", "---\ntask: 1\ndependson: [1]\nassertion: backpressure_verified\n---\n"))).Lines());

    [Fact]
    public void Duplicate_numbers_are_errors_at_the_later_file() => Assert.Equal(
        ["t/a/02-b.md(2,7): error CHOO1006: task 1 is already in 01-a.md; give one of them another number"],
        SpecText.Read(SpecText.Tasks(("01-a.md", SpecText.Task(1)), ("02-b.md", SpecText.Task(1)))).Lines());

    [Theory]
    [InlineData(new[] { 2 }, "(2,7): warning CHOO1009: the unit has no task 1; numbers usually run from 1 without a gap")]
    [InlineData(new[] { 1, 3, 6 }, "(2,7): warning CHOO1009: the unit has no task 2, 4, 5; numbers usually run from 1 without a gap")]
    [InlineData(new[] { 500000 }, "(2,7): warning CHOO1009: the unit has no task 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ...; numbers usually run from 1 without a gap")]
    public void Gaps_are_a_warning(int[] numbers, string expected)
    {
        var lines = SpecText.Read(SpecText.Tasks([.. numbers.Select((number, index) => ($"0{index}-x.md", SpecText.Task(number)))])).Lines();
        Assert.EndsWith(expected, Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Tasks_are_sorted_by_number_and_keep_their_files()
    {
        var unit = SpecText.Read(SpecText.Tasks(("01-a.md", SpecText.Task(3)), ("02-b.md", SpecText.Task(1)), ("03-c.md", SpecText.Task(2, 1, 3)))).Units[0];
        Assert.Equal([(1, "02-b.md"), (2, "03-c.md"), (3, "01-a.md")], unit.Tasks.Select(task => (task.Number, task.File)));
        Assert.Equal([1, 3], unit.Tasks[1].DependsOn.AsEnumerable());
    }

    [Fact]
    public void A_cycle_of_tasks_is_told_with_its_path_from_the_smallest() => Assert.Equal(
        ["t/a/01-a.md(5,14): error CHOO1012: tasks wait for each other: 1 -> 3 -> 2 -> 1"],
        SpecText.Read(SpecText.Tasks(("01-a.md", SpecText.Task(1, 3)), ("02-b.md", SpecText.Task(2, 1)), ("03-c.md", SpecText.Task(3, 2)))).Lines());

    [Fact]
    public void A_dependency_listed_twice_is_a_warning_and_counts_once()
    {
        var specs = SpecText.Read(SpecText.Tasks(("01-a.md", SpecText.Task(1)), ("02-b.md", SpecText.Task(2, 1, 1))));
        Assert.Equal(["t/a/02-b.md(5,17): warning CHOO1031: task 1 is listed twice"], specs.Lines());
        Assert.Equal([1], specs.Units[0].Tasks[1].DependsOn.AsEnumerable());
    }

    [Fact]
    public void A_task_that_cannot_be_read_does_not_make_others_depend_on_something_unknown() => Assert.Equal(
        ["CHOO1022"],
        SpecText.Read(SpecText.Tasks(("01-a.md", "---\ntask: 1\n"), ("02-b.md", SpecText.Task(2, 1)))).Diagnostics.Select(each => each.Code));
}
