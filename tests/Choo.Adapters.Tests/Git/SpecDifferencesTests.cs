using Choo.Adapters.Git;
using Choo.Core.Diagnostics;
using Xunit;

namespace Choo.Adapters.Tests.Git;

public sealed class SpecDifferencesTests
{
    private static readonly Diagnostic[] Five = [.. Enumerable.Range(1, 5).Select(i => DiagnosticCodes.SpecNotCommitted.At($"specs/tasks/a/0{i}-x.md", 1, 1, "differs"))];

    [Fact]
    public void On_another_branch_than_the_target_one_warning_speaks_for_all_specs()
    {
        var told = Assert.Single(SpecDifferences.Gather([.. Five], "feature", "main", "specs/tasks"));
        Assert.Equal(
            "specs/tasks: warning CHOO2008: 5 specs in feature differ from main, and choo runs the versions committed on main: "
            + "specs/tasks/a/01-x.md, specs/tasks/a/02-x.md, specs/tasks/a/03-x.md and 2 more",
            told.ToString());
    }

    [Fact]
    public void On_the_target_each_spec_has_its_own() => Assert.Equal(5, SpecDifferences.Gather([.. Five], "main", "main", "specs/tasks").Length);
}
