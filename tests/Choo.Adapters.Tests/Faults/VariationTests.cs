using Choo.Adapters.Tests.Hosting;
using Choo.Adapters.Tests.Processes;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Faults;

/// <summary>Repositories that are not the simplest: a run that is stopped in the middle and goes on lands everything and leaves nothing.</summary>
public sealed class VariationTests
{
    [UnixTheory(Timeout = 60000)]
    [InlineData("submodule")]
    [InlineData("autocrlf")]
    [InlineData("sparse")]
    [InlineData("lfs pointers")]
    [InlineData("blanks and umlauts")]
    [InlineData("packed")]
    [Incident("T5", "the test stops a run in each and resumes it")]
    public async Task A_stopped_run_goes_on_and_leaves_nothing(string kind)
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: [new("do: echo work > 'ä b.txt'"), new()]).Unit("b", ["a"], tasks: new SpecText("do: [ -f 'ä b.txt' ] && echo w > b-1.txt"));
        Vary(engine.Repo, kind);
        engine.Repo.Commit("the repository");
        After(engine.Repo, kind);
        var (before, files) = (engine.Repo.Status(), Unquoted(engine.Repo).ToArray());
        engine.After = e =>
        {
            if (e is { Unit: "a", Task: 1, Data: AgentDone })
            {
                engine.Stop.Stop(RunSignal.SIGTERM);
            }
        };
        engine.AssertExit(143, await engine.RunAsync());
        engine.After = null;

        var report = await engine.ResumeAsync();

        engine.AssertExit(0, report);
        Assert.Equal(files.Append("a-2.txt").Append("b-1.txt").Append("ä b.txt").Order(StringComparer.Ordinal), Unquoted(engine.Repo));
        Assert.Equal(before, engine.Repo.Status());
        Assert.Equal("", engine.Repo.Fsck());
        Assert.Equal([engine.Repo.Root], engine.Repo.Worktrees());
        Assert.Empty(engine.Repo.Refs("refs/choo"));
        Assert.Equal(["a 1 1", "a 2 1", "b 1 1"], engine.Agent.Starts);
        Assert.Empty(engine.Recorder.Of<WorktreeKept>());
    }

    private static void Vary(GitRepo repo, string kind)
    {
        switch (kind)
        {
            case "submodule":
                var other = repo.Around.Folder("other");
                repo.GitIn(other, "init", "--quiet", "--initial-branch=main");
                repo.GitIn(other, "-c", "user.name=o", "-c", "user.email=o@localhost", "commit", "--quiet", "--allow-empty", "-m", "other");
                repo.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other, "lib");
                break;
            case "autocrlf":
                repo.Git("config", "core.autocrlf", "true");
                repo.Write("dos.txt", "one\r\ntwo\r\n").Write("unix.txt", "one\ntwo\n");
                break;
            case "sparse":
                repo.Write("big/one.txt", "1").Write("big/two.txt", "2");
                break;
            case "lfs pointers":
                repo.Write(".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n");
                repo.Write("model.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n");
                break;
            case "blanks and umlauts":
                repo.Write("a folder/ž ü.txt", "x").Write("a folder/\"quoted\".txt", "y");
                break;
        }
    }

    private static void After(GitRepo repo, string kind)
    {
        switch (kind)
        {
            case "sparse":
                repo.Git("sparse-checkout", "set", "specs");
                break;
            case "packed":
                repo.Git("gc", "--quiet");
                break;
        }
    }

    private static IEnumerable<string> Unquoted(GitRepo repo) =>
        repo.Git("-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", "main").Split('\n').Order(StringComparer.Ordinal);
}
