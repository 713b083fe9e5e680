using Choo.Adapters.Tests.Files;
using Choo.Core.Events;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>Repositories that somebody prepared: a person clones one and starts a run, or has one looked at.</summary>
public sealed class HostileRepositoryTests
{
    private const string Secret = "login-hunter2";

    [Theory(Timeout = 60000)]
    [Incident("T12", "the test clones repositories in which .choo, a folder of choo's, the specs or .choo.yaml lead elsewhere")]
    [InlineData("ln -s $V .choo", "CHOO0021")]
    [InlineData("mkdir .choo; ln -s $V .choo/runs", "CHOO0021")]
    [InlineData("mkdir .choo; ln -s $V .choo/worktrees", "CHOO0021")]
    [InlineData("mkdir .choo; ln -s $V/secret .choo/excludes", "CHOO0021")]
    [InlineData("mkdir -p .choo/hooks; echo evil >.choo/hooks/pre-push", "CHOO0021")]
    [InlineData("rm .choo.yaml; ln -s $V/secret .choo.yaml", "CHOO0101")]
    [InlineData("mv specs $V/; ln -s $V/specs specs", "CHOO2011")]
    [InlineData("rm specs/tasks/a/01-step.md; ln -s $V/secret specs/tasks/a/01-step.md", "CHOO1033")]
    [InlineData("head -c 2000000 /dev/zero | tr '\\0' x >>specs/tasks/a/01-step.md", "CHOO1041")]
    [InlineData("printf 'a\\0b' >>specs/tasks/a/01-step.md", "CHOO1042")]
    public async Task What_leads_elsewhere_is_refused_before_anything_is_written(string prepare, string code)
    {
        using var engine = new TestEngine().Configure("baseline_checks: []\n");
        engine.Repo.Unit("a", tasks: new SpecText());
        var victim = engine.Repo.Around.Folder("victim");
        engine.Repo.Around.Write("victim/secret", $"machine: x\n{Secret}: y\n");
        Shell.Run($"V='{victim}'; {prepare}", engine.Repo.Root);
        engine.Repo.Commit();
        var before = Directory.GetFileSystemEntries(victim, "*", SearchOption.AllDirectories);

        var report = await engine.RunAsync();

        engine.AssertExit(2, report);
        Assert.Contains(report.Diagnostics, each => each.Code == code);
        Assert.DoesNotContain(report.Diagnostics, each => each.ToString().Contains(Secret, StringComparison.Ordinal));
        Assert.Empty(engine.Agent.Starts);
        Assert.Equal(before, Directory.GetFileSystemEntries(victim, "*", SearchOption.AllDirectories));
        Assert.Equal($"machine: x\n{Secret}: y\n", engine.Repo.Around.Read("victim/secret"));
    }

    [Theory(Timeout = 60000)]
    [InlineData("ln -s $V .choo")]
    [InlineData("mkdir .choo; ln -s $V .choo/runs")]
    public async Task Cleanup_doctor_recover_and_status_do_not_look_behind_it(string prepare)
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a").Commit();
        var victim = engine.Repo.Around.Folder("victim");
        Shell.Run($"V='{victim}'; {prepare}", engine.Repo.Root);
        var request = engine.Request;

        var cleanup = await Cleanup.RunAsync(request, resetState: false, dryRun: false, CancellationToken.None);
        var doctor = await Doctor.ExamineAsync(request, fix: true, online: false, CancellationToken.None);
        var recover = await Recovery.RunAsync(new RecoverRequest { WorkingFolder = engine.Repo.Root }, CancellationToken.None);

        Assert.Equal("CHOO0021", Assert.Single(cleanup.Diagnostics).Code);
        Assert.Contains(doctor, each => each.State == FindingState.Error);
        Assert.Equal("CHOO0021", Assert.Single(recover.Problems).Code);
        Assert.Equal("CHOO0021", Assert.Throws<Choo.Core.Ports.PortException>(() => RunHistory.Latest(engine.Repo.Root)).Diagnostic.Code);
        Assert.Empty(Directory.GetFileSystemEntries(victim));
    }

    [Theory(Timeout = 60000)]
    [Incident("T12", "an agent puts files with non-UTF-8 bytes, other letters and other cases under protected paths")]
    [InlineData("mkdir -p .github/workflows; echo x >\".github/workflows/evil$(printf '\\377').yml\"")]
    [InlineData("mkdir -p .GitHub/WorkFlows; echo x >.GitHub/WorkFlows/evil.yml")]
    [InlineData("mkdir -p \"specs/tasks/z$(printf '\\377')\"; echo x >\"specs/tasks/z$(printf '\\377')/IMPLEMENTATION_PLAN.md\"")]
    [InlineData("mkdir -p .choo/hooks; echo x >.choo/hooks/pre-push")]
    public async Task What_is_protected_is_undone_whatever_its_name_is_made_of(string agent)
    {
        using var engine = new TestEngine().Configure("baseline_checks: []\n");
        engine.Repo.Unit("a", tasks: new SpecText($"do: {agent}; echo work >a.txt"));
        engine.Repo.Commit();
        var before = engine.Repo.Files();

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Equal([.. before.Append("a.txt").Order(StringComparer.Ordinal)], engine.Repo.Files().Order(StringComparer.Ordinal));
        Assert.Single(Assert.Single(engine.Recorder.Of<EditsUndone>("a")).Files);
        engine.AssertNothingLeft();
    }
}
