using System.Text;
using Choo.Testing;
using Choo.Tool.Cli;
using Xunit;

namespace Choo.Tool.Tests.Cli;

public sealed class ReferenceTests
{
    [Fact]
    public void The_reference_in_the_guide_is_the_help()
    {
        var file = Path.Combine(RepositoryRoot.Folder, "docs", "guide", "commands.md");
        var expected = Reference();
        if (Environment.GetEnvironmentVariable("CHOO_WRITE_REFERENCE") == "1")
        {
            File.WriteAllText(file, expected);
        }

        Assert.True(
            File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == expected,
            "docs/guide/commands.md is not what the help says; CHOO_WRITE_REFERENCE=1 dotnet test tests/Choo.Tool.Tests writes it anew");
    }

    private static string Reference()
    {
        var text = new StringBuilder("""
            # Commands

            Every command of `dotnet choo`, as its `--help` prints it (a test checks that this page is up to date). `dotnet-choo` is the same program.
            Standard output carries data; progress and diagnostics go to standard error.


            """);
        text.Append("```text\n").Append(HelpText.Overview().Replace($"choo {BuildInfo.Version}", "choo", StringComparison.Ordinal)).Append("```\n");
        foreach (var command in CommandTable.All)
        {
            text.Append($"\n## {command.Name}\n\n```text\n").Append(HelpText.Of(command)).Append("```\n");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }
}
