using System.Security.Cryptography;
using Choo.Adapters.Git;
using Choo.Adapters.Journal;
using Choo.Adapters.Tests.Files;
using Choo.Core.Diagnostics;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>A dry run refuses what the run would refuse, with the same diagnostics, and changes nothing.</summary>
public sealed class DryRunTests
{
    /// <summary>Set-ups that a run refuses: a name, what makes it, and the code of one error of it.</summary>
    private static readonly (string Name, Func<TestEngine, IDisposable?> Break, Func<RunRequest, RunRequest>? Ask, DiagnosticCode Code)[] Broken =
    [
        ("no repository", engine => Nothing(engine.Repo.Around.Folder("plain")), request => request with { WorkingFolder = Path.Combine(request.WorkingFolder, "..", "plain") }, DiagnosticCodes.NotARepository),
        ("bare repository", engine => Nothing(engine.Repo.Git("clone", "--quiet", "--bare", engine.Repo.Root, engine.Repo.Around.At("bare.git"))), request => request with { WorkingFolder = Path.Combine(request.WorkingFolder, "..", "bare.git") }, DiagnosticCodes.BareRepository),
        ("no commit", engine => Nothing(engine.Repo.Git("update-ref", "-d", "HEAD")), null, DiagnosticCodes.NoCommit),
        ("detached HEAD", engine => Nothing(engine.Repo.Git("checkout", "--quiet", "--detach")), null, DiagnosticCodes.DetachedHead),
        ("unknown target", _ => null, request => request with { Target = "mian" }, DiagnosticCodes.NoTarget),
        ("unknown unit", _ => null, request => request with { Unit = "b" }, DiagnosticCodes.UnknownUnit),
        ("no specs on the target", _ => null, request => request with { TasksDir = "nowhere" }, DiagnosticCodes.SpecsNotInTarget),
        ("broken spec", engine => Nothing(WithBadSpec(engine)), null, DiagnosticCodes.UnknownStatus),
        ("broken configuration", engine => Nothing(engine.Configure("target_branch: []\n").Repo.Commit()), null, DiagnosticCodes.ConfigWrongType),
        ("broken configuration that is not committed", engine => Nothing(engine.Configure("target_branch: []\n")), null, DiagnosticCodes.ConfigWrongType),
        ("broken configuration that is only committed", engine => Nothing((engine.Configure("target_branch: []\n").Repo.Commit(), engine.Configure())), null, DiagnosticCodes.ConfigWrongType),
        ("committed configuration is a link", engine => Sh(engine, "mv .choo.yaml ../real.yaml; ln -s ../real.yaml .choo.yaml; git add -A; git commit -qm link; rm .choo.yaml; cp ../real.yaml .choo.yaml"), null, DiagnosticCodes.ConfigMalformed),
        ("committed folder of choo's", engine => Sh(engine, "mkdir .choo; touch .choo/x; git add -f .choo; git commit -qm choo; rm -r .choo"), null, DiagnosticCodes.NotChoosFolder),
        ("folder of choo's is a link", engine => Sh(engine, "ln -s .. .choo"), null, DiagnosticCodes.NotChoosFolder),
        ("folder of the lock is a file", engine => Sh(engine, "touch .git/choo"), null, DiagnosticCodes.NotChoosFolder),
        ("missing agent", engine => Sh(engine, $"rm '{engine.Agent.Program}'"), null, DiagnosticCodes.AgentNotFound),
        ("agent that cannot be executed", engine => Sh(engine, $"chmod -x '{engine.Agent.Program}'"), null, DiagnosticCodes.AgentNotExecutable),
        ("agent without a command", _ => null, request => request with { Provider = "other" }, DiagnosticCodes.AgentHasNoCommand),
        ("spec in the way", engine => Nothing(engine.Repo.Write(GitRepo.SpecPath("a", 1), new SpecText("do: exit 9").Text(1))), null, DiagnosticCodes.SpecInTheWay),
        ("ref in the way", engine => Nothing(engine.Repo.Git("update-ref", "refs/choo/runs", "HEAD")), null, DiagnosticCodes.RefInTheWay),
        ("branch in the way", engine => Nothing(engine.Repo.Git("branch", "choo")), request => request with { NoMerge = true }, DiagnosticCodes.RefInTheWay),
        ("run under way", Locked, null, DiagnosticCodes.AlreadyRunning),
        ("objects that cannot be written", engine => new ReadOnlyFolder(engine.Repo.At(".git/objects")), null, DiagnosticCodes.CannotWrite),
        ("checkout that cannot be written", engine => new ReadOnlyFolder(engine.Repo.Root), null, DiagnosticCodes.CannotWrite),
        ("several at once", engine => Sh(WithBadSpec(engine), $"rm '{engine.Agent.Program}'; git branch choo"), request => request with { NoMerge = true }, DiagnosticCodes.AgentNotFound),
    ];

    /// <summary>Set-ups that a person is warned of, and that run.</summary>
    private static readonly (string Name, Action<TestEngine> Change, DiagnosticCode? Code)[] Warned =
    [
        ("nothing wrong", _ => { }, null),
        ("spec that is not committed", engine => engine.Repo.Unit("later", tasks: new SpecText()), DiagnosticCodes.SpecNotCommitted),
        ("configuration that is not committed", engine => engine.Configure("baseline_checks: []\n"), DiagnosticCodes.SpecNotCommitted),
        ("nothing to do and no agent", engine => Sh(engine, $"rm '{engine.Agent.Program}'; sed -i 's/pending/complete/' specs/tasks/a/*.md; git commit -qam done"), null),
    ];

    public static TheoryData<string> BrokenNames => [.. Broken.Select(each => each.Name)];

    public static TheoryData<string> WarnedNames => [.. Warned.Select(each => each.Name)];

    [Theory(Timeout = 120000)]
    [MemberData(nameof(BrokenNames))]
    public async Task What_a_run_refuses_its_dry_run_refuses_in_the_same_words(string name)
    {
        var (_, change, ask, code) = Broken.Single(each => each.Name == name);
        using var engine = OneUnit();
        using var undo = change(engine);
        if (undo is ReadOnlyFolder { HasEffect: false })
        {
            return;
        }

        var request = ask?.Invoke(engine.Request) ?? engine.Request;
        var before = Files(engine.Repo.Around.Path);

        var dry = await ChooHost.DryRunAsync(request, resumes: false, CancellationToken.None);

        Assert.Equal(before, Files(engine.Repo.Around.Path));
        Assert.Null(dry.Plan);
        Assert.Contains(dry.Diagnostics, each => each.Severity == Severity.Error && each.Code == code.Id);
        var run = await engine.RunAsync(_ => request);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(run.Diagnostics, dry.Diagnostics);
        Assert.Empty(engine.Agent.Starts);
    }

    [Theory(Timeout = 120000)]
    [MemberData(nameof(WarnedNames))]
    public async Task What_a_run_only_warns_of_its_dry_run_only_warns_of(string name)
    {
        var (_, change, code) = Warned.Single(each => each.Name == name);
        using var engine = OneUnit();
        change(engine);
        var before = Files(engine.Repo.Around.Path);

        var dry = await ChooHost.DryRunAsync(engine.Request, resumes: false, CancellationToken.None);

        Assert.Equal(before, Files(engine.Repo.Around.Path));
        Assert.NotNull(dry.Plan);
        Assert.Equal(code is null ? [] : [code.Id], dry.Diagnostics.Select(each => each.Code).Distinct());
        var run = await engine.RunAsync();
        engine.AssertExit(0, run);
        Assert.Equal(run.Diagnostics, dry.Diagnostics);
    }

    [Fact(Timeout = 120000)]
    public async Task Every_problem_is_reported_at_once()
    {
        using var engine = OneUnit();
        using var none = Broken.Single(each => each.Name == "several at once").Break(engine);

        var run = await engine.RunAsync(request => request with { NoMerge = true });

        Assert.Equal(2, run.ExitCode);
        Assert.Superset(
            new HashSet<string> { DiagnosticCodes.UnknownStatus.Id, DiagnosticCodes.AgentNotFound.Id, DiagnosticCodes.RefInTheWay.Id },
            run.Diagnostics.Where(each => each.Severity == Severity.Error).Select(each => each.Code).ToHashSet());
    }

    [Theory(Timeout = 120000)]
    [InlineData("broken spec")]
    [InlineData("broken configuration")]
    [InlineData("unknown unit")]
    public async Task A_plan_of_the_same_files_refuses_them_too(string name)
    {
        var (_, change, ask, _) = Broken.Single(each => each.Name == name);
        using var engine = OneUnit();
        using var none = change(engine);
        var request = ask?.Invoke(engine.Request) ?? engine.Request;

        var plan = await ChooHost.PlanAsync(request, CancellationToken.None);

        Assert.Null(plan.Plan);
        Assert.Equal((await ChooHost.DryRunAsync(request, resumes: false, CancellationToken.None)).Diagnostics, plan.Diagnostics);
    }

    [Fact(Timeout = 120000)]
    public async Task A_plan_needs_neither_agent_nor_lock_nor_a_repository()
    {
        using var engine = OneUnit();
        File.Delete(engine.Agent.Program);
        using (Locked(engine))
        {
            Assert.NotNull((await ChooHost.PlanAsync(engine.Request, CancellationToken.None)).Plan);
        }

        Directory.Delete(engine.Repo.At(".git"), recursive: true);
        Assert.NotNull((await ChooHost.PlanAsync(engine.Request, CancellationToken.None)).Plan);
    }

    [Fact(Timeout = 120000)]
    public async Task After_an_unfinished_run_a_dry_run_says_so_and_one_that_resumes_it_refuses_as_resume_does()
    {
        using var engine = OneUnit();
        await engine.RunUntilAsync(e => e.Type == "unit.started");

        var dry = await ChooHost.DryRunAsync(engine.Request, resumes: false, CancellationToken.None);
        var again = await ChooHost.DryRunAsync(engine.Request, resumes: true, CancellationToken.None);
        File.Delete(engine.Agent.Program);
        var refused = await ChooHost.DryRunAsync(engine.Request, resumes: true, CancellationToken.None);

        Assert.Equal([DiagnosticCodes.RunUnfinished.Id], dry.Diagnostics.Select(each => each.Code));
        Assert.NotNull(again.Plan);
        Assert.Empty(again.Diagnostics);
        Assert.Equal((await engine.ResumeAsync()).Diagnostics, refused.Diagnostics);
        Assert.Equal([DiagnosticCodes.AgentNotFound.Id], refused.Diagnostics.Select(each => each.Code));
        Assert.Equal(dry.Diagnostics[0], (await engine.RunAsync()).Diagnostics[^1]);
    }

    private static TestEngine OneUnit()
    {
        var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText()).Commit();
        return engine;
    }

    private static TestEngine WithBadSpec(TestEngine engine)
    {
        engine.Repo.Unit("bad", tasks: new SpecText(Status: "bogus")).Commit();
        return engine;
    }

    private static IDisposable? Nothing(object done) => done is null ? throw new InvalidOperationException("nothing was done") : null;

    private static IDisposable? Sh(TestEngine engine, string script)
    {
        Shell.Run(script, engine.Repo.Root);
        return null;
    }

    private static IDisposable? Locked(TestEngine engine)
    {
        var (repository, _) = Repository.OpenAsync(engine.Repo.Root, CancellationToken.None).GetAwaiter().GetResult();
        new RunFolders(repository!.ChooDir).Create();
        return RunLock.Take(repository, TimeProvider.System).Lock;
    }

    /// <summary>Every file with a digest of its content, and every folder. A lock that is held cannot be read.</summary>
    private static string[] Files(string folder) =>
    [
        .. Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Select(path => $"{path} {(File.Exists(path) && Path.GetFileName(path) != "lock" ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))) : "")}")
            .Order(StringComparer.Ordinal),
    ];
}
