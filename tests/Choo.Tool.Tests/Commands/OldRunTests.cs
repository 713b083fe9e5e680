using Choo.Testing;
using Xunit;

namespace Choo.Tool.Tests.Commands;

/// <summary>Runs whose journals earlier versions wrote, as the commands that only read show them.</summary>
public sealed class OldRunTests
{
    private const string Run = "20260101-120000-0001";

    [Theory]
    [InlineData("before-the-train")]
    [InlineData("first-version")]
    public async Task It_is_shown_as_a_run_of_today_is(string name)
    {
        using var test = new TestConsole();
        var fixture = Path.Combine(RepositoryRoot.Folder, "tests", "Choo.Adapters.Tests", "Journal", "Fixtures", $"{name}.jsonl");
        test.Folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        test.Folder.Write($".choo/runs/{Run}/events.jsonl", File.ReadAllText(fixture));

        foreach (var command in new[] { "status", "why a", "why b", "why c", "why d", "runs" })
        {
            Assert.Equal(0, await test.RunAsync(command));
        }

        Golden.Verify(test.Out, $"OldRun.{name}");
        Assert.Equal("", test.Error);

        foreach (var (command, schema) in new[] { ("status --json", "status"), ("runs --json", "runs") })
        {
            using var json = new TestConsole();
            Assert.Equal(0, await json.RunAsync($"-C {test.Folder.Path} {command}"));
            Schemas.Validate(json.Out, schema);
        }
    }
}
