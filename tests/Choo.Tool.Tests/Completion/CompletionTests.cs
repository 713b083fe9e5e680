using Choo.Tool.Completion;
using CliWrap;
using CliWrap.Buffered;
using Xunit;

namespace Choo.Tool.Tests.Completion;

public sealed class CompletionTests
{
    [Theory(Timeout = 30000)]
    [InlineData("dotnet-choo res", "resume")]
    [InlineData("dotnet-choo run --paral", "--parallelism")]
    [InlineData("dotnet-choo run --output nd", "ndjson")]
    [InlineData("dotnet-choo logs he", "hello-choo")]
    [InlineData("dotnet-choo run --unit he", "hello-choo")]
    [InlineData("dotnet-choo -C . why he", "hello-choo")]
    [InlineData("dotnet-choo completion z", "zsh")]
    [InlineData("dotnet-choo new u", "unit")]
    [InlineData("dotnet-choo new unit api --depends-on he", "hello-choo")]
    [InlineData("dotnet-choo explain CHOO420", "CHOO4201")]
    [InlineData("dotnet-choo plan spe", "specs")]
    [InlineData("dotnet choo val", "validate")]
    [InlineData("dotnet choo resume --no-t", "--no-tui")]
    public async Task Bash_completes(string line, string expected)
    {
        using var test = new TestConsole();
        await test.RunAsync("init");
        var found = await BashAsync(test, line);
        Assert.Equal([expected], found);
    }

    [Fact(Timeout = 30000)]
    public async Task Bash_offers_all_commands()
    {
        using var test = new TestConsole();
        Assert.Superset(Tool.Cli.CommandTable.Names.ToHashSet(), (await BashAsync(test, "dotnet-choo ")).ToHashSet());
    }

    [Theory(Timeout = 30000)]
    [InlineData("bash", "-n")]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "--no-execute")]
    public async Task Shells_accept_their_script(string shell, string check)
    {
        if (!IsThere(shell))
        {
            return;
        }

        using var test = new TestConsole();
        Assert.Equal(0, await test.RunAsync($"completion {shell}"));
        var file = test.Folder.Write($"script.{shell}", test.Out);
        var (code, text) = await StartAsync(shell, [check, file], test.Folder.Path);
        Assert.True(code == 0, text);
    }

    [Fact]
    public void Every_script_names_every_command_and_its_options()
    {
        foreach (var script in new[] { BashCompletion.Script(), ZshCompletion.Script(), FishCompletion.Script(), PwshCompletion.Script() })
        {
            foreach (var command in Tool.Cli.CommandTable.All)
            {
                Assert.Contains(command.Name, script, StringComparison.Ordinal);
                Assert.All(command.Options, option => Assert.Contains(option.Long, script, StringComparison.Ordinal));
            }
        }
    }

    private static async Task<string[]> BashAsync(TestConsole test, string line)
    {
        if (!IsThere("bash"))
        {
            return [];
        }

        test.Folder.Write("choo.bash", BashCompletion.Script());
        var words = line.Split(' ');
        var function = words[0] == "dotnet" ? "_dotnet_choo_in_dotnet" : "_dotnet_choo";
        var script = $"""
            source ./choo.bash
            COMP_WORDS=({string.Join(' ', words.Select(word => $"'{word}'"))}); COMP_CWORD={words.Length - 1}; COMP_LINE='{line}'; COMP_POINT=${"{#COMP_LINE}"}
            complete -p {words[0]} | grep -q -- '-F {function}' || exit 9
            {function}
            printf '%s\n' "${"{COMPREPLY[@]}"}"
            """;
        var (code, text) = await StartAsync("bash", ["--norc", "--noprofile", "-c", script], test.Folder.Path);
        Assert.True(code == 0, $"{code}: {text}");
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool IsThere(string program) => !OperatingSystem.IsWindows()
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static async Task<(int Code, string Text)> StartAsync(string program, string[] arguments, string folder)
    {
        var result = await CliWrap.Cli.Wrap(program).WithArguments(arguments).WithWorkingDirectory(folder).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        return (result.ExitCode, result.StandardOutput + result.StandardError);
    }
}
