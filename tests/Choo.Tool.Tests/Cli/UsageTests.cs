using Xunit;

namespace Choo.Tool.Tests.Cli;

public sealed class UsageTests
{
    [Theory]
    [InlineData("rnu", "there is no command 'rnu'; did you mean 'run'? See 'dotnet choo --help'")]
    [InlineData("valdate", "did you mean 'validate'?")]
    [InlineData("run --unti parser", "'run' has no option '--unti'; did you mean '--unit'? See 'dotnet choo run --help'")]
    [InlineData("run --paralelism=3", "'run' has no option '--paralelism'; did you mean '--parallelism'?")]
    [InlineData("run -p", "missing value for option 'p'")]
    [InlineData("run -p 0", "--parallelism takes a whole number from 1, not '0'")]
    [InlineData("run -p many", "--parallelism takes a whole number from 1, not 'many'")]
    [InlineData("run --output xml", "--output takes text, ndjson, not 'xml'")]
    [InlineData("run -v loud", "--verbosity takes q, quiet")]
    [InlineData("run -v", "missing value for option 'v'")]
    [InlineData("run --report html=x", "--report takes junit=FILE or sarif=FILE, not 'html=x'")]
    [InlineData("run --report junit", "--report junit needs a file")]
    [InlineData("run --report junit=no/such/folder/x.xml", "there is no folder")]
    [InlineData("run a b", "'run' does not know what to do with 'b'")]
    [InlineData("run --feature x --no-merge", "--feature gathers the units on one branch, and --no-merge leaves each on its own; give one of them")]
    [InlineData("run --json", "--json needs --dry-run")]
    [InlineData("run --dry-run=3", "unexpected value '3' for option 'dry-run'")]
    [InlineData("prompt", "'prompt' needs <unit>")]
    [InlineData("completion tcsh", "<shell> takes bash, zsh, fish, pwsh, not 'tcsh'")]
    [InlineData("--directory nowhere status", "there is no such folder")]
    [InlineData("--verison", "did you mean '--version'?")]
    [InlineData("-C .", "which command?")]
    public async Task Wrong_usage_is_one_line_on_standard_error_and_exit_2(string line, string message)
    {
        using var test = new TestConsole();
        Assert.Equal(2, await test.RunAsync(line));
        Assert.StartsWith("choo: error CHOO0001: ", test.Error, StringComparison.Ordinal);
        Assert.Contains(message, test.Error, StringComparison.Ordinal);
        Assert.Single(test.Error.TrimEnd('\n').Split('\n'));
        Assert.Empty(test.Out);
    }

    [Fact]
    public void A_fault_shows_its_code_and_where_its_details_are_and_no_stack()
    {
        using var test = new TestConsole();
        var console = test.Console with { Out = new BrokenWriter() };
        Assert.Equal(1, Tool.Cli.CommandLineApp.Run(["--help"], console));
        Assert.StartsWith("choo: error CHOO9001: InvalidOperationException: on purpose (details: ", test.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", test.Error, StringComparison.Ordinal);
        var file = test.Error[(test.Error.IndexOf("details: ", StringComparison.Ordinal) + 9)..].TrimEnd('\n', ')');
        Assert.Contains("   at ", File.ReadAllText(file), StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public async Task The_directory_option_stands_before_or_after_the_command()
    {
        using var test = new TestConsole();
        test.Folder.Folder("inside");
        Assert.Equal(0, await test.RunAsync("-C inside init"));
        Assert.Equal(0, await test.RunAsync("init -C ."));
        Assert.True(test.Folder.Has("inside/.choo.yaml"));
        Assert.True(test.Folder.Has(".choo.yaml"));
    }

    [Theory]
    [InlineData("version")]
    [InlineData("version --no-color")]
    public async Task Version_tells_version_commit_and_runtime(string line)
    {
        using var test = new TestConsole();
        Assert.Equal(0, await test.RunAsync(line));
        Assert.StartsWith($"choo {BuildInfo.Version}\ncommit: {BuildInfo.Commit}\nruntime: .NET ", test.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_short_way_answers_only_what_it_was_asked()
    {
        Assert.Equal($"{BuildInfo.Version}\n", VersionText.Asked(["--version"]));
        Assert.NotNull(VersionText.Asked(["version"]));
        Assert.Null(VersionText.Asked(["run", "--version"]));
        Assert.Null(VersionText.Asked([]));
    }

    private sealed class BrokenWriter : StringWriter
    {
        public override void Write(string? value) => throw new InvalidOperationException("on purpose");
    }
}
