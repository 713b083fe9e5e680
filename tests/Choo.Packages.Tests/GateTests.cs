using Choo.Packages.Tests.Surroundings;
using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary>A gate that is a real <c>dotnet build</c>.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class GateTests(InstalledTool tool)
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
          </PropertyGroup>
        </Project>
        """;

    [LinuxFact]
    public async Task A_compiler_error_is_in_the_second_prompt_and_three_failures_block_only_dependents()
    {
        using var site = new Site(tool);
        Arrange(site);

        var finished = await site.RunAsync(CancellationToken.None, "run", "-p", "2");

        finished.Exits(1);
        var journal = site.Journal();
        Assert.DoesNotContain("CS0103", journal.Log("cured-01-turn1*.prompt.md"), StringComparison.Ordinal);
        var second = journal.Log("cured-01-turn2*.prompt.md");
        Assert.Contains("\nGreeting.cs(1,63): error CS0103: The name 'unknown' does not exist", second, StringComparison.Ordinal);
        Assert.Equal(["complete 2", "blocked 0", "complete 1", "failed 3"], await StatesAsync(site, "cured", "after", "free", "hopeless"));
        Assert.Contains("after is blocked by hopeless", finished.Output, StringComparison.Ordinal);
        Assert.Contains("CS0103", finished.Output, StringComparison.Ordinal);
        Assert.Contains("hopeless", (await site.RunAsync(CancellationToken.None, "why", "after")).Exits(0).Output, StringComparison.Ordinal);
        Assert.Contains("internal static class Greeting", site.Repo.Show("main", "Greeting.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("Wrong.cs", site.Repo.Files());
        Assert.Equal("", site.Repo.Status());
    }

    private static void Arrange(Site site)
    {
        site.Around.WriteProgram("bin/claude", $"#!/bin/sh\nexec '{FakeAgentProgram.Path}' \"$@\"\n");
        site.Repo.Write("Tiny.csproj", Project).Write("Main.cs", "System.Console.WriteLine(\"hello\");\n").Write(".gitignore", "bin/\nobj/\n");
        site.Repo.Write(".choo.yaml", "baseline_checks: []\n");
        var greeting = "fake: {0} write Greeting.cs internal static class Greeting {{ public static string Text => {1}; }}\n\n";
        site.Repo.Unit("cured", tasks: new SpecText(string.Format(null, greeting, "when attempt 1", "unknown") + string.Format(null, greeting, "when attempt 2+", "\"hello\""), "dotnet build"));
        site.Repo.Unit("hopeless", tasks: new SpecText("fake: write Wrong.cs internal static class Wrong { public static string Text => unknown; }", "dotnet build"));
        site.Repo.Unit("after", ["hopeless"], tasks: new SpecText());
        site.Repo.Unit("free", tasks: new SpecText("fake: write free.txt free"));
        site.Repo.Commit("specs");
    }

    private static async Task<string[]> StatesAsync(Site site, params string[] units)
    {
        var status = await site.JsonAsync(0, CancellationToken.None, "status", "--json");
        var states = status.GetProperty("units").EnumerateArray().ToDictionary(
            unit => unit.GetProperty("id").GetString()!,
            unit => $"{unit.GetProperty("state").GetString()} {unit.GetProperty("attempts").GetInt32()}");
        return [.. units.Select(unit => states[unit])];
    }
}
