using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>Where worktrees lie, and that nothing above them decides a gate.</summary>
public sealed class WorktreePlaceTests
{
    // MSBuild's, the SDK's and an editor's way of looking: the nearest one in the folders above.
    private const string LookUp =
        "f=$PWD; for name in Directory.Build.props .editorconfig NuGet.config .config/dotnet-tools.json; do d=$f; while [ $d != / ] && [ ! -e $d/$name ]; do d=$(dirname $d); done; echo $name in $d; ! grep -q MINE $d/$name 2>/dev/null || exit 1; done";

    private static TestEngine With(string more = "", string gate = LookUp)
    {
        var engine = new TestEngine().Configure($"baseline_checks: []\n{more}");
        engine.Repo.Unit("a", tasks: new SpecText("do: echo w > a.txt", gate)).Commit();
        return engine;
    }

    [Fact(Timeout = 60000)]
    [Incident("T37", "an uncommitted Directory.Build.props and similar files are in the checkout, and one is in the folder above it")]
    public async Task Files_of_the_checkout_decide_no_gate()
    {
        using var engine = With();
        foreach (var name in (string[])["Directory.Build.props", ".editorconfig", "NuGet.config", ".config/dotnet-tools.json"])
        {
            engine.Repo.Write(name, "MINE\n");
        }

        engine.Repo.Around.Write("Directory.Build.props", "MINE\n");

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Contains(engine.Recorder.Of<UnitPrepared>(), prepared => prepared.Worktree.StartsWith(engine.StateHome + "/choo/repo-", StringComparison.Ordinal));
        Assert.Null(engine.Worktrees);
        engine.Repo.Git("clean", "--quiet", "--force", "-d");
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task Where_no_place_outside_can_be_written_they_lie_inside_under_a_ceiling()
    {
        using var engine = With(gate: LookUp.Replace(" NuGet.config", "", StringComparison.Ordinal));
        engine.StateHome = engine.Repo.Around.Write("state", "no folder\n");
        engine.Repo.Write("Directory.Build.props", "MINE\n");
        engine.Repo.Write(".editorconfig", "MINE\n");
        engine.Repo.Write(".config/dotnet-tools.json", "MINE\n");

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Contains(report.Diagnostics, each => each.Code == DiagnosticCodes.WorktreesInside.Id && each.Message.Contains("is no folder", StringComparison.Ordinal));
        Assert.StartsWith(".choo/worktrees/", engine.Recorder.Of<UnitPrepared>()[0].Worktree, StringComparison.Ordinal);
        Assert.False(engine.Repo.Has(".choo/worktrees"));
    }

    [Fact(Timeout = 60000)]
    public async Task What_a_killed_choo_left_half_written_is_made_whole_and_goes()
    {
        using var engine = With();
        engine.AssertExit(0, await engine.RunAsync());
        var place = Path.GetDirectoryName(engine.Recorder.Of<UnitPrepared>()[0].Worktree)!;
        Directory.CreateDirectory(Path.Combine(place, ".config"));
        File.WriteAllText(Path.Combine(place, "Directory.Build.props"), "<Pro");
        File.WriteAllText(Path.Combine(place, ".config", "dotnet-tools.json"), "");
        engine.Repo.Unit("b", tasks: new SpecText("do: echo w > b.txt", LookUp)).Commit();
        engine.Repo.Write(".choo/.gitignore", "# choo keeps");

        engine.AssertExit(0, await engine.RunAsync());

        Assert.False(Directory.Exists(place));
        Assert.EndsWith("*\n", engine.Repo.Read(".choo/.gitignore"), StringComparison.Ordinal);
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task A_link_in_the_place_of_choos_folder_is_not_used()
    {
        using var engine = With();
        var victim = engine.Repo.Around.Folder("victim");
        Directory.CreateDirectory(engine.StateHome!);
        Directory.CreateSymbolicLink(Path.Combine(engine.StateHome!, "choo"), victim);

        var report = await engine.RunAsync();

        engine.AssertExit(0, report);
        Assert.Empty(Directory.GetFileSystemEntries(victim));
        Assert.Contains(report.Diagnostics, each => each.Code == DiagnosticCodes.WorktreesInside.Id);
    }

    [Theory(Timeout = 60000)]
    [InlineData("../fast", "fast/repo-")]
    [InlineData("wt", "repo/wt/")]
    public async Task A_configured_place_is_used(string configured, string where)
    {
        using var engine = With($"worktree:\n  base_path: {configured}\n", "pwd");

        engine.AssertExit(0, await engine.RunAsync());

        var prepared = engine.Recorder.Of<UnitPrepared>()[0].Worktree;
        Assert.StartsWith(engine.Repo.Around.At(where), Path.GetFullPath(prepared, engine.Repo.Root), StringComparison.Ordinal);
        engine.AssertNothingLeft();
    }

    [Fact(Timeout = 60000)]
    public async Task Worktrees_of_another_place_are_found_again()
    {
        using var engine = With(gate: "true");
        engine.Repo.Unit("b", tasks: new SpecText("do: [ -f $STATE/go ] && echo w > b.txt || { echo draft > draft.txt; sleep 600; }", "true")).Commit();
        engine.AssertExit(143, await engine.RunUntilAsync(e => e.Unit == "b" && e.Data is AgentInvoked, RunSignal.SIGTERM));
        File.WriteAllText(Path.Combine(engine.Agent.State, "go"), "");
        engine.StateHome = engine.Repo.Around.At("other");

        engine.AssertExit(0, await engine.ResumeAsync());

        Assert.Equal([engine.Repo.Root], engine.Repo.Worktrees());
        Assert.True(engine.Repo.Has("b.txt"));
    }
}
