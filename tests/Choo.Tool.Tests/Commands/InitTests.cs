using Xunit;

namespace Choo.Tool.Tests.Commands;

public sealed class InitTests
{
    [Fact]
    public async Task What_init_writes_is_valid()
    {
        using var test = new TestConsole();
        Assert.Equal(0, await test.RunAsync("init"));
        Assert.Equal("wrote .choo.yaml\nwrote specs/tasks/hello-choo/IMPLEMENTATION_PLAN.md\nwrote specs/tasks/hello-choo/01-greeting.md\n", test.Out);
        using var check = new TestConsole();
        Assert.Equal(0, await check.RunAsync($"validate -C {test.Folder.Path}"));
        Assert.Equal("1 unit, 1 task: no problems\n", check.Out);
    }

    [Fact]
    public async Task In_a_dotnet_repository_the_sample_must_also_build_and_the_file_names_its_schema()
    {
        using var test = new TestConsole();
        test.Folder.Write("src/App/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />\n");
        Assert.Equal(0, await test.RunAsync("init"));
        Assert.Contains("\nbackpressure: \"git hash-object HELLO-CHOO.md && dotnet build src/App/App.csproj\"\n", test.Folder.Read("specs/tasks/hello-choo/01-greeting.md"), StringComparison.Ordinal);
        Assert.StartsWith(
            $"# yaml-language-server: $schema=https://github.com/choo-dev/choo/raw/v{BuildInfo.Version}/docs/schema/choo.schema.json\n", test.Folder.Read(".choo.yaml"), StringComparison.Ordinal);
        using var check = new TestConsole();
        Assert.Equal(0, await check.RunAsync($"validate -C {test.Folder.Path}"));
    }

    [Fact]
    public async Task What_is_there_already_is_never_overwritten()
    {
        using var test = new TestConsole();
        test.Folder.Write(".choo.yaml", "parallelism: 1\n");
        Assert.Equal(0, await test.RunAsync("init"));
        Assert.Equal("parallelism: 1\n", test.Folder.Read(".choo.yaml"));
        Assert.Contains("kept .choo.yaml", test.Error, StringComparison.Ordinal);
        Assert.Equal(2, await test.RunAsync("init"));
        Assert.Contains("choo: error CHOO0009: nothing was written", test.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_writes_to_the_top_of_the_repository()
    {
        using var test = new TestConsole();
        test.Folder.Write(".git/HEAD", "ref: refs/heads/main\n");

        // A stray empty folder of that name, as one nearer by, is no repository.
        test.Folder.Folder("src/.git");
        test.Folder.Folder("src/deep");
        Assert.Equal(0, await test.RunAsync("-C src/deep init"));
        Assert.True(test.Folder.Has(".choo.yaml"));
    }
}
