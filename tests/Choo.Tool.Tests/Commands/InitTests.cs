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
