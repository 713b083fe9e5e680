using Choo.Adapters.Tests.Processes;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Git;

public sealed class AgentHooksTests
{
    [UnixTheory(Timeout = 60000)]
    [InlineData("checkout -b mine", "refs/heads/mine")]
    [InlineData("switch -c mine", "refs/heads/mine")]
    [InlineData("branch mine", "refs/heads/mine")]
    [InlineData("branch -f other HEAD", "refs/heads/other")]
    [InlineData("branch -D other", "refs/heads/other")]
    [InlineData("branch -m other else", "refs/heads/other")]
    [InlineData("update-ref refs/heads/main HEAD~1", "refs/heads/main")]
    [InlineData("update-ref -d refs/heads/other", "refs/heads/other")]
    [InlineData("tag v2", "refs/tags/v2")]
    [InlineData("tag -f v1 HEAD~1", "refs/tags/v1")]
    [InlineData("tag -d v1", "refs/tags/v1")]
    [InlineData("stash", "refs/stash")]
    [InlineData("stash clear", "refs/stash")]
    [InlineData("notes add -m note", "refs/notes/commits")]
    [InlineData("replace HEAD HEAD~1", "refs/replace/")]
    [InlineData("update-ref refs/choo/runs/1/a HEAD", "refs/choo/runs/1/a")]
    [InlineData("push origin HEAD:main", "a remote")]
    [InlineData("push --force origin HEAD~1:main", "a remote")]
    [InlineData("push origin :other", "a remote")]
    [InlineData("fetch origin other:mine", "refs/heads/mine")]
    [InlineData("worktree add --detach ../more", "the HEAD of ")]
    [InlineData("worktree add -b mine ../more", "refs/heads/mine")]
    [InlineData("gc", "refs/heads/main")]
    [InlineData("update-ref main-worktree/HEAD HEAD~1", "main-worktree/HEAD")]
    [Incident("8", "an agent tries to stash")]
    [Incident("9", "an agent tries to move, make and delete other branches and tags")]
    [Incident("10", "an agent tries to push, also with --force")]
    public async Task What_is_not_the_agents_stays_where_it_is(string command, string named)
    {
        using var repo = await GuardedRepo.MakeAsync();
        File.WriteAllText(Path.Combine(repo.Worktree, "file.txt"), "the agent's");
        var before = repo.Shared();

        var (code, error) = repo.Agent(null, command.Split(' '));

        Assert.NotEqual(0, code);
        Assert.Contains("choo: ", error, StringComparison.Ordinal);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Contains("may not", error, StringComparison.Ordinal);
        Assert.Equal(before, repo.Shared());
        Assert.Equal("the agent's", File.ReadAllText(Path.Combine(repo.Worktree, "file.txt")));
    }

    [UnixTheory(Timeout = 60000)]
    [InlineData("commit --quiet --allow-empty -m more")]
    [InlineData("checkout --quiet --detach HEAD~1")]
    [InlineData("reset --quiet --soft HEAD~1")]
    [Incident("9", "an agent tries to reset and commit in the person's checkout")]
    public async Task The_persons_checkout_is_not_the_agents_either(string command)
    {
        using var repo = await GuardedRepo.MakeAsync();
        var before = repo.Person("rev-parse", "HEAD", "main") + repo.Person("symbolic-ref", "HEAD");

        var (code, error) = repo.Agent(repo.Root, command.Split(' '));

        Assert.NotEqual(0, code);
        Assert.Contains("may not", error, StringComparison.Ordinal);
        Assert.Equal(before, repo.Person("rev-parse", "HEAD", "main") + repo.Person("symbolic-ref", "HEAD"));
    }

    [UnixFact(Timeout = 60000)]
    public async Task Without_its_folder_named_the_persons_checkout_is_not_its_own_but_a_worktree_is()
    {
        using var repo = await GuardedRepo.MakeAsync();
        repo.ForgetWorktree();

        Assert.Contains("may not", repo.Agent(repo.Root, "commit", "--quiet", "--allow-empty", "-m", "more").Error, StringComparison.Ordinal);
        repo.AgentMust("commit", "--quiet", "--allow-empty", "-m", "more");
    }

    [UnixTheory(Timeout = 60000)]
    [InlineData("other")]
    [InlineData("deep/er/other")]
    public async Task A_branch_that_is_not_renamed_keeps_its_reflog(string branch)
    {
        using var repo = await GuardedRepo.MakeAsync();
        repo.Person("branch", "--force", branch, "HEAD~2");
        repo.Person("branch", "--force", branch, "HEAD~1");
        var before = repo.Person("reflog", "show", branch);

        Assert.NotEqual(0, repo.Agent(null, "branch", "-m", branch, "else").Code);

        Assert.NotEmpty(before);
        Assert.Equal(before, repo.Person("reflog", "show", branch));
    }

    [UnixFact(Timeout = 60000)]
    public async Task A_fetch_works_when_the_remote_has_a_new_tag()
    {
        using var repo = await GuardedRepo.MakeAsync();
        repo.Person("push", "--quiet", "origin", "HEAD:refs/heads/new", "HEAD:refs/tags/v2");
        repo.Person("update-ref", "-d", "refs/remotes/origin/new");

        repo.AgentMust("fetch", "--quiet", "origin");

        Assert.Equal(repo.Person("rev-parse", "HEAD"), repo.Person("rev-parse", "origin/new"));
        Assert.Equal("v1", repo.Person("tag"));
    }

    [UnixFact(Timeout = 60000)]
    public async Task What_the_persons_settings_would_move_along_stays_and_holds_nothing_up()
    {
        using var repo = await GuardedRepo.MakeAsync();
        repo.AgentMust("commit", "--quiet", "--allow-empty", "-m", "one");
        repo.AgentMust("commit", "--quiet", "--allow-empty", "-m", "two");
        repo.Person("branch", "stacked", repo.AgentMust("rev-parse", "HEAD~1"));
        repo.Person("notes", "add", "-m", "a note", repo.AgentMust("rev-parse", "HEAD"));
        repo.Person("config", "rebase.updateRefs", "true");
        repo.Person("config", "notes.rewriteRef", "refs/notes/*");
        var before = repo.Person("for-each-ref", "refs/heads", "refs/notes");

        var head = repo.AgentMust("rev-parse", "HEAD");
        repo.AgentMust("rebase", "--quiet", "--onto", "HEAD~3", "HEAD~2");
        repo.AgentMust("commit", "--quiet", "--amend", "--allow-empty", "-m", "other");

        Assert.NotEqual(head, repo.AgentMust("rev-parse", "HEAD"));
        Assert.Equal(before, repo.Person("for-each-ref", "refs/heads", "refs/notes"));
    }

    [UnixTheory(Timeout = 60000)]
    [InlineData("")]
    [InlineData("file://")]
    public async Task A_repository_that_the_agent_cloned_pushes_nothing_back(string scheme)
    {
        using var repo = await GuardedRepo.MakeAsync();
        var (mine, before) = (repo.Around.At("mine"), repo.Shared());
        Assert.Equal(0, repo.Agent(repo.Around.Path, "clone", "--quiet", repo.Worktree, mine).Code);
        Assert.Equal(0, repo.Agent(mine, "remote", "set-url", "origin", scheme + repo.Worktree).Code);

        var (code, error) = repo.Agent(mine, "push", "--quiet", "origin", "HEAD:refs/heads/new");

        Assert.NotEqual(0, code);
        Assert.Contains("agents may not push", error, StringComparison.Ordinal);
        Assert.Equal(before, repo.Shared());
    }

    [UnixFact(Timeout = 60000)]
    public async Task Hooks_that_somebody_wrote_over_are_put_right_once()
    {
        using var repo = await GuardedRepo.MakeAsync();
        var hooks = Path.Combine(repo.Root, ".choo", "hooks");
        var script = File.ReadAllBytes(Path.Combine(hooks, "pre-push"));
        Assert.Empty(repo.Hooks.Mend());

        File.WriteAllBytes(Path.Combine(hooks, "pre-push"), [.. script[..^1], (byte)'#']);
        File.Delete(Path.Combine(hooks, "reference-transaction"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(hooks, "commit-msg"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Assert.Equal(["commit-msg", "pre-push", "reference-transaction"], repo.Hooks.Mend().Select(Path.GetFileName));
        Assert.Empty(repo.Hooks.Mend());
        Assert.Equal(script, File.ReadAllBytes(Path.Combine(hooks, "pre-push")));
        Assert.NotEqual(0, repo.Agent(null, "branch", "mine").Code);
        Assert.NotEqual(0, repo.Agent(null, "push", "origin", "HEAD:main").Code);
    }

    [UnixTheory(Timeout = 60000)]
    [InlineData("commit --quiet --allow-empty -m more")]
    [InlineData("commit --quiet --amend --allow-empty -m other")]
    [InlineData("reset --quiet --hard HEAD~1")]
    [InlineData("checkout --quiet --detach other")]
    [InlineData("rebase --quiet --onto HEAD~2 HEAD~1 -X theirs")]
    [InlineData("revert --no-edit HEAD")]
    [InlineData("cherry-pick --keep-redundant-commits -X theirs other")]
    [InlineData("merge --quiet --no-ff --no-edit other")]
    [InlineData("bisect start HEAD HEAD~2")]
    [InlineData("update-ref refs/worktree/mine HEAD")]
    [InlineData("fetch --quiet origin")]
    [Incident("9", "an agent commits, amends and rebases what is its own")]
    public async Task What_is_the_agents_own_goes_on_to_work(string command)
    {
        using var repo = await GuardedRepo.MakeAsync();
        var before = repo.Person("for-each-ref", "refs/heads", "refs/tags", "refs/stash");

        repo.AgentMust(command.Split(' '));

        Assert.Equal(before, repo.Person("for-each-ref", "refs/heads", "refs/tags", "refs/stash"));
    }

    [UnixTheory(Timeout = 60000)]
    [InlineData(".git/hooks", null)]
    [InlineData(".husky", ".husky")]
    public async Task The_repositorys_own_hooks_run_as_ever(string folder, string? hooksPath)
    {
        using var repo = await GuardedRepo.MakeAsync();
        if (hooksPath is not null)
        {
            repo.Person("config", "core.hooksPath", Path.Combine(repo.Root, hooksPath));
        }

        foreach (var name in new[] { "pre-commit", "commit-msg", "post-commit", "reference-transaction" })
        {
            repo.Hook($"{folder}/{name}");
        }

        repo.AgentMust("commit", "--quiet", "--allow-empty", "-m", "more");

        Assert.Contains("pre-commit \n", repo.Hooked, StringComparison.Ordinal);
        Assert.Matches("commit-msg .*COMMIT_EDITMSG\n", repo.Hooked);
        Assert.Contains("post-commit \n", repo.Hooked, StringComparison.Ordinal);
        Assert.Matches("reference-transaction prepared\n[0-9a-f]+ [0-9a-f]+ HEAD\nreference-transaction committed\n[0-9a-f]+ [0-9a-f]+ HEAD\n", repo.Hooked);
    }

    [UnixTheory(Timeout = 60000)]
    [InlineData("pre-commit")]
    [InlineData("reference-transaction")]
    public async Task A_hook_of_the_repositorys_own_may_refuse(string name)
    {
        using var repo = await GuardedRepo.MakeAsync();
        repo.Hook($".git/hooks/{name}", exit: 1);

        Assert.NotEqual(0, repo.Agent(null, "commit", "--quiet", "--allow-empty", "-m", "more").Code);
    }

    [UnixFact(Timeout = 60000)]
    public async Task Settings_that_the_agent_has_already_go_on_to_hold_also_in_the_hooks()
    {
        using var repo = await GuardedRepo.MakeAsync("'user.name'='Somebody Else' 'core.hooksPath'='.mine'");
        repo.Around.WriteProgram(Path.Combine(Path.GetFileName(repo.Worktree), ".mine/post-commit"), $"#!/bin/sh\ngit config user.name >'{repo.Around.At("hooks.txt")}'\n");

        repo.AgentMust("-c", "user.email=else@localhost", "commit", "--quiet", "--allow-empty", "-m", "more");

        Assert.Equal("Somebody Else\n", repo.Hooked);
        Assert.Contains("Somebody Else <else@localhost>", repo.Person("log", "-1", "--format=%an <%ae>", repo.Person("-C", repo.Worktree, "rev-parse", "HEAD")), StringComparison.Ordinal);
        Assert.Contains("may not", repo.Agent(null, "branch", "mine").Error, StringComparison.Ordinal);
    }

    [UnixFact(Timeout = 60000)]
    [Incident("11", "the test checks what an agent's git would collect")]
    public async Task Its_git_collects_no_garbage_by_itself()
    {
        using var repo = await GuardedRepo.MakeAsync();
        repo.Person("config", "gc.auto", "1");

        Assert.Equal("0", repo.AgentMust("config", "gc.auto"));
        Assert.Equal("false", repo.AgentMust("config", "maintenance.auto"));
    }

    [UnixFact(Timeout = 60000)]
    public async Task A_repository_that_the_agent_makes_is_its_own_and_runs_its_hooks()
    {
        using var repo = await GuardedRepo.MakeAsync();
        var mine = repo.Around.Folder("mine");
        Assert.Equal(0, repo.Agent(mine, "init", "--quiet", "--initial-branch=main").Code);
        repo.Around.WriteProgram("mine/.git/hooks/post-commit", $"#!/bin/sh\necho it ran >'{repo.Around.At("hooks.txt")}'\n");
        string[] identity = ["-c", "user.name=agent", "-c", "user.email=agent@localhost"];

        foreach (var command in new[] { "commit --quiet --allow-empty -m first", "checkout --quiet -b else", "tag v1", "branch -D main", $"push --quiet {repo.Remote} else" })
        {
            var (code, error) = repo.Agent(mine, [.. identity, .. command.Split(' ')]);
            Assert.True(code == 0, $"{command}: {error}");
        }

        Assert.Equal("it ran\n", repo.Hooked);
    }

    [UnixFact(Timeout = 60000)]
    [Incident("6", "an agent's git searches upwards from a broken worktree")]
    public async Task Without_its_worktree_it_moves_nothing_of_the_repository_around_it()
    {
        using var repo = await GuardedRepo.MakeAsync();
        var lost = Directory.CreateDirectory(Path.Combine(repo.Root, ".choo", "worktrees", "1")).FullName;
        var before = repo.Person("rev-parse", "HEAD", "main");

        var (code, error) = repo.Agent(lost, "commit", "--quiet", "--allow-empty", "-m", "more");

        Assert.NotEqual(0, code);
        Assert.Contains("may not", error, StringComparison.Ordinal);
        Assert.Equal(before, repo.Person("rev-parse", "HEAD", "main"));
    }
}
