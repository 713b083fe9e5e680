using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>What is a person's in a repository and must be after a run as it was before: branch, stash, hooks, settings, and files that are not committed.</summary>
internal sealed record Checkout
{
    private Checkout(GitRepo repo)
    {
        Head = repo.Git("symbolic-ref", "HEAD");
        Stash = repo.Git("stash", "list", "--format=%H %gs");
        Settings = repo.Read(".git/config");
        Exclude = repo.Read(".git/info/exclude");
        Hooks = string.Join('\n', Directory.EnumerateFiles(repo.At(".git/hooks")).Order(StringComparer.Ordinal).Select(file => $"{file}: {File.ReadAllText(file)}"));
        Status = repo.Status();
        Untracked = string.Join('\n', repo.Git("ls-files", "--others", "--exclude-standard").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(path => $"{path}: {repo.Read(path)}"));
        Branches = string.Join('\n', repo.Git("for-each-ref", "--format=%(refname) %(objectname)", "refs/heads", "refs/tags", "refs/remotes").Split('\n').Where(line => !line.StartsWith("refs/heads/main ", StringComparison.Ordinal)));
        Unfinished = string.Join(' ', new[] { "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply", "BISECT_LOG" }.Where(name => repo.Has($".git/{name}")));
    }

    public string Head { get; }

    public string Stash { get; }

    public string Settings { get; }

    public string Exclude { get; }

    public string Hooks { get; }

    /// <summary>Staged, changed and untracked paths.</summary>
    public string Status { get; }

    public string Untracked { get; }

    /// <summary>Every branch but the target, every tag.</summary>
    public string Branches { get; }

    /// <summary>Merges, rebases and the like that are under way.</summary>
    public string Unfinished { get; }

    /// <summary>A person's life in the repository: a stash, a hook that would spoil things, a branch, a tag, and a file of notes that nobody committed.</summary>
    public static Checkout Lived(GitRepo repo)
    {
        repo.Write("README.md", "an edit that is stashed\n").Git("stash", "push", "--quiet", "-m", "for later");
        foreach (var hook in new[] { "pre-commit", "post-checkout", "post-merge", "reference-transaction" })
        {
            repo.Around.WriteProgram($"repo/.git/hooks/{hook}", "#!/bin/sh\ntouch \"$(git rev-parse --git-common-dir)/a-hook-ran\"\nexit 1\n");
        }

        repo.Git("-c", "core.hooksPath=/dev/null", "branch", "someday");
        repo.Git("-c", "core.hooksPath=/dev/null", "tag", "v0");
        repo.Write("notes.txt", "nobody's business\n");
        return Of(repo);
    }

    public static Checkout Of(GitRepo repo) => new(repo);

    /// <summary>Nothing of it has changed.</summary>
    public void IsAsItWas(GitRepo repo)
    {
        Assert.Equal(this, Of(repo));
        Assert.False(repo.Has(".git/a-hook-ran"), "a hook of the person's ran");
    }
}
