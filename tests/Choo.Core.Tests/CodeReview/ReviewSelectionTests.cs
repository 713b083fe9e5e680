using Choo.Core.CodeReview;
using Xunit;

namespace Choo.Core.Tests.CodeReview;

public class ReviewSelectionTests
{
    [Theory]
    [InlineData("package-lock.json")]
    [InlineData("web/yarn.lock")]
    [InlineData("src/App/packages.lock.json")]
    [InlineData("Cargo.lock")]
    [InlineData("go.sum")]
    [InlineData("src/Form1.Designer.cs")]
    [InlineData("src/obj/A.g.cs")]
    [InlineData("web/dist/app.js")]
    [InlineData("web/app.min.js")]
    public void Lock_and_generated_files_are_only_named(string path)
    {
        var selection = ReviewSelection.Of([new ChangedLines(path, 10, 2)]);
        Assert.Empty(selection.Shown);
        Assert.Equal($"{path}: +10 -2 lines, generated or a lock file", Assert.Single(selection.Named));
    }

    [Theory]
    [InlineData("src/Lock.cs")]
    [InlineData("src/Distance.cs")]
    [InlineData("package.json")]
    [InlineData("go.mod")]
    [InlineData("binary.cs")]
    public void Others_are_shown(string path)
    {
        var selection = ReviewSelection.Of([new ChangedLines(path, 10, 2)]);
        Assert.Equal((path, 0), (Assert.Single(selection.Shown), selection.Named.Length));
    }

    [Fact]
    public void Binary_and_long_files_are_only_named_and_the_rest_goes_on()
    {
        var selection = ReviewSelection.Of(
        [
            new ChangedLines("a.png", null, null), new ChangedLines("a.cs", 2_001, 0), new ChangedLines("b.cs", 1_000, 1_000), new ChangedLines("c.cs", 2_000, 0),
            new ChangedLines("d.cs", 1_999, 0), new ChangedLines("e.cs", 2, 0), new ChangedLines("f.cs", 1, 0),
        ]);
        Assert.Equal(["b.cs", "c.cs", "d.cs", "f.cs"], selection.Shown.AsEnumerable());
        Assert.Equal(["a.png: binary", "a.cs: +2001 -0 lines, too long to show", "e.cs: +2 -0 lines, the diff is too long to show all of it"], selection.Named.AsEnumerable());
    }

    [Fact]
    public void A_flood_of_files_is_counted()
    {
        var selection = ReviewSelection.Of(Enumerable.Range(0, 1_000).Select(i => new ChangedLines($"{i}.cs", 1, 0)));
        Assert.Equal((200, 201, "and 600 other files"), (selection.Shown.Length, selection.Named.Length, selection.Named[^1]));
    }

    [Fact]
    public void A_patch_within_bounds_stays_as_it_is()
    {
        const string Patch = "diff --git a/a b/a\n+x\ndiff --git a/b b/b\n+diff --git a/c b/c\n";
        Assert.Equal((Patch, 0), Bound(Patch));
        Assert.Equal(("", 0), Bound(""));

        static (string, int) Bound(string patch) => PatchText.Bound(patch) is var (text, dropped) ? (text, dropped.Length) : default;
    }

    [Fact]
    public void Each_file_of_a_patch_and_the_whole_are_cut()
    {
        var minified = $"diff --git a/a b/a\n+{new string('x', 500_000)}\n";
        var line = string.Concat(Enumerable.Repeat("+0123456789\n", 4_000));
        var patch = minified + string.Concat(Enumerable.Range(0, 20).Select(i => $"diff --git a/{i} b/{i}\n{line}"));
        var (bound, dropped) = PatchText.Bound(patch);
        Assert.StartsWith("diff --git a/a b/a\n(cut here: the rest is too long to show)\ndiff --git a/0 b/0\n+0123456789\n", bound, StringComparison.Ordinal);
        Assert.EndsWith("\n(cut here: the rest is too long to show)\n", bound, StringComparison.Ordinal);
        Assert.InRange(bound.Length, 200_000, 240_100);
        var shown = bound.Split('\n').Where(each => each.StartsWith("diff --git ", StringComparison.Ordinal)).Select(each => each.Split(" b/")[1]);
        Assert.Equal(["a", .. Enumerable.Range(0, 20).Select(i => $"{i}")], shown.Concat(dropped));
        Assert.NotEmpty(dropped);
    }

    [Theory]
    [InlineData("diff --git a/a b/c b/a b/c", "a b/c")]
    [InlineData("diff --git a/old b/new", "a/old b/new")]
    [InlineData("diff --git \"a/\\303\\244\" \"b/\\303\\244\"", "\"a/\\303\\244\" \"b/\\303\\244\"")]
    public void What_is_dropped_is_named(string head, string name)
    {
        var full = string.Concat(Enumerable.Range(0, 5).Select(i => $"diff --git a/{i} b/{i}\n{string.Concat(Enumerable.Repeat("+0123456789\n", 5_000))}"));
        Assert.Equal(name, PatchText.Bound($"{full}{head}\n+x\n").Dropped[^1]);
    }
}
