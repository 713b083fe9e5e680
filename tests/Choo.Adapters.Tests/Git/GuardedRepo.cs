using Choo.Adapters.Git;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Git;

/// <summary>
/// A repository in a folder with an awkward name, with a bare remote, two branches, a tag, two stash entries and a worktree in which
/// an agent's git runs.
/// </summary>
internal sealed class GuardedRepo : IDisposable
{
    private readonly GitRepo git = new();
    private readonly Dictionary<string, string> variables = new() { ["GIT_EDITOR"] = "true" };

    private GuardedRepo()
    {
        Root = git.Around.Folder("it's a \"repo\" of $HOME !");
        Worktree = git.Around.At("agent's worktree");
        Remote = git.Around.At("remote.git");
    }

    public string Root { get; }

    public string Worktree { get; }

    public string Remote { get; }

    public AgentHooks Hooks { get; private set; } = null!;

    public TempFolder Around => git.Around;

    /// <param name="others">Settings for git that the agent's environment has already.</param>
    public static async Task<GuardedRepo> MakeAsync(string? others = null)
    {
        var made = new GuardedRepo();
        made.Person("init", "--quiet", "--initial-branch=main");
        made.Person("config", "user.name", "Test Person");
        made.Person("config", "user.email", "person@localhost");
        foreach (var text in new[] { "1", "2", "3" })
        {
            made.Write("file.txt", text);
            made.Person("add", "--all");
            made.Person("commit", "--quiet", "-m", text);
        }

        made.Person("branch", "other", "HEAD~1");
        made.Person("tag", "v1");
        made.Person("clone", "--quiet", "--bare", made.Root, made.Remote);
        made.Person("remote", "add", "origin", made.Remote);
        made.Person("worktree", "add", "--quiet", "--detach", made.Worktree);
        foreach (var text in new[] { "for later", "for much later" })
        {
            made.Write("file.txt", text);
            made.Person("stash", "push", "--quiet", "-m", text);
        }

        var (repository, _) = await Repository.OpenAsync(made.Root, CancellationToken.None);
        if (others is not null)
        {
            made.variables["GIT_CONFIG_PARAMETERS"] = others;
        }

        made.Hooks = await AgentHooks.WriteAsync(repository!, CancellationToken.None);
        made.Hooks.AddTo(made.variables, made.Worktree);
        return made;
    }

    /// <summary>The person's git, in the main checkout.</summary>
    public string Person(params string[] arguments) => git.GitIn(Root, arguments);

    /// <summary>From here on the agent's environment does not say which worktree is its own.</summary>
    public void ForgetWorktree() => variables.Remove("CHOO_GIT_DIR");

    /// <summary>The agent's git, in its worktree or another folder.</summary>
    public (int Code, string Error) Agent(string? where = null, params string[] arguments)
    {
        var (code, _, error) = git.TryGit(where ?? Worktree, variables, arguments);
        return (code, error);
    }

    /// <summary>The agent's git in its worktree, and its standard output without the last line end; fails the test when git does.</summary>
    public string AgentMust(params string[] arguments)
    {
        var (code, output, error) = git.TryGit(Worktree, variables, arguments);
        Assert.True(code == 0, $"git {string.Join(' ', arguments)} ({code}): {error}");
        return output.TrimEnd('\n');
    }

    /// <summary>A hook of the repository's own that writes its name, its arguments and its input into a file, and ends as it is told.</summary>
    public void Hook(string path, int exit = 0) => Around.WriteProgram(
        Path.GetRelativePath(Around.Path, Path.Combine(Root, path)),
        $"#!/bin/sh\n{{ echo \"${{0##*/}} $*\"; case ${{0##*/}} in reference-transaction | pre-push) cat ;; esac; }} >>'{Around.At("hooks.txt")}'\nexit {exit}\n");

    /// <summary>What <see cref="Hook"/> wrote.</summary>
    public string Hooked => Around.Has("hooks.txt") ? Around.Read("hooks.txt") : "";

    /// <summary>All that an agent's git is not to move.</summary>
    public string Shared() => string.Join('\n',
        Person("for-each-ref"), Person("symbolic-ref", "HEAD"), Person("stash", "list", "--format=%H %gs"), Person("status", "--porcelain"),
        Person("worktree", "list"), git.GitIn(Remote, "for-each-ref"));

    public void Dispose() => git.Dispose();

    private void Write(string path, string text) => File.WriteAllText(Path.Combine(Root, path), text);
}
