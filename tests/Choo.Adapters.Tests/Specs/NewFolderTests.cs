using Choo.Adapters.Specs;
using Choo.Core.Specs;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Specs;

public sealed class NewFolderTests
{
    private static readonly SpecFile[] Files = [new("a.md", "x/a.md", "one"u8.ToArray()), new("b.md", "x/b.md", "two"u8.ToArray())];

    [Fact]
    public void All_files_are_there_and_nothing_else()
    {
        using var folder = new TempFolder();
        NewFolder.Write(folder.At("specs", "tasks"), "unit", Files, CancellationToken.None);
        Assert.Equal(["unit"], Directory.EnumerateFileSystemEntries(folder.At("specs", "tasks")).Select(Path.GetFileName));
        Assert.Equal(("one", "two"), (folder.Read("specs/tasks/unit/a.md"), folder.Read("specs/tasks/unit/b.md")));
    }

    [Fact]
    public void A_stop_on_the_way_leaves_nothing_not_even_the_folders_above()
    {
        using var folder = new TempFolder();
        Assert.Throws<OperationCanceledException>(() => NewFolder.Write(folder.At("specs", "tasks"), "unit", Files, new CancellationToken(true)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void What_came_there_meanwhile_stays_as_it_is()
    {
        using var folder = new TempFolder();
        folder.Write("tasks/unit/a.md", "theirs");
        Assert.ThrowsAny<IOException>(() => NewFolder.Write(folder.At("tasks"), "unit", Files, CancellationToken.None));
        Assert.ThrowsAny<IOException>(() => NewFolder.Write(folder.At("tasks"), "other", [Files[0], Files[0]], CancellationToken.None));
        Assert.Equal("theirs", folder.Read("tasks/unit/a.md"));
        Assert.Equal(["unit"], Directory.EnumerateFileSystemEntries(folder.At("tasks")).Select(Path.GetFileName));
    }
}
