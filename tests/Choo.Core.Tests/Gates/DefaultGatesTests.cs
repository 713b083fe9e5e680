using Choo.Core.Gates;
using Choo.Core.Shell;
using Xunit;

namespace Choo.Core.Tests.Gates;

public class DefaultGatesTests
{
    [Theory]
    [InlineData("App.sln src/App/App.csproj tests/App.Tests/App.Tests.csproj")]
    [InlineData("App.slnx src/App/App.csproj")]
    [InlineData("App.csproj Program.cs")]
    public void A_lone_solution_or_project_at_the_root_needs_no_name(string paths)
        => Check(paths, "dotnet build", "build: dotnet build", "test: dotnet test");

    [Theory]
    [InlineData("App.sln App.csproj", "App.sln")]
    [InlineData("App.slnx App.sln", "App.slnx")]
    [InlineData("src/App/App.sln src/App/App.csproj README.md", "src/App/App.sln")]
    [InlineData("src/App/App.fsproj README.md", "src/App/App.fsproj")]
    [InlineData("App.slnx docs.esproj src/App/App.csproj", "App.slnx")]
    [InlineData("App.sln build.proj", "App.sln")]
    [InlineData("App.sln native.vcxproj", "App.sln")]
    [InlineData("App.slnx Small.slnf", "App.slnx")]
    [InlineData("App.csproj Database.sqlproj", "App.csproj")]
    [InlineData("-x.csproj README.md App.proj", "./-x.csproj")]
    [InlineData("src/APP.CSPROJ", "src/APP.CSPROJ")]
    public void Where_dotnet_would_have_to_guess_the_path_is_given(string paths, string target)
        => Check(paths, $"dotnet build {target}", $"build: dotnet build {target}", $"test: dotnet test {target}");

    [Fact]
    public void Several_solutions_are_several_gates()
        => Check("A.sln B.sln src/C.csproj", "dotnet build A.sln && dotnet build B.sln", "build A: dotnet build A.sln", "build B: dotnet build B.sln", "test A: dotnet test A.sln", "test B: dotnet test B.sln");

    [Fact]
    public void Without_a_solution_the_projects_that_no_other_is_above_are_taken()
        => Check("tests/T/T.csproj src/A/A.csproj src/A/Inner/I.csproj", "dotnet build src/A/A.csproj && dotnet build tests/T/T.csproj", "build A: dotnet build src/A/A.csproj", "build T: dotnet build tests/T/T.csproj", "test A: dotnet test src/A/A.csproj", "test T: dotnet test tests/T/T.csproj");

    [Fact]
    public void A_repository_without_NET_has_no_baseline() => Check("package.json src/index.ts web/web.esproj myproj build.proj", "dotnet build");

    [Fact]
    public void Samples_below_a_root_solution_are_left_alone()
        => Check("App.sln samples/demo/Demo.sln samples/demo/Demo.csproj", "dotnet build", "build: dotnet build", "test: dotnet test");

    [Fact]
    public void A_path_with_blanks_or_worse_is_quoted_for_the_shell()
    {
        Assert.Equal("dotnet build \"My App/My App.sln\"", DefaultGates.From(["My App/My App.sln"]).Backpressure);
        Assert.Equal("'it'\\''s $HOME'", ShellQuote.Of("it's $HOME"));
        Assert.Equal("\"it's\"", ShellQuote.Of("it's"));
        Assert.Equal("\"\"", ShellQuote.Of(""));
    }

    private static void Check(string paths, string backpressure, params string[] baseline)
    {
        var gates = DefaultGates.From(paths.Split(' '));
        Assert.Equal(backpressure, gates.Backpressure);
        Assert.Equal(baseline, gates.Baseline.Select(g => $"{g.Name}: {g.Command}"));
    }
}
