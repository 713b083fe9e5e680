using System.Globalization;
using Choo.Adapters.Git;
using Choo.Adapters.Processes;
using Choo.Adapters.Tests.Hosting;
using Choo.Adapters.Tests.Processes;
using Choo.Core.Events;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Faults;

/// <summary>Settings of a person's that would change what choo's git commands mean, all at once.</summary>
public sealed class SettingsTests
{
    // None is invented: each is a setting that a person may have, at its worst value for choo.
    private static readonly string[] Hostile =
    [
        "status.showUntrackedFiles=no", "status.renames=copies", "status.branch=true", "status.short=true", "status.showStash=true", "status.submoduleSummary=true", "status.relativePaths=false",
        "diff.ignoreSubmodules=all", "diff.external=/nonexistent", "diff.orderFile=/nonexistent", "diff.relative=true", "diff.renames=copies", "diff.noprefix=true", "diff.mnemonicPrefix=true", "diff.algorithm=patience",
        "diff.renameLimit=1", "merge.conflictStyle=zdiff3", "merge.ff=false", "merge.renames=false", "merge.directoryRenames=false", "merge.renormalize=true", "merge.log=true", "merge.stat=true",
        "merge.autoStash=true", "merge.verifySignatures=true", "merge.renameLimit=1", "branch.main.mergeOptions=--no-ff --squash --no-commit -s ours", "rerere.enabled=true", "rerere.autoUpdate=true",
        "core.safecrlf=true", "core.autocrlf=input", "core.fsmonitor=/nonexistent", "core.hooksPath=/nonexistent", "core.ignoreStat=true", "core.checkStat=minimal", "core.trustctime=false",
        "core.untrackedCache=true", "core.splitIndex=true", "core.preloadIndex=true", "core.quotePath=true", "core.abbrev=4", "core.commentChar=C", "core.editor=exit 9", "core.pager=exit 9",
        "core.warnAmbiguousRefs=false", "core.preferSymlinkRefs=true", "core.filesRefLockTimeout=0", "core.packedRefsTimeout=0", "core.fsync=none", "core.logAllRefUpdates=false", "core.bigFileThreshold=1",
        "commit.gpgSign=true", "tag.gpgSign=true", "gpg.program=/nonexistent", "user.signingKey=nobody", "log.showSignature=true", "log.decorate=full", "log.follow=true", "log.date=human", "log.diffMerges=separate",
        "format.pretty=fuller", "color.ui=always", "color.status=always", "color.diff=always", "color.branch=always", "column.ui=always", "i18n.logOutputEncoding=UTF-16", "i18n.commitEncoding=ISO-8859-1",
        "trailer.separators==", "submodule.recurse=true", "feature.manyFiles=true", "feature.experimental=true", "index.sparse=true", "index.version=4", "gc.auto=1", "maintenance.auto=true",
        "add.ignoreErrors=true", "clean.requireForce=true", "checkout.workers=0", "checkout.guess=true", "worktree.guessRemote=true", "worktree.useRelativePaths=true", "alias.status=!exit 9", "alias.add=!exit 9",
        "advice.detachedHead=true", "advice.addEmbeddedRepo=true", "sparse.expectFilesOutsideOfPatterns=true", "pager.status=exit 9", "pager.log=exit 9", "interactive.singleKey=true", "safe.bareRepository=explicit",
    ];

    /// <summary>The main job as it is without any of them: a conflict, a landing onto a clean checkout, and nothing left.</summary>
    [UnixFact(Timeout = 120000)]
    [Incident("T31", "the test runs two units that conflict, lands them onto a clean checkout, and publishes two more")]
    public async Task Two_units_that_conflict_land_and_others_are_published()
    {
        using var engine = new TestEngine().Configure(whole: "sed -i -e '/^<<<<<<< /d' -e '/^=======$/d' -e '/^>>>>>>> /d' shared.txt");
        engine.Repo.Write("shared.txt", "zero\n");
        engine.Repo.Unit("a", tasks: [new("do: echo a > shared.txt; printf 'one\\r\\ntwo\\r\\n' > win.txt"), new("do: echo new > new.txt; echo ü > 'ü.txt'")])
            .Unit("b", tasks: new SpecText("do: sleep 0.2; echo b > shared.txt")).Commit();
        using var hostile = new Settings(engine.Repo, Hostile);
        engine.Repo.Around.Write("rr", "");

        engine.AssertExit(0, await engine.RunAsync());

        hostile.Dispose();
        Assert.Equal(["a", "b"], engine.Repo.Show("main", "shared.txt").Split('\n').Order(StringComparer.Ordinal));
        Assert.Equal(("new", "ü", "new\n"), (engine.Repo.Show("main", "new.txt"), engine.Repo.Show("main", "ü.txt"), engine.Repo.Read("new.txt")));
        Assert.Equal(2, engine.Repo.Log("main").Count(commit => commit.Parents.Length == 2 && commit.Subject.StartsWith("Merge unit", StringComparison.Ordinal)));
        engine.AssertNothingLeft();

        engine.Repo.Unit("c", tasks: new SpecText()).Unit("d", ["c"], tasks: new SpecText()).Commit();
        using (new Settings(engine.Repo, Hostile))
        {
            engine.AssertExit(0, await engine.RunAsync(request => request with { NoMerge = true }));
        }

        Assert.Equal(["refs/heads/choo/c", "refs/heads/choo/d"], engine.Repo.Refs("refs/heads/choo"));
        Assert.Contains("c-1.txt", engine.Repo.Files("choo/d"));
    }

    [UnixFact(Timeout = 120000)]
    [Incident("T31", "the test stops a run, cleans up, removes a commit from the journal, and resumes")]
    public async Task What_is_not_committed_survives_a_cleanup_and_a_resume_finishes_the_run()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: [new(), new("do: echo precious > precious.txt; [ -f $STATE/go ] || sleep 600")]).Commit();
        using var hostile = new Settings(engine.Repo, Hostile);
        engine.AssertExit(143, await engine.RunUntilAsync(e => e is { Task: 2, Data: AgentInvoked }, RunSignal.SIGTERM));
        engine.Repo.Around.Write("state-claude/go", "");
        var worktree = Assert.Single(Directory.GetDirectories(engine.Worktrees!), folder => Path.GetFileName(folder) != ".config");
        File.WriteAllText(Path.Combine(worktree, "precious.txt"), "precious\n");
        var lines = File.ReadAllLines(engine.Journal);
        File.WriteAllLines(engine.Journal, lines.TakeWhile(line => !line.Contains("\"task.committed\"", StringComparison.Ordinal)));

        var report = await Cleanup.RunAsync(engine.Request, resetState: false, dryRun: false, CancellationToken.None);

        Assert.Contains(report.Kept, kept => kept.Message.Contains("uncommitted", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(worktree, "precious.txt")));
        engine.AssertExit(0, await engine.ResumeAsync());
        hostile.Dispose();
        Assert.Equal("precious\n", engine.Repo.Show("main", "precious.txt") + "\n");
        Assert.Single(engine.Agent.Starts, start => start.StartsWith("a 1", StringComparison.Ordinal));
    }

    [UnixFact(Timeout = 60000)]
    [Incident("T31", "the test restores the saved work of a unit that failed")]
    public async Task Saved_work_comes_back()
    {
        using var engine = new TestEngine().Configure("limits:\n  task_attempts: 1\n");
        engine.Repo.Unit("bad", tasks: new SpecText("do: echo wrong > src.txt", "false")).Commit();
        using var hostile = new Settings(engine.Repo, Hostile);
        engine.AssertExit(1, await engine.RunAsync());

        var report = await Recovery.RunAsync(new RecoverRequest { WorkingFolder = engine.Repo.Root, Unit = "bad", Number = 1, Files = true }, CancellationToken.None);

        Assert.Equal("src.txt", Assert.Single(report.Written));
        Assert.Equal("wrong\n", engine.Repo.Read("src.txt"));
    }

    /// <summary>By whichever file they are set: what choo says stands above all of them.</summary>
    [Fact(Timeout = 60000)]
    public async Task What_choo_says_stands_above_the_settings_of_machine_person_and_repository()
    {
        using var repo = new GitRepo();
        repo.Commit();
        var file = repo.Around.At("hostile");
        foreach (var setting in Hostile)
        {
            repo.Git("config", "--file", file, setting.Split('=', 2)[0], setting.Split('=', 2)[1]);
        }

        repo.Git("config", "include.path", file);
        var environment = new Dictionary<string, string>(ChildEnvironment.ForGit()) { ["GIT_CONFIG_GLOBAL"] = file, ["GIT_CONFIG_SYSTEM"] = file };
        environment.Remove("GIT_CONFIG_NOSYSTEM");
        var git = GitCall.Find(repo.Root)! with { Environment = environment };
        var said = GitSettings.Always.Where(argument => argument.Contains('=', StringComparison.Ordinal)).Select(argument => argument.Split('=', 2)).ToArray();
        var known = (await git.RunAsync(CancellationToken.None, "config", "--null", "--list")).Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('\n', 2)).GroupBy(pair => pair[0]).ToDictionary(group => group.Key, group => group.Last()[1]);

        Assert.All(said, pair => Assert.Equal(pair[1], known[pair[0].ToLower(CultureInfo.InvariantCulture)]));
    }

    private sealed class Settings : IDisposable
    {
        private readonly GitRepo repo;

        public Settings(GitRepo repo, string[] settings)
        {
            this.repo = repo;
            var file = repo.Around.At("hostile");
            File.Delete(file);
            foreach (var setting in settings)
            {
                repo.Git("config", "--file", file, setting.Split('=', 2)[0], setting.Split('=', 2)[1]);
            }

            repo.Git("config", "include.path", file);
        }

        public void Dispose() => repo.TryGit(repo.Root, "config", "--unset", "include.path");
    }
}
