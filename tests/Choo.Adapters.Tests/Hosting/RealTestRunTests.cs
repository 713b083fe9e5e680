using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>What a real <c>dotnet test</c> leaves of its results, without a word in its command.</summary>
public sealed class RealTestRunTests
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />
            <PackageReference Include="xunit" Version="2.9.3" />
            <PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" />
          </ItemGroup>
        </Project>
        """;

    private const string Tests = """
        using Xunit;

        public class C
        {
            [Fact] public void Known() => Assert.Fail("it always did");
            [Fact] public void Fine() => Assert.True(true);
            [Theory, InlineData(1), InlineData(2)] public void Cases(int n) => Assert.True(n > 0);
        }
        """;

    [Fact(Timeout = 600000)]
    public async Task Known_failures_are_excused_and_new_or_missing_ones_are_not()
    {
        using var engine = new TestEngine().Configure("""
            baseline:
              regression_only: true
            limits:
              baseline_attempts: 0
            baseline_checks:
              - name: test
                command: dotnet test
            """);
        engine.Repo.Write("T.csproj", Project).Write("C.cs", Tests).Write(".gitignore", "bin/\nobj/\n")
            .Unit("a-good", tasks: new SpecText("do: echo 'public class New { [Xunit.Fact] public void One() => Xunit.Assert.True(true); }' > New.cs"))
            .Unit("b-missing", ["a-good"], tasks: new SpecText("do: sed -i /Fine/d C.cs"))
            .Unit("c-waits", ["a-good"], tasks: new SpecText("do: sed -i -e 's/, InlineData(2)//' -e /Known/d C.cs"))
            .Commit();

        engine.AssertExit(1, await engine.RunAsync());

        Assert.Equal<string>(["C.Known"], Assert.Single(Assert.Single(engine.Recorder.Events, e => e is { Unit: null, Data: BaselinePassed }).Data is BaselinePassed target ? target.Evidence : []).KnownFailures);
        Assert.Single(engine.Recorder.Of<UnitCompleted>("a-good"));
        Assert.Contains("New.cs", engine.Repo.Files());
        Assert.Equal(DiagnosticCodes.BaselineRed.Id, Assert.Single(engine.Recorder.Of<UnitFailed>("b-missing")).Diagnostic.Code);
        Assert.Equal("C.Cases ran 1 of 2 cases, C.Known vanished", string.Join(", ", Assert.Single(engine.Recorder.Of<TestsChanged>("c-waits")).Changes));
        Assert.Single(engine.Recorder.Of<UnitWaiting>("c-waits"));
        Assert.Equal("", engine.Repo.Status());
    }

    /// <summary>Unit a breaks the code and returns early from the test that guards it; b renames what the tests call.</summary>
    [Fact(Timeout = 600000)]
    public async Task Old_tests_judge_new_code()
    {
        using var engine = new TestEngine().Configure("baseline_checks:\n  - name: test\n    command: dotnet test tests/Shop.Tests\n");
        engine.Repo.Write("src/Shop/Shop.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>")
            .Write("src/Shop/Cart.cs", "public static class Cart { public static int Sum(int a, int b) => a + b; }\n")
            .Write("tests/Shop.Tests/Shop.Tests.csproj", Project.Replace("<ItemGroup>", "<ItemGroup><ProjectReference Include=\"../../src/Shop/Shop.csproj\" />", StringComparison.Ordinal))
            .Write("tests/Shop.Tests/CartTests.cs", "public class CartTests { [Xunit.Fact] public void Adds() { Xunit.Assert.Equal(3, Cart.Sum(1, 2)); } }\n")
            .Write(".gitignore", "bin/\nobj/\n")
            .Unit("a", tasks: new SpecText("do: sed -i 's/a + b/a - b/' src/Shop/Cart.cs; sed -i 's/{ Xunit.Assert/{ if (Cart.Sum(1, 1) < 9) return; Xunit.Assert/' tests/Shop.Tests/CartTests.cs"))
            .Unit("b", tasks: new SpecText("do: sed -i 's/Sum/Total/' src/Shop/Cart.cs tests/Shop.Tests/CartTests.cs"))
            .Commit();

        engine.AssertExit(3, await engine.RunAsync());

        Assert.Equal("CartTests.Adds fails as it stood before the unit's changes", string.Join(", ", Assert.Single(engine.Recorder.Of<TestsChanged>("a")).Changes));
        Assert.Equal("tests/Shop.Tests does not build as it stood before the unit's changes", string.Join(", ", Assert.Single(engine.Recorder.Of<TestsChanged>("b")).Changes));
        Assert.Contains("a + b", engine.Repo.Read("src/Shop/Cart.cs"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 600000)]
    [Incident("T43", "a gate writes its results where its own next step looks for them")]
    public async Task What_a_command_writes_stays_where_it_put_it_and_is_read_there()
    {
        const string Settings = "<RunSettings><RunConfiguration><ResultsDirectory>./out</ResultsDirectory></RunConfiguration><LoggerRunSettings><Loggers><Logger friendlyName=\"trx\" enabled=\"True\"><Configuration><LogFileName>mine.trx</LogFileName></Configuration></Logger></Loggers></LoggerRunSettings></RunSettings>";
        using var engine = new TestEngine().Configure("baseline_checks: []\n");
        var runs = new[]
        {
            "dotnet test --logger 'trx;LogFileName=out.trx' && grep -q Passed TestResults/out.trx",
            "dotnet test --no-build --settings a.runsettings && grep -q Passed out/mine.trx",
            "dotnet test --no-build --results-directory there -p:VSTestLogger=trx && grep -q Passed there/*.trx",
            "dotnet test --no-build && ! test -e TestResults",
        };
        engine.Repo.Write("T.csproj", Project).Write("C.cs", "public class C { [Xunit.Fact] public void Fine() => Xunit.Assert.True(true); }")
            .Write(".gitignore", "bin/\nobj/\nout/\nthere/\n").Write("a.runsettings", Settings)
            .Unit("a", tasks: new SpecText("do: echo x > x.txt", $"sh -ec 'rm -rf TestResults; {string.Join("; rm -rf TestResults; ", runs).Replace("'", "'\\''", StringComparison.Ordinal)}'"))
            .Commit();

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Equal((4, 0), (Assert.Single(engine.Recorder.Of<ValidationPassed>("a")).Evidence.Tests!.Passed, Assert.Single(engine.Recorder.Of<ValidationPassed>("a")).Evidence.Tests!.Failed));
    }
}
