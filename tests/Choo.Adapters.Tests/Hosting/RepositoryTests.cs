using System.Text;
using Choo.Core.Events;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

public sealed class RepositoryTests
{
    [Fact(Timeout = 60000)]
    [Incident("T6", "the person has hooks that fail and settings of all kinds")]
    public async Task A_persons_own_git_settings_and_hooks_do_not_get_in_the_way()
    {
        using var engine = new TestEngine().Configure(whole: "sed -i -e '/^<<<<<<< /d' -e '/^||||||| /,/^=======$/d' -e '/^=======$/d' -e '/^>>>>>>> /d' shared.txt");
        foreach (var (key, value) in new (string, string)[]
        {
            ("merge.ff", "false"), ("color.ui", "always"), ("status.showUntrackedFiles", "no"), ("commit.gpgSign", "true"), ("merge.conflictStyle", "diff3"),
            ("diff.mnemonicPrefix", "true"), ("diff.noprefix", "true"), ("log.showSignature", "true"), ("core.untrackedCache", "true"), ("rerere.enabled", "true"),
            ("core.quotePath", "true"), ("log.decorate", "full"), ("format.pretty", "fuller"), ("diff.renames", "copies"), ("core.abbrev", "4"), ("merge.autoStash", "true"),
            ("status.relativePaths", "true"), ("core.commentChar", "C"), ("core.pager", "exit 9"), ("core.editor", "exit 9"), ("advice.addEmbeddedRepo", "true"),
        })
        {
            engine.Repo.Git("config", key, value);
        }

        foreach (var hook in (string[])["pre-commit", "post-checkout", "post-merge", "pre-merge-commit", "reference-transaction", "post-index-change", "commit-msg"])
        {
            engine.Repo.Around.WriteProgram($"repo/.git/hooks/{hook}", $"#!/bin/sh\ntouch '{engine.Repo.Around.At("hooked")}'\nexit 1\n");
        }

        engine.Repo.Write("shared.txt", "zero\n");
        engine.Repo.Unit("a", tasks: new SpecText("do: echo a > shared.txt; echo ü > 'ü.txt'")).Unit("b", tasks: new SpecText("do: sleep 0.2; echo b > shared.txt"));
        engine.Repo.Git("-c", "core.hooksPath=/dev/null", "add", "--all");
        engine.Repo.Git("-c", "core.hooksPath=/dev/null", "-c", "commit.gpgSign=false", "commit", "--quiet", "-m", "specs");
        File.Delete(engine.Repo.Around.At("hooked"));

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Equal(["a", "b"], engine.Repo.Show("main", "shared.txt").Split('\n').Order(StringComparer.Ordinal));
        Assert.False(engine.Repo.Around.Has("hooked"));
        Assert.Equal([engine.Repo.Root], engine.Repo.Worktrees());
        Assert.Empty(engine.Repo.Refs("refs/choo"));
    }

    [Fact(Timeout = 60000)]
    public async Task A_person_with_an_address_and_no_name_keeps_the_address()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText()).Commit();
        engine.Repo.Git("config", "user.name", "");

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Equal(["choo <person@localhost>"], engine.Repo.Git("log", "--format=%an <%ae>", "main~1..main").Split('\n').Distinct());
    }

    [Fact(Timeout = 60000)]
    public async Task Packed_refs_are_as_good_as_loose_ones()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: [new(), new()]).Unit("b", ["a"], tasks: new SpecText()).Commit();
        engine.Repo.Git("pack-refs", "--all", "--prune");
        engine.After = e =>
        {
            if (e.Data is UnitCompleted)
            {
                engine.Repo.Git("pack-refs", "--all", "--prune");
            }
        };

        engine.AssertExit(0, await engine.RunAsync());
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task A_branch_name_with_slashes_and_a_path_with_blanks_are_no_trouble()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a-b.c_ü+1", tasks: new SpecText("do: echo w > 'with blank ü.txt'")).Commit();
        engine.Repo.Git("checkout", "--quiet", "-b", "feature/ü/x");
        var linked = engine.Repo.Around.At("a folder with blanks ü");
        engine.Repo.Git("worktree", "add", "--quiet", "-b", "other", linked);
        engine.Repo.Git("checkout", "--quiet", "main");
        engine.Repo.GitIn(linked, "checkout", "--quiet", "feature/ü/x");

        engine.AssertExit(0, await engine.RunAsync(request => request with { WorkingFolder = linked }));

        Assert.True(File.Exists(Path.Combine(linked, "with blank ü.txt")));
        Assert.Equal("", engine.Repo.Status(linked));
        Assert.Equal([engine.Repo.Root, linked], engine.Repo.Worktrees());
    }

    [Fact(Timeout = 60000)]
    [Incident("W21", "specs with comments, marks and other line ends")]
    public async Task A_spec_keeps_its_line_ends_its_mark_and_its_comments()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText()).Write(".gitattributes", "*.md -text\n");
        const string Spec = "\uFEFF---\r\ntask: 1 # the first\r\nstatus: pending # not yet\r\nbackpressure: 'true'\r\n---\r\n\r\n# Step\r\n\r\nstatus: pending\r\n";
        File.WriteAllBytes(engine.Repo.At(GitRepo.SpecPath("a", 1)), Encoding.UTF8.GetBytes(Spec));
        engine.Repo.Commit();

        engine.AssertExit(0, await engine.RunAsync());

        var landed = File.ReadAllBytes(engine.Repo.At(GitRepo.SpecPath("a", 1)));
        Assert.Equal(Spec.Replace("status: pending # not yet", "status: complete # not yet", StringComparison.Ordinal), Encoding.UTF8.GetString(landed));
    }

    [Fact(Timeout = 60000)]
    public async Task A_tasks_folder_elsewhere_is_given_by_its_path()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText()).Commit();
        engine.Repo.Git("mv", "specs/tasks", "work");
        engine.Repo.Commit();

        engine.AssertExit(0, await engine.RunAsync(request => request with { TasksDir = "work/" }));

        Assert.Contains("status: complete", engine.Repo.Show("main", "work/a/01-step.md"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task History_tells_of_the_newest_run()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText()).Commit();
        Assert.Null(RunHistory.Latest(engine.Repo.Root));

        string? during = null;
        engine.After = e => during = e.Data is UnitStarted ? RunHistory.Latest(engine.Repo.At("specs"))!.StateName : during;
        var report = await engine.RunAsync();

        Assert.Equal("running", during);
        var latest = RunHistory.Latest(engine.Repo.Root)!;
        Assert.Equal(("complete", report.RunFolder, false), (latest.StateName, latest.Folder, latest.Alive));
        Assert.Equal(report.State!.Unit("a").Commit, latest.State.Unit("a").Commit);
    }
}
