using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Tests.Flow.Memory;
using Xunit;

namespace Choo.Core.Tests.Flow;

/// <summary>What counts as resolved in a conflict turn.</summary>
public sealed class ConflictFlowTests
{
    private const string Shared = "shared.txt";

    private static MemoryRun Run(Action<MemoryTree> resolve, Action<string, MemoryTree> work) => new MemoryRun((request, tree) =>
    {
        if (request.Task == 0)
        {
            resolve(tree);
        }
        else
        {
            work(request.Unit, tree);
            tree.Write($"{request.Unit}.txt", request.Unit);
        }

        return AgentVerdict.Finished;
    })
    {
        Config = new ChooConfig { ConflictAttempts = 2 },
    }.File(Shared, "nothing").Unit("a", [], "true").Unit("b", [], "true");

    private static void EditBoth(string unit, MemoryTree tree) => tree.Write(Shared, unit);

    private static void RemoveOrEdit(string unit, MemoryTree tree)
    {
        if (unit == "a")
        {
            tree.Delete(Shared);
        }
        else
        {
            tree.Write(Shared, "changed");
        }
    }

    private static async Task<string> FailureAsync(MemoryRun run)
    {
        Assert.IsType<RunFailed>(await run.RunAsync());
        Assert.Equal(2, run.All<AgentInvoked>().Count(each => each.Purpose == TurnPurpose.Conflict));
        var failed = Assert.Single(run.All<UnitFailed>()).Diagnostic;
        Assert.Equal(DiagnosticCodes.ConflictUnresolved.Id, failed.Code);
        return failed.Message;
    }

    [Fact(Timeout = 60000)]
    public async Task A_turn_that_does_nothing_resolves_nothing() =>
        Assert.Contains("conflict markers are left in shared.txt", await FailureAsync(Run(_ => { }, EditBoth)), StringComparison.Ordinal);

    [Fact(Timeout = 60000)]
    public async Task A_turn_that_does_nothing_about_a_removal_resolves_nothing() =>
        Assert.Contains("shared.txt", await FailureAsync(Run(_ => { }, RemoveOrEdit)), StringComparison.Ordinal);

    [Fact(Timeout = 60000)]
    public async Task One_marker_that_is_left_is_a_conflict_that_is_left() =>
        Assert.Contains("markers", await FailureAsync(Run(tree => tree.Write(Shared, "a and b\n>>>>>>> theirs\n"), EditBoth)), StringComparison.Ordinal);

    [Fact(Timeout = 60000)]
    public async Task A_file_that_one_side_removed_may_be_written_anew()
    {
        var run = Run(tree => tree.Write(Shared, "decided"), RemoveOrEdit);
        Assert.IsType<RunCompleted>(await run.RunAsync());
        Assert.Equal("decided", run.Target[Shared]);
    }

    [Fact(Timeout = 60000)]
    public async Task The_next_turn_is_told_what_is_unresolved()
    {
        var turns = 0;
        var run = Run(tree => tree.Write(Shared, ++turns == 1 ? "a\n=======\nb\n" : "a and b"), EditBoth);
        Assert.IsType<RunCompleted>(await run.RunAsync());
        Assert.Contains("conflict markers are left in shared.txt", run.Agents.Turns.Last(turn => turn.Task == 0).Prompt, StringComparison.Ordinal);
        Assert.Equal("a and b", run.Target[Shared]);
    }

    [Fact(Timeout = 60000)]
    public async Task A_merge_that_was_aborted_is_not_resolved_by_a_turn_that_does_nothing()
    {
        var turns = 0;
        var run = Run(tree => tree.Folder = ++turns == 1 ? tree.Index : tree.Folder, RemoveOrEdit);
        Assert.Contains("is still as git left it", await FailureAsync(run), StringComparison.Ordinal);
    }
}
