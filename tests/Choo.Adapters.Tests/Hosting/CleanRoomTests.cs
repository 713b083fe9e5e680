using Choo.Adapters.Tests.Processes;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>What only the agent's worktree has helps no gate to green: each of these would be red in a fresh clone.</summary>
public sealed class CleanRoomTests
{
    [UnixTheory(Timeout = 60000)]
    [Incident("T38", "the agent makes things that its gate needs and that no commit keeps: an ignored file, an empty folder, permissions, links into the checkout and out of the repository, a path that git is told to overlook")]
    [InlineData("echo h > help.ignored", "test -f help.ignored")]
    [InlineData("mkdir data", "test -d data")]
    [InlineData("chmod 600 n.txt", "[ $(stat -c %a n.txt) = 600 ]")]
    [InlineData("ln -s $(dirname $(git rev-parse --path-format=absolute --git-common-dir))/untracked.txt link", "grep -q old link")]
    [InlineData("ln -s $PWD/help.ignored link; echo h > help.ignored", "grep -q h link")]
    [InlineData("ln -s ../$(basename $PWD)/help.ignored link; echo h > help.ignored", "grep -q h link")]
    [InlineData("echo n > README.md; git update-index --skip-worktree README.md", "grep -q n README.md && [ -z \"$(git status --porcelain)\" ] && ! git cat-file -e HEAD:README.md")]
    public async Task What_the_tree_does_not_keep_proves_nothing(string agent, string gate)
    {
        using var engine = new TestEngine().Configure("limits: { task_attempts: 1, baseline_attempts: 0 }\n");
        engine.Repo.Write(".gitignore", "*.ignored\n").Unit("a", tasks: new SpecText($"do: echo n > n.txt; {agent}", gate)).Commit();
        engine.Repo.Write("untracked.txt", "old\n");

        await engine.RunAsync();

        Assert.Empty(engine.Recorder.Of<UnitMerged>());
    }

    [UnixFact(Timeout = 60000)]
    public async Task A_link_that_no_clone_could_follow_is_told_to_the_agent_and_links_within_the_repository_land()
    {
        using var engine = new TestEngine().Configure("baseline_checks: []\n");
        engine.Repo.Unit("a", tasks: new SpecText("do: echo n > n.txt; mkdir -p d; ln -sf ../n.txt d/near; if [ $n = 1 ]; then ln -s $PWD/n.txt far; else rm far; fi", "true")).Commit();

        engine.AssertExit(0, await engine.RunAsync());

        var failed = Assert.Single(engine.Recorder.Of<ValidationFailed>());
        Assert.Equal(AttemptFailure.CannotAdd, failed.Reason.Known);
        Assert.StartsWith("far is a link to /", failed.Message, StringComparison.Ordinal);
        Assert.Contains(failed.Message, engine.Agent.Prompt("a", "1", 2), StringComparison.Ordinal);
        Assert.Equal("../n.txt", engine.Repo.Show("main", "d/near"));
    }

    [UnixFact(Timeout = 60000)]
    [Incident("T38", "the agent's process changes a file while the gate reads it")]
    public async Task A_gate_that_was_green_on_other_content_than_what_lands_proves_nothing()
    {
        const string Gate = "i=0; until grep -q good n.txt; do i=$((i+1)); [ $i -lt 40 ] || exit 1; sleep 0.05; done";
        using var engine = new TestEngine().Configure("limits: { task_attempts: 1, baseline_attempts: 0 }\n");
        engine.Repo.Unit("a", tasks: new SpecText("do: echo bad > n.txt", Gate)).Commit();
        engine.After = e =>
        {
            if (e.Data is BackpressureStarted)
            {
                File.WriteAllText(Path.Combine(engine.Recorder.Of<UnitPrepared>()[0].Worktree, "n.txt"), "good\n");
            }
        };

        await engine.RunAsync();

        Assert.Empty(engine.Recorder.Of<UnitMerged>());
    }
}
