using System.Text;
using Choo.Core.Specs;
using Xunit;

namespace Choo.Core.Tests.Specs;

public sealed class SpecComparisonTests
{
    private const string Task = "---\ntask: 1\nstatus: pending\nbackpressure: \"true\"\n---\n\n# Do it\n";

    private static SpecFolder Folder(params (string Name, string Text)[] files) =>
        new("a", "t/a", [.. files.Select(file => new SpecFile(file.Name, $"t/a/{file.Name}", Encoding.UTF8.GetBytes(file.Text)))], []);

    [Theory]
    [InlineData("pending", "complete", false)]
    [InlineData("# Do it", "# Do more", true)]
    [InlineData("backpressure: \"true\"", "backpressure: \"false\"", true)]
    [InlineData("task: 1", "task: 1 # a comment", true)]
    public void A_task_changes_by_everything_but_its_status(string before, string now, bool changed) => Assert.Equal<string>(
        changed ? ["01-do.md"] : [],
        SpecComparison.Changed(Folder(("01-do.md", Task)), Folder(("01-do.md", Task.Replace(before, now, StringComparison.Ordinal)))));

    [Fact]
    public void Files_that_came_or_went_are_changes_and_files_that_are_no_spec_are_none()
    {
        Assert.Equal<string>(["01-do.md", "02-do.md"], SpecComparison.Changed(Folder(("01-do.md", Task), ("notes.md", "x")), Folder(("02-do.md", Task), ("notes.md", "y"))));
        Assert.Equal<string>(["01-do.md", "IMPLEMENTATION_PLAN.md"], SpecComparison.Changed(Folder(("01-do.md", Task), ("IMPLEMENTATION_PLAN.md", "x")), null));
        Assert.Empty(SpecComparison.Changed(null, null));
    }

    [Theory]
    [InlineData("t/a/01-do.md", true)]
    [InlineData("t/a/IMPLEMENTATION_PLAN.md", true)]
    [InlineData("t/a/notes.md", false)]
    [InlineData("t/a/deep/01-do.md", false)]
    [InlineData("t/ab/01-do.md", false)]
    [InlineData("t/a", false)]
    public void The_plan_and_the_tasks_of_a_unit_are_its_spec(string path, bool expected) => Assert.Equal(expected, SpecComparison.IsSpecOf("t/a", path));
}
