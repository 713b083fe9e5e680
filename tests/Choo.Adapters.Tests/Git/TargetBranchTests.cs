using Choo.Adapters.Git;
using Choo.Adapters.Tests.Processes;
using Choo.Core.Landing;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Git;

/// <summary>A person switches branches in the moment between choo's look at the checkout and git's fast-forward of it.</summary>
public sealed class TargetBranchTests : IDisposable
{
    private readonly GitRepo repo = new();

    public void Dispose() => repo.Dispose();

    [UnixTheory(Timeout = 60000)]
    [InlineData("switch --quiet topic", "refs/heads/topic")]
    [InlineData("switch --quiet --detach", "HEAD")]
    [InlineData("switch --quiet elsewhere", "refs/heads/elsewhere")]
    [Incident("f", "a person switches branches at the moment of a landing")]
    public async Task Switched_to_at_the_last_moment_another_branch_stays_where_it_was(string switching, string name)
    {
        var from = repo.Write("f.txt", "1").Write("mine.txt", "committed").Commit();
        repo.Git("branch", "topic");
        repo.Git("branch", "elsewhere", repo.Git("commit-tree", "HEAD^{tree}", "-m", "unrelated"));
        var to = Next(from);
        repo.Write("mine.txt", "not committed");
        using var bench = await BenchAsync(switching);

        var outcome = await bench.Target.AdvanceAsync(from, to, CancellationToken.None);

        Assert.IsType<AdvanceOutcome.Moved>(outcome);
        Assert.Equal(from, repo.Tip("main"));
        Assert.Equal(name == "refs/heads/elsewhere" ? repo.Tip("elsewhere") : from, repo.Tip("HEAD"));
        Assert.Equal(name == "HEAD" ? "" : name, repo.TryGit(repo.Root, "symbolic-ref", "--quiet", "HEAD").Output.Trim());
        Assert.Equal((" M mine.txt", "1", "not committed"), (repo.Status(), repo.Read("f.txt"), repo.Read("mine.txt")));

        Assert.IsType<AdvanceOutcome.Advanced>(await bench.Target.AdvanceAsync(from, to, CancellationToken.None));
        Assert.Equal(to, repo.Tip("main"));
        Assert.Equal((" M mine.txt", "1"), (repo.Status(), repo.Read("f.txt")));
    }

    [UnixFact(Timeout = 60000)]
    public async Task A_branch_that_a_person_begins_just_after_the_landing_is_left_alone()
    {
        var from = repo.Write("f.txt", "1").Commit();
        var to = Next(from);
        using var bench = await BenchAsync("switch --quiet --create later", after: true);

        Assert.IsType<AdvanceOutcome.Advanced>(await bench.Target.AdvanceAsync(from, to, CancellationToken.None));

        Assert.Equal((to, to, "refs/heads/later"), (repo.Tip("main"), repo.Tip("later"), repo.Git("symbolic-ref", "HEAD")));
        Assert.Equal(("", "2"), (repo.Status(), repo.Read("f.txt")));
    }

    /// <summary>A commit on top that no branch has.</summary>
    private string Next(string from)
    {
        var to = repo.Write("f.txt", "2").Commit();
        repo.Git("reset", "--quiet", "--hard", from);
        return to;
    }

    /// <summary>The target with a git that lets the person act once around its merge.</summary>
    private async Task<Bench> BenchAsync(string switching, bool after = false)
    {
        var (repository, _) = await Repository.OpenAsync(repo.Root, CancellationToken.None);
        var git = repository!.Git.Program;
        var once = repo.Around.At("switched");
        var act = $"case \"$*\" in *--ff-only*) [ -e {once} ] || {{ touch {once}; {git} {switching}; }} ;; esac";
        var script = after ? $"#!/bin/sh\n{git} \"$@\"; code=$?\n{act}\nexit $code\n" : $"#!/bin/sh\n{act}\nexec {git} \"$@\"\n";
        var wrapped = repository with { Git = repository.Git with { Program = repo.Around.WriteProgram("bin/git", script) } };
        var store = new GitObjects(wrapped, "r", TimeProvider.System);
        return new Bench(store, new TargetBranch(wrapped, "main", "r", store));
    }

    private sealed record Bench(GitObjects Store, TargetBranch Target) : IDisposable
    {
        public void Dispose() => Store.Dispose();
    }
}
