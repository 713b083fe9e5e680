using Choo.Adapters.Tests.Hosting;
using Choo.Adapters.Tests.Processes;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Faults;

/// <summary>What an agent leaves in parts of the repository that all worktrees share.</summary>
public sealed class SharedLeftoversTests
{
    [UnixFact(Timeout = 60000)]
    [Incident("T10", "the agent sets keys that redirect git or start programs")]
    public async Task Settings_that_redirect_git_are_put_back_byte_for_byte_and_reported_with_a_copy()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText(
            "do: echo x > x.txt; c=$(git rev-parse --path-format=absolute --git-common-dir)/config; set -f; for s in 'core.worktree /tmp' 'core.fsmonitor /tmp/program' 'url.https://elsewhere.invalid/.insteadOf https://host.invalid/' 'alias.status !true'; do git config --file $c $s; done")).Commit();
        var before = File.ReadAllBytes(engine.Repo.At(".git/config"));

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Equal(before, File.ReadAllBytes(engine.Repo.At(".git/config")));
        var message = Assert.Single(Reported(engine)).Message;
        Assert.Contains("alias.status, core.fsmonitor, core.worktree, url.https://elsewhere.invalid/.insteadof", message, StringComparison.Ordinal);
        Assert.Contains("/tmp/program", engine.Repo.Read(".git/choo/git-config-changed.1"), StringComparison.Ordinal);
        Assert.Equal("x\n", engine.Repo.Read("x.txt"));
    }

    [UnixFact(Timeout = 60000)]
    [Incident("T10", "the agent sets such a key and a harmless one")]
    public async Task Other_settings_that_changed_stay_and_are_named()
    {
        using var engine = new TestEngine();
        engine.Repo.Git("config", "--add", "remote.origin.url", "/one");
        engine.Repo.Git("config", "--add", "remote.origin.url", "/two");
        engine.Repo.Unit("a", tasks: new SpecText(
            "do: echo x > x.txt; c=$(git rev-parse --path-format=absolute --git-common-dir)/config; git config --file $c user.name Other; git config --file $c --replace-all remote.origin.url /elsewhere; git config --file $c --unset no.such; true")).Commit();

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Equal("/one\n/two", engine.Repo.Git("config", "--get-all", "remote.origin.url"));
        Assert.Equal("Other", engine.Repo.Git("config", "user.name"));
        Assert.Contains("user.name stays as changed", Assert.Single(Reported(engine)).Message, StringComparison.Ordinal);
    }

    [UnixFact(Timeout = 60000)]
    [Incident("T10", "the agent changes the shared files that define what git ignores and which attributes files have")]
    public async Task Files_that_say_what_git_sees_are_put_back()
    {
        using var engine = new TestEngine();
        engine.Repo.Write(".git/info/exclude", "mine\n");
        engine.Repo.Unit("a", tasks: new SpecText(
            "do: echo x > x.txt; c=$(git rev-parse --path-format=absolute --git-common-dir); echo '*' > $c/info/exclude; echo '* filter=x' > $c/info/attributes")).Commit();

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Equal("mine\n", engine.Repo.Read(".git/info/exclude"));
        Assert.False(engine.Repo.Has(".git/info/attributes"));
        Assert.Equal([".git/info/attributes", ".git/info/exclude"], Reported(engine).Select(each => each.File).Order(StringComparer.Ordinal));
        Assert.Equal("* filter=x\n", engine.Repo.Read(".git/choo/info-attributes.1"));
        Assert.Contains("x.txt", engine.Repo.Files());
    }

    [UnixFact(Timeout = 60000)]
    [Incident("T32", "the agent makes choo's own ref a symbolic ref to the target")]
    public async Task A_symbolic_ref_in_the_place_of_choos_moves_nothing_and_the_units_commits_are_kept()
    {
        using var engine = new TestEngine().Configure("limits:\n  task_attempts: 1\n");
        var link = "git symbolic-ref refs/choo/runs/$CHOO_RUN/$unit refs/heads/main; echo $task > $task.txt";
        engine.Repo.Unit("a", tasks: [new($"do: {link}"), new($"do: {link}", "false")]).Commit();
        var main = engine.Repo.Tip();

        engine.AssertExit(1, await engine.RunAsync());

        Assert.Equal((main, ""), (engine.Repo.Tip(), engine.Repo.Status()));
        var name = Assert.Single(engine.Repo.Refs("refs/choo/runs"));
        Assert.Equal("", engine.Repo.TryGit(engine.Repo.Root, "symbolic-ref", "--quiet", name).Output);
        Assert.Contains("1.txt", engine.Repo.Files(name));
        Assert.Equal(2, Reported(engine).Count(each => each.File == name));
    }

    private static IEnumerable<Diagnostic> Reported(TestEngine engine) =>
        engine.Recorder.Of<DiagnosticReported>().Select(noted => noted.Diagnostic).Where(each => each.Code == "CHOO2014");
}
