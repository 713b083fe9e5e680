using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>Builds in a repository that ignores nothing; a script stands for MSBuild and writes its outputs and its list of them.</summary>
public sealed class BuildOutputTests
{
    private const string Build = "build() { mkdir -p $1 $2; echo o > $1/App.dll; echo o > $2/App.pdb; printf \"$PWD/$1/App.dll\\n\" > $2/App.csproj.FileListAbsolute.txt; }; ";

    [Theory(Timeout = 60000)]
    [InlineData("build App/bin/x64/Debug/net10.0 App/obj/x64/Debug/net10.0", "")]
    [InlineData("build artifacts/bin/App/debug artifacts/obj/App/debug", "")]
    [InlineData("build App/bin/Staging App/obj/Staging", "App/obj/")]
    public async Task Outputs_of_an_agents_and_of_a_gates_build_are_no_work(string build, string ignored)
    {
        using var engine = new TestEngine().Configure("baseline_checks: []\n");
        engine.Repo.Write("App/App.csproj", "<Project />\n").Write(".gitignore", ignored + "\n")
            .Unit("a", tasks: new SpecText($"do: {Build}{build}; echo w > App/T.cs; mkdir -p App/bin; echo w > App/bin/run.sh"))
            .Unit("b", tasks: new SpecText("do: echo w > App/U.cs", $"{Build}{build}"))
            .Commit();

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Equal(["App/App.csproj", "App/T.cs", "App/U.cs", "App/bin/run.sh"], engine.Repo.Files().Where(file => file.StartsWith('A') || file.StartsWith("art", StringComparison.Ordinal)));
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task What_the_repository_keeps_lands()
    {
        using var engine = new TestEngine().Configure("baseline_checks: []\n");
        engine.Repo.Write("App/App.csproj", "<Project />\n").Write(".gitignore", "!App/bin/x64/\n").Write("App/obj/x64/known.txt", "1")
            .Unit("a", tasks: new SpecText($"do: {Build}build App/bin/x64 App/obj/x64; echo 2 > App/obj/x64/known.txt"))
            .Commit();

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Contains("App/bin/x64/App.dll", engine.Repo.Files());
        Assert.Equal("2", engine.Repo.Show("main", "App/obj/x64/known.txt"));
        Assert.DoesNotContain("App/obj/x64/App.csproj.FileListAbsolute.txt", engine.Repo.Files());
        engine.AssertNothingLeft();
    }
}
