using System.Text.Json;
using Choo.Testing;
using Xunit;

namespace Choo.Tool.Tests.Commands;

public sealed class EvidenceTests
{
    [Fact(Timeout = 60000)]
    public async Task It_is_shown_verified_and_told_to_programs_in_the_form_of_its_schema()
    {
        using var repo = new GitRepo();
        using var test = new TestConsole();
        test.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        repo.Write(".choo.yaml", $"provider:\n  providers:\n    claude:\n      command: {ScriptAgents.WriteClaude(repo.Around)}\n")
            .Unit("parser", tasks: new SpecText()).Commit();
        Assert.Equal(0, await test.RunAsync($"run -v q -C {repo.Root}"));

        Assert.Equal(0, await test.RunAsync($"evidence parser -C {repo.Root}"));
        Assert.Contains("# Evidence: parser\n", test.Out, StringComparison.Ordinal);
        Assert.Contains("verified: ", test.Out, StringComparison.Ordinal);

        using var json = new TestConsole();
        Assert.Equal(0, await json.RunAsync($"evidence parser --json -C {repo.Root}"));
        using var document = JsonDocument.Parse(json.Out);
        Assert.True(document.RootElement.GetProperty("verified").GetBoolean());
        Schemas.Validate(json.Out, "evidence");

        repo.Git("reset", "--quiet", "--hard", "main^1");
        Assert.Equal(1, await test.RunAsync($"evidence parser -C {repo.Root}"));
        Assert.Contains("NOT verified: 1 error", test.Out, StringComparison.Ordinal);
        Assert.Contains("error CHOO4022: main does not contain", test.Error, StringComparison.Ordinal);
        Assert.Equal(2, await test.RunAsync($"evidence other -C {repo.Root}"));
        Assert.Contains("CHOO4021", test.Error, StringComparison.Ordinal);
    }
}
