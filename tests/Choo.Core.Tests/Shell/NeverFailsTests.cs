using Choo.Core.Diagnostics;
using Choo.Core.Shell;
using Xunit;

namespace Choo.Core.Tests.Shell;

/// <summary>Commands that prove nothing, whatever the work.</summary>
public sealed class NeverFailsTests
{
    [Theory]
    [InlineData("true")]
    [InlineData(" : ")]
    [InlineData("/bin/true")]
    [InlineData("exit 0")]
    [InlineData("echo 'dotnet test; it is green'")]
    [InlineData("dotnet test || true")]
    [InlineData("dotnet test || exit 0")]
    [InlineData("dotnet build && dotnet test || echo failed")]
    [InlineData("dotnet test; true")]
    [InlineData("dotnet test\necho done")]
    [InlineData("dotnet test &")]
    [InlineData("dotnet test 2>&1 | tail -n 20")]
    [InlineData("dotnet test |& tee out.log")]
    [InlineData("dotnet test 2>/dev/null | grep -v warn | head -5")]
    [InlineData("true # dotnet test")]
    [InlineData("X=1 true && :")]
    [InlineData("bash -c 'dotnet test | cat'")]
    [InlineData("sh -c \"dotnet test; exit 0\"")]
    [InlineData("set -e; true")]
    [InlineData("dotnet test || true > log.txt")]
    [InlineData("echo $(dotnet test && false)")]
    [InlineData("exit 0; dotnet test")]
    public void It_never_fails(string command) => Assert.NotNull(NeverFails.Why(command));

    [Theory]
    [InlineData("dotnet test")]
    [InlineData("dotnet build && dotnet test --filter 'A|B'")]
    [InlineData("test -f src/A.cs")]
    [InlineData("true && dotnet test")]
    [InlineData("echo testing; dotnet test")]
    [InlineData("dotnet test | grep -q Passed")]
    [InlineData("! true")]
    [InlineData("set -e; dotnet test; echo done")]
    [InlineData("set -euo pipefail; dotnet test | tail -n 20")]
    [InlineData("bash -c 'set -o pipefail; dotnet test | tail'")]
    [InlineData("bash -ec 'dotnet test; echo done'")]
    [InlineData("dotnet test || exit 1; echo done")]
    [InlineData("if dotnet test; then true; else false; fi")]
    [InlineData("(dotnet test)")]
    [InlineData("x=$(dotnet test)")]
    [InlineData("$(which true)")]
    [InlineData("dotnet test || dotnet test")]
    [InlineData("cat src/A.cs")]
    [InlineData("false")]
    [InlineData("echo 'unclosed")]
    [InlineData("exit")]
    [InlineData("exit 3")]
    [InlineData("./true.sh")]
    [InlineData("")]
    public void It_may_fail(string command) => Assert.Null(NeverFails.Why(command));

    [Fact]
    public void A_pipe_is_named() => Assert.Equal(
        "the pipe hides the exit code of all but its last command, `tail`, which does not fail", NeverFails.Why("dotnet test 2>&1 | tail -n 20"));

    [Fact]
    public void A_run_reports_one_of_many()
    {
        var other = DiagnosticCodes.NoUnits.Because("x");
        Diagnostic[] all = [DiagnosticCodes.GateNeverFails.At("a.md", 1, 1, "never"), other, DiagnosticCodes.GateNeverFails.At("b.md", 1, 1, "never"), DiagnosticCodes.GateNeverFails.At("c.md", 1, 1, "never")];
        var told = NeverFails.Gathered([.. all]);
        Assert.Equal(["never (2 more such tasks: `dotnet choo validate` lists them)", "x"], told.Select(each => each.Message));
        Assert.Equal<Diagnostic>([all[0], other], NeverFails.Gathered([all[0], other]));
    }
}
