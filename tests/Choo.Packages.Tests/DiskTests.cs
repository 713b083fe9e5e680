using Choo.Packages.Tests.Surroundings;
using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary>A disk that is full or cannot be written: told with a code, nothing is lost, and it goes on when there is room again.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class DiskTests(InstalledTool tool)
{
    // The size that no file may grow over, in blocks of 512 bytes, stands for a full disk: a journal of the diamond needs some 100.
    private const string Limited = "trap '' XFSZ; ulimit -f $1; shift; exec \"$@\"";

    [LinuxTheory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(20)]
    [InlineData(40)]
    [Incident("23", "the journal cannot grow")]
    [Incident("27", "the journal cannot grow")]
    public async Task A_journal_that_cannot_grow_stops_the_run_and_resume_goes_on_when_there_is_room(int blocks)
    {
        using var site = new Site(tool).Diamond();
        var before = site.Repo.Tip();

        var full = await LimitedAsync(site, blocks, "run");
        var begun = site.Repo.Has(".choo/runs") && Directory.EnumerateFiles(site.Repo.At(".choo/runs"), "events.jsonl", SearchOption.AllDirectories).Any(file => File.ReadAllText(file).Contains('\n', StringComparison.Ordinal));
        var killed = begun ? site.Journal() : null;
        var paid = site.Starts();

        full.Exits(2);
        Assert.Matches("error CHOO0\\d\\d\\d: .*(journal|written|large)", full.Error);
        Assert.DoesNotContain("CHOO9001", full.Error, StringComparison.Ordinal);
        if (killed is not null)
        {
            Assert.Empty(Marked.Find(killed.Run));
        }

        (await site.RunAsync(CancellationToken.None, begun ? "resume" : "run")).Exits(0);
        Assert.All(killed?.Tasks("task.agent.done") ?? [], done => Assert.Equal(paid.Count(start => start == done), site.Starts().Count(start => start == done)));
        Aftermath.EverythingLanded(site, before, site.Journal().Run);
        Aftermath.NothingIsLeft(site, site.Journal().Run);
    }

    [LinuxTheory]
    [InlineData(".choo")]
    [InlineData(".choo/runs")]
    [InlineData(".choo/excludes/x")]
    [InlineData(".git/choo")]
    [Incident("27", "there is a file where choo needs a folder")]
    public async Task A_folder_that_cannot_be_written_is_a_refusal_before_an_agent_starts(string path)
    {
        using var site = new Site(tool).Diamond();
        site.Repo.Write(path, "in the way\n");

        foreach (var command in (string[])["run", "resume", "cleanup"])
        {
            var finished = await site.RunAsync(CancellationToken.None, command);

            Assert.True(finished.Code is 0 or 2 or 3, $"{command}: {finished.Code}\n{finished.Error}");
            Assert.DoesNotContain("CHOO9001", finished.Error, StringComparison.Ordinal);
            Assert.True(command != "run" || finished.Error.Contains("error CHOO", StringComparison.Ordinal), finished.Error);
        }

        Assert.Empty(site.Starts());
        Assert.Equal([site.Repo.Root], site.Repo.Worktrees());
        Assert.Equal("", site.Repo.Git("status", "--porcelain", "--", ":!.choo"));
    }

    [LinuxFact]
    [Incident("T7", "resumes, and starts a new run")]
    public async Task An_empty_journal_is_of_no_run_and_a_torn_first_line_is_of_none_that_began()
    {
        using var site = new Site(tool).Diamond();
        site.Repo.Write(".choo/runs/20260101-000000-00000/events.jsonl", "");

        Assert.Contains("no run has been started", (await site.RunAsync(CancellationToken.None, "resume")).Exits(2).Error, StringComparison.Ordinal);
        site.Repo.Write(".choo/runs/20260101-000000-00000/events.jsonl", "{\"seq\":1,\"ti");
        Assert.Contains("ended before it started", (await site.RunAsync(CancellationToken.None, "resume")).Exits(2).Error, StringComparison.Ordinal);

        (await site.RunAsync(CancellationToken.None, "run")).Exits(0);
        Assert.Equal("{\"seq\":1,\"ti", site.Repo.Read(".choo/runs/20260101-000000-00000/events.jsonl"));
    }

    [LinuxFact]
    [Incident("T7", "the test sets the clock back")]
    public async Task A_clock_that_was_set_back_does_not_make_an_older_run_the_newest()
    {
        using var site = new Site(tool).Diamond();
        site.Repo.Write(".choo/runs/20991231-235959-99900/events.jsonl", "{\"seq\":1,\"time\":\"2099-12-31T23:59:59.999Z\",\"type\":\"orch.future\",\"run\":\"x\",\"data\":{}}\n");

        (await site.RunAsync(CancellationToken.None, "run")).Exits(0);

        Assert.Equal("complete", (await site.JsonAsync(0, CancellationToken.None, "status", "--json")).GetProperty("state").GetString());
        Assert.StartsWith("21000101-000000-000", site.Journal().Run, StringComparison.Ordinal);
    }

    private static Task<Finished> LimitedAsync(Site site, int blocks, string command)
    {
        site.Environment["DOTNET_EnableWriteXorExecute"] = "0"; // the runtime's own shared memory counts as a file
        return new Program("/bin/sh", site.Repo.Root, site.Environment).RunAsync(
            ["-c", Limited, "limited", blocks.ToString(System.Globalization.CultureInfo.InvariantCulture), "dotnet-choo", command], CancellationToken.None);
    }
}
