using Choo.Adapters.Git;
using Choo.Core.CodeReview;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Git;

public sealed class GitDiffsTests
{
    private static async Task<GitDiffs> OpenAsync(GitRepo repo) => new((await Repository.OpenAsync(repo.Root, CancellationToken.None)).Repository!);

    [Fact(Timeout = 30000)]
    public async Task Lines_are_counted_by_file_and_a_binary_file_has_none()
    {
        using var repo = new GitRepo();
        var since = repo.Write("a b.txt", "1\n2\n").Write("gone.txt", "1\n").Write("same.txt", "s\n").Commit();
        File.WriteAllBytes(repo.At("picture.bin"), [0, 1, 2, 0]);
        repo.Git("mv", "gone.txt", "moved.txt");
        var until = repo.Write("a b.txt", "1\n3\n4\n").Write("ä[1].txt", "x\n").Commit();

        var lines = await (await OpenAsync(repo)).LinesAsync(since, until, CancellationToken.None);

        ChangedLines[] expected =
        [
            new("a b.txt", 2, 1), new("gone.txt", 0, 1), new("moved.txt", 1, 0), new("picture.bin", null, null), new("ä[1].txt", 1, 0),
        ];
        Assert.Equal(expected, lines.AsEnumerable());
    }

    [Fact(Timeout = 30000)]
    public async Task A_patch_has_the_named_files_alone_in_one_form_whatever_a_person_configured()
    {
        using var repo = new GitRepo();
        var since = repo.Write("[a].txt", "1\n").Write("a.txt", "1\n").Commit();
        File.WriteAllBytes(repo.At("latin.txt"), [(byte)'f', 0xfc, (byte)'\n']);
        var until = repo.Write("[a].txt", "2\n").Write("a.txt", "2\n").Commit();
        repo.Git("config", "diff.noprefix", "true");
        repo.Git("config", "diff.external", "false");
        repo.Git("config", "color.diff", "always");

        var patch = await (await OpenAsync(repo)).PatchAsync(since, until, ["[a].txt", "latin.txt"], CancellationToken.None);

        Assert.StartsWith("diff --git a/[a].txt b/[a].txt\n", patch, StringComparison.Ordinal);
        Assert.Contains("\n-1\n+2\ndiff --git a/latin.txt b/latin.txt\n", patch, StringComparison.Ordinal);
        Assert.Contains("\n+f\ufffd", patch, StringComparison.Ordinal);
        Assert.DoesNotContain("b/a.txt", patch, StringComparison.Ordinal);
    }
}
