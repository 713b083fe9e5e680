using Choo.Core.Specs;
using Xunit;

namespace Choo.Core.Tests.Specs;

public class FolderRulesTests
{
    [Fact]
    public void A_folder_without_a_plan_is_skipped_and_said() => Assert.Equal(
        ["t/b: warning CHOO1002: the folder is skipped: it has no IMPLEMENTATION_PLAN.md"],
        SpecText.Read(SpecText.Unit("a"), SpecText.Folder("b", ("01-x.md", SpecText.Task(1)))).Lines());

    [Fact]
    public void A_plan_whose_name_differs_in_case_is_pointed_out() => Assert.Equal(
        ["t/b: warning CHOO1002: the folder is skipped: it has no IMPLEMENTATION_PLAN.md ('implementation_plan.md' differs in case)"],
        SpecText.Read(SpecText.Unit("a"), SpecText.Folder("b", ("implementation_plan.md", ""))).Lines());

    [Fact]
    public void A_plan_without_tasks_is_skipped_and_said() => Assert.Equal(
        ["t/b: warning CHOO1002: the folder is skipped: it has a plan but no task file (two digits, a dash and .md: 01-name.md)"],
        SpecText.Read(SpecText.Unit("a"), SpecText.Folder("b", (Unit.PlanFile, SpecText.PlanOf("b")), ("1-x.md", ""))).Lines());

    [Fact]
    public void A_hidden_folder_is_only_noted() => Assert.Equal(
        ["t/.git: info CHOO1028: the folder is skipped: it is hidden"],
        SpecText.Read(SpecText.Unit("a"), SpecText.Unit(".git")).Lines());

    [Fact]
    public void Files_that_look_like_tasks_but_are_not_named_so_are_said()
    {
        var specs = SpecText.Read(SpecText.Tasks(
            ("01-a.md", SpecText.Task(1)), ("1-x.md", "rubbish"), ("100-x.md", "rubbish"), ("02_x.md", ""), ("03-x.MD", ""), ("README.md", ""), ("notes.txt", "")));
        Assert.Equal(["t/a/02_x.md", "t/a/03-x.MD", "t/a/1-x.md", "t/a/100-x.md"], specs.Diagnostics.Select(each => each.File));
        Assert.All(specs.Diagnostics, each => Assert.Equal("CHOO1026", each.Code));
        Assert.Single(specs.Units[0].Tasks);
    }

    [Fact]
    public void A_unit_inside_a_unit_is_said_and_not_read() => Assert.Equal(
        ["t/a/a: warning CHOO1027: the folder is ignored: a unit's folder must be directly in the tasks folder"],
        SpecText.Read(SpecText.Unit("a") with { Folders = ["a", ".hidden"] }).Lines());

    [Fact]
    public void Folders_without_a_single_unit_are_a_warning() =>
        Assert.Contains(SpecText.Read(SpecText.Folder("b")).Diagnostics, each => each.Code == "CHOO1035" && each.File == "t");

    [Fact]
    public void A_unit_whose_files_are_broken_is_still_there_for_those_that_depend_on_it() => Assert.Equal(
        ["CHOO1022"],
        SpecText.Read(SpecText.Unit("a", "b"), SpecText.Folder("b", (Unit.PlanFile, "---\nunit: b\n"), ("01-x.md", SpecText.Task(1)))).Diagnostics.Select(each => each.Code));

    [Theory]
    [InlineData("specs/tasks", "specs/completed/tasks", "specs/completed")]
    [InlineData("tasks/", "completed/tasks", "completed")]
    [InlineData("a/b/work", "a/b/completed/work", "a/b/completed")]
    public void The_archive_lies_beside_the_tasks_folder(string tasksDir, string first, string second) =>
        Assert.Equal([first, second], SpecNames.ArchiveFolders(tasksDir));
}
