using System.Runtime.Versioning;
using Choo.Packages.Tests.Surroundings;
using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary>A user who may not do everything: what can be done is done, the rest is refused with a code before an agent is paid.</summary>
[Collection(InstalledToolCollection.Name)]
[SupportedOSPlatform("linux")]
public sealed class OrdinaryUserTests(InstalledTool tool)
{
    [LinuxFact]
    [Incident("T9", "runs, with a stubborn agent and a signal, and resumes")]
    public async Task A_signal_ends_everything_and_resume_completes()
    {
        using var site = new Site(tool).Diamond();
        var before = site.Repo.Tip();
        site.Hold("core", 2);
        site.AsOrdinaryUser();
        await using var choo = site.Choo.Start("run");
        await Eventually.HoldsAsync(() => site.Starts().Contains(("core", 2)), "the agent was not started");
        var run = site.Journal().Run;

        choo.Signal("TERM");

        (await choo.WaitAsync(CancellationToken.None)).Exits(143);
        Assert.Empty(Marked.Find(run));
        site.Release("core", 2);
        (await site.RunAsync(CancellationToken.None, "resume")).Exits(0);
        Aftermath.EverythingLanded(site, before, run);
        Aftermath.NothingIsLeft(site, run);
    }

    [LinuxTheory]
    [InlineData(".git/objects")]
    [InlineData(".git/refs")]
    [InlineData(".git/refs/heads")]
    [InlineData(".git/logs")]
    [InlineData(".git")]
    [InlineData(".choo")]
    [InlineData(".")]
    [Incident("T9", "the test makes a folder of the repository unwritable")]
    public async Task A_folder_that_may_not_be_written_is_refused_before_an_agent_starts(string path)
    {
        using var site = new Site(tool).Diamond();
        Directory.CreateDirectory(site.Repo.At(path));
        site.AsOrdinaryUser();
        const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        File.SetUnixFileMode(site.Repo.At(path), Readable);

        var finished = await site.RunAsync(CancellationToken.None, "run");

        File.SetUnixFileMode(site.Repo.At(path), Readable | UnixFileMode.UserWrite);
        finished.Exits(2);
        Assert.Contains("error CHOO0006: ", finished.Error, StringComparison.Ordinal);
        Assert.Empty(site.Starts());
        (await site.RunAsync(CancellationToken.None, "run")).Exits(0);
    }

    [LinuxFact]
    public async Task A_spec_folder_that_may_not_be_read_looks_deleted_so_its_unit_waits_and_lands_when_it_is_there_again()
    {
        using var site = new Site(tool).Diamond();
        var before = site.Repo.Tip();
        site.AsOrdinaryUser();
        File.SetUnixFileMode(site.Repo.At("specs/tasks/web"), UnixFileMode.None);

        var finished = await site.RunAsync(CancellationToken.None, "run");

        File.SetUnixFileMode(site.Repo.At("specs/tasks/web"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        finished.Exits(3);
        (await site.RunAsync(CancellationToken.None, "resume")).Exits(0);
        Aftermath.EverythingLanded(site, before, site.Journal().Run);
    }

    [RootFact]
    [Incident("T9", "the repository belongs to root")]
    public async Task A_repository_of_somebody_else_is_refused_with_what_to_do()
    {
        using var site = new Site(tool).Diamond();
        site.AsOrdinaryUser();
        OrdinaryUser.Own(site.Repo.Root, "0");

        var finished = await site.RunAsync(CancellationToken.None, "run");

        finished.Exits(2);
        Assert.Contains("error CHOO2015: ", finished.Error, StringComparison.Ordinal);
        Assert.Contains("safe.directory", finished.Error, StringComparison.Ordinal);
        Assert.False(site.Repo.Has(".choo"));
    }
}
