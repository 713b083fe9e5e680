using Choo.Adapters.Git;
using Choo.Adapters.Tests.Processes;
using Choo.Core.Ports;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Git;

/// <summary>One git that stays answers as one that is started for each merge.</summary>
public sealed class MergeTreesTests : IDisposable
{
    private readonly GitRepo repo = new();

    public void Dispose() => repo.Dispose();

    [UnixFact(Timeout = 60000)]
    public async Task Every_merge_is_what_git_alone_makes_of_it_and_git_is_started_once()
    {
        var pairs = Pairs();
        using var bench = await BenchAsync("");

        foreach (var (ours, theirs) in pairs)
        {
            Assert.Equal(Alone(ours, theirs), Told(await bench.MergeAsync(ours, theirs)));
        }

        Assert.Equal(1, Starts());
        Assert.Equal(4, pairs.Count(pair => Alone(pair.Ours, pair.Theirs).StartsWith("1|", StringComparison.Ordinal)));
    }

    [UnixFact(Timeout = 60000)]
    public async Task A_git_that_does_not_know_how_to_stay_is_started_for_each()
    {
        var pairs = Pairs();
        using var bench = await BenchAsync("case \"$*\" in *--stdin*) echo \"error: unknown option \\`stdin'\" >&2; exit 129 ;; esac");

        foreach (var (ours, theirs) in pairs)
        {
            Assert.Equal(Alone(ours, theirs), Told(await bench.MergeAsync(ours, theirs)));
        }

        Assert.Equal(pairs.Length + 1, Starts());
    }

    [UnixFact(Timeout = 60000)]
    public async Task One_that_answers_only_when_its_input_ends_is_not_waited_for()
    {
        var (ours, theirs) = Pairs()[0];
        using var bench = await BenchAsync("case \"$*\" in *--stdin*) exec cat >/dev/null ;; esac", TimeSpan.FromMilliseconds(1));

        Assert.Equal(Alone(ours, theirs), Told(await bench.MergeAsync(ours, theirs)));
        Assert.Equal(Alone(theirs, ours), Told(await bench.MergeAsync(theirs, ours)));
        Assert.Equal(3, Starts());
    }

    [UnixFact(Timeout = 60000)]
    public async Task What_git_refuses_is_a_clear_error_and_the_next_merge_is_made()
    {
        var (ours, theirs) = Pairs()[0];
        using var bench = await BenchAsync("");

        var refused = await Assert.ThrowsAsync<PortException>(() => bench.MergeAsync(ours, new string('0', 40)));

        Assert.Contains("merge-tree", refused.Diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(Alone(ours, theirs), Told(await bench.MergeAsync(ours, theirs)));
        Assert.Equal(Alone(ours, theirs), Told(await bench.MergeAsync(ours, theirs)));
        Assert.Equal(3, Starts());
    }

    [UnixFact(Timeout = 60000)]
    public async Task A_merge_driver_that_prints_is_named_and_takes_no_merge_for_another()
    {
        var (ours, theirs) = Pairs()[6];
        using var bench = await BenchAsync("");
        File.WriteAllText(Path.Combine(bench.Folder, ".gitattributes"), "a.txt merge=loud\n");
        repo.Git("config", "merge.loud.driver", "echo merging; cp %B %A");

        foreach (var _ in new[] { 1, 2 })
        {
            var refused = await Assert.ThrowsAsync<PortException>(() => bench.MergeAsync(ours, theirs));
            Assert.Contains("a merge driver of yours", refused.Diagnostic.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Clean, nothing new on either side, and conflicts of several kinds.</summary>
    private (string Ours, string Theirs)[] Pairs()
    {
        var first = repo.Write("a.txt", "1\n2\n3\n").Write("gone.txt", "x\n").Write("folder/old.txt", "one\ntwo\nthree\nfour\n").Commit();
        var clean = repo.Write("b.txt", "b\n").Commit();
        string Side(Action change)
        {
            repo.Git("checkout", "--quiet", "--detach", first);
            change();
            return repo.Commit();
        }

        var edited = Side(() => repo.Write("a.txt", "1\nours\n3\n").Write("gone.txt", "changed\n").Write("with\nline ends\n", "y"));
        var other = Side(() => repo.Write("a.txt", "1\ntheirs\n3\n").Write("with\nline ends\n", "z"));
        var deleted = Side(() => File.Delete(repo.At("gone.txt")));
        var renamed = Side(() => repo.Git("mv", "folder/old.txt", "folder/new.txt"));
        var renamedElse = Side(() => repo.Git("mv", "folder/old.txt", "folder/else.txt"));
        var binary = Side(() => repo.Write("a.txt", "\0\u0001"));
        return
        [
            (clean, edited), (edited, clean), (first, clean), (clean, first), (clean, clean), (renamed, edited),
            (edited, other), (edited, deleted), (renamed, renamedElse), (binary, edited), (deleted, renamed),
        ];
    }

    private string Alone(string ours, string theirs)
    {
        var (code, output, _) = repo.TryGit(repo.Root, "merge-tree", "--write-tree", "--no-messages", "-z", ours, theirs);
        return $"{code}|{string.Join('|', output.Split('\0', StringSplitOptions.RemoveEmptyEntries))}";
    }

    private static string Told(MergedTree merged) => $"{(merged.IsClean ? 0 : 1)}|{string.Join('|', [merged.Tree, .. merged.Stages])}";

    private int Starts() => File.ReadAllLines(repo.Around.At("starts")).Count(line => line.Contains(" merge-tree ", StringComparison.Ordinal));

    /// <summary>Merges with a git that notes how it is started, and then does as told.</summary>
    private async Task<Bench> BenchAsync(string act, TimeSpan? longest = null)
    {
        var (repository, _) = await Repository.OpenAsync(repo.Root, CancellationToken.None);
        var program = repo.Around.WriteProgram("bin/git", $"#!/bin/sh\nprintf '%s ' \"$@\" | tr '\\n' ' ' >>'{repo.Around.At("starts")}'; echo >>'{repo.Around.At("starts")}'\n{act}\nexec {repository!.Git.Program} \"$@\"\n");
        var wrapped = repository with { Git = repository.Git with { Program = program } };
        var store = new GitObjects(repository, "r", TimeProvider.System);
        return new Bench(store, new MergeTrees(wrapped, store, longest), repo.Around.Folder("attributes"));
    }

    private sealed record Bench(GitObjects Store, MergeTrees Merges, string Folder) : IDisposable
    {
        public Task<MergedTree> MergeAsync(string ours, string theirs) => Merges.MergeAsync(Folder, ours, theirs, CancellationToken.None);

        public void Dispose()
        {
            Merges.Dispose();
            Store.Dispose();
        }
    }
}
