using Choo.Core.Diagnostics;
using Choo.Core.Gates;
using Xunit;

namespace Choo.Core.Tests.Gates;

public class BuildOutputTests
{
    [Fact]
    public void A_compile_error_that_MSBuild_prints_twice_is_one_diagnostic()
    {
        var found = Outputs.Read("/repo", """
              Determining projects to restore...
              All projects are up-to-date for restore.
            /repo/src/Calc/Unused.cs(2,87): error CS1513: } expected [/repo/src/Calc/Calc.csproj]

            Build FAILED.

            /repo/src/Calc/Unused.cs(2,87): error CS1513: } expected [/repo/src/Calc/Calc.csproj]
                0 Warning(s)
                1 Error(s)

            Time Elapsed 00:00:01.68
            """);
        Assert.Equal<Diagnostic>([new Diagnostic("CS1513", Severity.Error, "src/Calc/Unused.cs", 2, 87, "} expected")], found.Diagnostics);
        Assert.Empty(found.FailedTests);
        Assert.Null(found.Tests);
    }

    [Fact]
    public void Warnings_are_told_only_when_there_is_no_error()
    {
        const string Warnings = """
            /repo/src/Calc/Unused.cs(2,83): warning CS8603: Possible null reference return. [/repo/src/Calc/Calc.csproj]
            /repo/src/Calc/Unused.cs(2,35): warning CS0169: The field 'Unused.x' is never used [/repo/src/Calc/Calc.csproj]
              Calc -> /repo/src/Calc/bin/Debug/net10.0/Calc.dll

            Build succeeded.

            /repo/src/Calc/Unused.cs(2,83): warning CS8603: Possible null reference return. [/repo/src/Calc/Calc.csproj]
            /repo/src/Calc/Unused.cs(2,35): warning CS0169: The field 'Unused.x' is never used [/repo/src/Calc/Calc.csproj]
                2 Warning(s)
                0 Error(s)
            """;
        Assert.Equal(["CS8603", "CS0169"], Outputs.Read("/repo", Warnings).Diagnostics.Select(d => d.Code));
        var withError = Outputs.Read("/repo", Warnings + "\n/repo/a.cs(1,1): error CS0103: The name 'c' does not exist in the current context [/repo/a.csproj]");
        Assert.Equal(["CS0103"], withError.Diagnostics.Select(d => d.Code));
    }

    [Theory]
    [InlineData("MSBUILD : error MSB1009: Project file does not exist.", null, 0, 0, "MSB1009", "Project file does not exist.")]
    [InlineData("CSC : error CS1617: Invalid option '99' for /langversion. Use '/langversion:?' to list supported values. [/repo/src/Calc/Calc.csproj]", null, 0, 0, "CS1617", "Invalid option '99' for /langversion. Use '/langversion:?' to list supported values.")]
    [InlineData("/repo/src/Calc/Calc.csproj : error MSB4057: The target \"Nope\" does not exist in the project.", "src/Calc/Calc.csproj", 0, 0, "MSB4057", "The target \"Nope\" does not exist in the project.")]
    [InlineData("/repo/a.cs(7): error CS0001: short", "a.cs", 7, 0, "CS0001", "short")]
    [InlineData("/repo/a.cs(7,2,8,30): error CS0001: range", "a.cs", 7, 2, "CS0001", "range")]
    [InlineData("/repo/a.cs(7-9): error CS0001: lines", "a.cs", 7, 0, "CS0001", "lines")]
    [InlineData("/repo/a.cs(7,2-5): error CS0001: columns", "a.cs", 7, 2, "CS0001", "columns")]
    [InlineData("  12>/repo/a.cs(7,2): error CS0001: node [/repo/a.csproj::TargetFramework=net8.0]", "a.cs", 7, 2, "CS0001", "node")]
    [InlineData("spec.yaml(2,5,2,6): spec error CHOO0012: bad [app.csproj]", "spec.yaml", 2, 5, "CHOO0012", "bad")]
    [InlineData("/repo/T.dll : error run failed: Tests failed: 'x.log' [net10.0|x64] [/repo/T.csproj]", null, 0, 0, null, null)]
    [InlineData("/repo/app.csproj : error NU1101: Unable to find package A. No packages exist with this id in source(s): b, c", "app.csproj", 0, 0, "NU1101", "Unable to find package A. No packages exist with this id in source(s): b, c")]
    [InlineData("/elsewhere/sdk/x.targets(90,5): error NETSDK1004: Assets file 'obj/p.json' not found. [/repo/a.csproj]", "/elsewhere/sdk/x.targets", 90, 5, "NETSDK1004", "Assets file 'obj/p.json' not found.")]
    [InlineData("EXEC : error : the tool said no [/repo/a.csproj]", null, 0, 0, "gate", "the tool said no")]
    [InlineData("/repo/AdderTests.cs(8): error TESTERROR: Adds (6ms): Error Message: x [/repo/a.csproj]", "AdderTests.cs", 8, 0, "TESTERROR", "Adds (6ms): Error Message: x")]
    [InlineData("/repo/My Project [old]/a.cs(1,2): error CS1002: ; expected [/repo/My Project [old]/a.csproj]", "My Project [old]/a.cs", 1, 2, "CS1002", "; expected")]
    public void Each_canonical_form_is_read(string line, string? file, int at, int column, string? code, string? message)
    {
        var found = Outputs.Read("/repo", line).Diagnostics;
        Assert.Equal<Diagnostic>(code is null ? [] : [new Diagnostic(code, Severity.Error, file, at, column, message!)], found);
    }

    [Theory]
    [InlineData("src/main.c:3:14: error: expected ';' before 'return'", "src/main.c", 3, 14, "gate", "expected ';' before 'return'")]
    [InlineData("./src/main.c:3:1: fatal error: x.h: No such file or directory", "src/main.c", 3, 1, "gate", "x.h: No such file or directory")]
    [InlineData("collect2: error: ld returned 1 exit status", null, 0, 0, "gate", "ld returned 1 exit status")]
    [InlineData("src/a.ts(1,5): error TS2322: Type 'string' is not assignable to type 'number'.", "src/a.ts", 1, 5, "TS2322", "Type 'string' is not assignable to type 'number'.")]
    [InlineData("src/a.ts:1:5 - error TS2322: Type 'string' is not assignable.", "src/a.ts", 1, 5, "TS2322", "Type 'string' is not assignable.")]
    [InlineData("./main.go:5:2: undefined: x", "main.go", 5, 2, "gate", "undefined: x")]
    [InlineData("error[E0308]: mismatched types\n --> src/main.rs:2:5\n  |", "src/main.rs", 2, 5, "E0308", "mismatched types")]
    public void Other_compilers_are_read_too(string lines, string? file, int at, int column, string code, string message)
        => Assert.Equal<Diagnostic>([new Diagnostic(code, Severity.Error, file, at, column, message)], Outputs.Read("/repo", lines).Diagnostics);

    [Theory]
    [InlineData("    0 Error(s)")]
    [InlineData("info: the error handling: done")]
    [InlineData("an error occurred: see the log")]
    [InlineData("Checking for errors: none")]
    [InlineData("2026-01-01 10:00:00 no warnings: fine")]
    [InlineData("see https://example.com/error: page")]
    [InlineData("  Determining projects to restore...")]
    [InlineData("note: main.go:5: is long")]
    [InlineData("")]
    public void Prose_is_not_a_diagnostic(string line) => Assert.Empty(Outputs.Read("/repo", line).Diagnostics);

    [Fact]
    public void Windows_paths_become_relative_with_forward_slashes()
    {
        var found = Outputs.Read(@"C:\src\repo", @"c:\Src\repo\src\A.cs(4,9): error CS0103: The name 'x' does not exist in the current context [C:\src\repo\src\A.csproj]");
        Assert.Equal("src/A.cs", Assert.Single(found.Diagnostics).File);
    }

    [Fact]
    public void A_path_printed_with_its_links_resolved_is_relative_too()
    {
        var output = new GateOutput("/var/w", "/private/var/w");
        output.Line("/private/var/w/a.cs(1,2): error CS1002: ; expected [/private/var/w/a.csproj]");
        Assert.Equal("a.cs", Assert.Single(output.Finish().Diagnostics).File);
    }

    [Fact]
    public void At_most_fifty_diagnostics_are_kept_of_any_output()
    {
        var output = new GateOutput("/repo");
        for (var i = 1; i <= 10_000; i++)
        {
            output.Line($"/repo/a.cs({i},1): error CS0103: The name 'x{i}' does not exist [/repo/a.csproj]");
            output.Line($"/repo/a.cs({i},1): warning CS0168: unused [/repo/a.csproj]");
        }

        output.Line(new string('e', 10_000_000));
        Assert.Equal(50, output.Finish().Diagnostics.Length);
    }
}
