using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>Default gates with a real <c>dotnet</c>: those of the tree that is judged.</summary>
public sealed class DefaultGateTests
{
    private const string Project = "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>";

    private static string Spec(string body) => $"---\ntask: 1\nstatus: pending\n---\n\n{body}\n";

    [Fact(Timeout = 600000)]
    [Incident("T42", "the repository has no project at first")]
    public async Task The_first_project_is_judged_by_itself_and_what_breaks_it_does_not_land()
    {
        using var engine = new TestEngine().Configure("limits:\n  task_attempts: 1\n  baseline_attempts: 0\n");
        engine.Repo.Write(".gitignore", "bin/\nobj/\n")
            .Unit("first", tasks: new SpecText($"do: mkdir -p src/App && echo '{Project}' > src/App/App.csproj"))
            .Unit("second", ["first"], tasks: new SpecText("do: echo 'class Broken { this is no C# }' > src/App/Broken.cs", "test -f src/App/Broken.cs"))
            .Write(GitRepo.SpecPath("first", 1), Spec($"do: mkdir -p src/App && echo '{Project}' > src/App/App.csproj")).Commit();

        engine.AssertExit(1, await engine.RunAsync());

        Assert.Single(engine.Recorder.Of<UnitCompleted>("first"));
        Assert.Equal(DiagnosticCodes.BaselineRed.Id, Assert.Single(engine.Recorder.Of<UnitFailed>("second")).Diagnostic.Code);
        Assert.DoesNotContain("src/App/Broken.cs", engine.Repo.Files());
        Assert.Equal("dotnet build src/App/App.csproj", Assert.Single(engine.Recorder.Of<ValidationPassed>("first")).Evidence.Command);
    }
}
