using Choo.Adapters.Files;
using Choo.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Files;

public sealed class SpecialFilesTests : IDisposable
{
    private readonly TempFolder temp = new();

    // So late that every folder's last change is long ago.
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow.AddMinutes(1));

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Pipes_are_found_at_any_depth_and_gits_own_folder_is_left_out()
    {
        temp.Folder("a/b/.git");
        temp.Write("a/b/file", "x");
        MadeFile.Pipe(temp.At("a/b/pipe"));
        MadeFile.Pipe(temp.At("a/b/.git/pipe"));
        Directory.CreateSymbolicLink(temp.At("loop"), temp.Path);

        Assert.Equal([new SpecialFile("a/b/pipe", FileKind.Pipe)], Find());
    }

    [Fact]
    public void What_came_since_an_earlier_search_is_found_wherever_it_is()
    {
        temp.Write("a/b/c/file", "x");
        temp.Write("d/file", "x");
        var files = new SpecialFiles(temp.Path, clock);
        Assert.Empty(files.Find());

        MadeFile.Pipe(temp.At("a/b/c/pipe"));
        temp.Folder("a/new/deep");
        MadeFile.Pipe(temp.At("a/new/deep/pipe"));
        Directory.Move(temp.At("d"), temp.At("a/moved"));
        MadeFile.Pipe(temp.At("a/moved/pipe"));

        Assert.Equal(["a/b/c/pipe", "a/moved/pipe", "a/new/deep/pipe"], files.Find().Select(each => each.Path).Order());
    }

    [Fact]
    public void What_was_removed_is_not_found_again_and_what_stayed_is()
    {
        temp.Folder("a");
        temp.Folder("b");
        MadeFile.Pipe(temp.At("a/stays"));
        MadeFile.Pipe(temp.At("b/goes"));
        var files = new SpecialFiles(temp.Path, clock);
        Assert.Equal(2, files.Find().Length);

        Directory.Delete(temp.At("b"), recursive: true);

        Assert.Equal(["a/stays"], files.Find().Select(each => each.Path));
    }

    [Fact]
    public void A_folder_that_changed_a_moment_ago_is_read_again()
    {
        temp.Write("a/file", "x");
        var files = new SpecialFiles(temp.Path, new FakeTimeProvider(DateTimeOffset.UtcNow));
        Assert.Empty(files.Find());

        MadeFile.Pipe(temp.At("a/pipe"));

        Assert.Equal(["a/pipe"], files.Find().Select(each => each.Path));
    }

    [Fact]
    public void A_time_of_modification_that_was_set_back_hides_nothing()
    {
        temp.Write("a/file", "x");
        var files = new SpecialFiles(temp.Path, clock);
        var before = Directory.GetLastWriteTimeUtc(temp.At("a"));
        Assert.Empty(files.Find());

        MadeFile.Pipe(temp.At("a/pipe"));
        Directory.SetLastWriteTimeUtc(temp.At("a"), before);

        Assert.Equal(["a/pipe"], files.Find().Select(each => each.Path));
    }

    private IEnumerable<SpecialFile> Find() => new SpecialFiles(temp.Path, clock).Find();
}
