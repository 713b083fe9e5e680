using System.Text;
using Choo.Testing;
using Choo.Testing.Fuzzing;
using Choo.Tool.Cli;
using Xunit;

namespace Choo.Tool.Tests.Fuzzing;

/// <summary>Mutations of real command lines: each is understood or refused with a code, and never an exception.</summary>
public sealed class CommandLineFuzzTests
{
    private static readonly string[] Lines =
    [
        "run\0--unit\0core\0-p\08\0--output\0ndjson", "run\0--target\0main\0--no-merge\0--report\0junit=a.xml", "-C\0folder\0resume\0-p\01", "validate\0--json\0specs/tasks", "plan\0--json",
        "status\0--json", "logs\0core\0--task\02\0--follow", "why\0core", "cleanup\0--dry-run\0--reset", "doctor\0--fix\0--json", "prompt\0core\02", "completion\0bash", "init\0--force", "new\0unit\0core\0--task\0One\0--depends-on\0a,b", "help\0run", "--version",
    ];

    [Fact(Timeout = 600000)]
    [Incident("W11", "the test mutates command lines")]
    [Incident("T2", "the test mutates command lines")]
    public Task Command_lines() => Task.Run(() => Fuzz.Try([.. Lines.Select(Encoding.UTF8.GetBytes)], input =>
    {
        // A word of a command line cannot hold the character that ends it.
        var words = Encoding.UTF8.GetString(input).Split('\0');
        try
        {
            if (CommandLine.Split(words) is { Command: { } name, WantsHelp: false } line && CommandTable.Find(name) is { } command)
            {
                Parser.Parse(command, line.Rest);
            }
        }
        catch (UsageException refused)
        {
            Assert.Matches("^CHOO0\\d{3}$", refused.Diagnostic.Code);
            using var test = new TestConsole();
            Assert.Equal(2, CommandLineApp.Run(words, test.Console));
            Assert.Matches("^choo: error CHOO0\\d{3}: [^\n]+\n$", test.Error);
        }
    }));
}
