using System.Collections.Concurrent;
using System.Collections.Immutable;
using Choo.Core.Gates;
using Choo.Core.Ports;

namespace Choo.Core.Flow;

/// <summary>
/// Proofs of commits in worktrees in which no agent ever works: nothing that an agent left outside its commits can help a gate there. The
/// same command on the same tree is run once.
/// </summary>
internal sealed class CleanRoom(RunContext settings, FlowPorts ports)
{
    private readonly ConcurrentDictionary<(string Command, string Tree), Evidence> proved = new();
    private int runs = settings.GateRuns;

    // At most two trials follow a proof: names of an earlier start's logs stay free.
    private int trials = 2 * settings.GateRuns;

    /// <summary>What the gates say of a commit, up to the first setup command that failed: without its setup a gate would say nothing.</summary>
    public async Task<ImmutableArray<Evidence>> ProveAsync(ImmutableArray<UnitScope> scopes, string commit, CancellationToken cancelled, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancelled, cancellationToken);
        var tree = await ports.Landing.TreeOfAsync(commit, either.Token).ConfigureAwait(false);
        var proofs = await Task.WhenAll(scopes.Select(scope => scope.Gates.ProofAsync(scope.Unit, tree, either.Token))).ConfigureAwait(false);
        var gates = proofs.SelectMany(gates => gates).DistinctBy(gate => gate.Command).ToImmutableArray();
        Recall(gates, tree);
        var proof = new RoomTrial(commit, gates, "") { Cancelled = cancelled };
        return (await RunAsync(scopes[0], proof, tree, cancellationToken).ConfigureAwait(false)).Evidence;
    }

    /// <summary>What the baseline says of the target's own commit.</summary>
    public async Task<RoomOutcome> ProveAsync(TargetScope scope, string commit, CancellationToken cancellationToken)
    {
        var tree = await ports.Landing.TreeOfAsync(commit, cancellationToken).ConfigureAwait(false);
        var gates = await new TreeGates(settings, ports).BaselineAsync(tree, cancellationToken).ConfigureAwait(false);
        Recall(gates, tree);
        return await RunAsync(scope, new RoomTrial(commit, gates, ""), tree, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What some gates say of a commit that is not to land. Their logs have names of their own, since no journal counts them.</summary>
    public async Task<ImmutableArray<Evidence>> TryAsync(UnitScope scope, RoomTrial trial, CancellationToken cancellationToken)
    {
        var tree = await ports.Landing.TreeOfAsync(trial.Commit, cancellationToken).ConfigureAwait(false);
        return (await RunAsync(scope, trial, tree, cancellationToken).ConfigureAwait(false)).Evidence;
    }

    /// <summary>What a command said of a tree that it passed on here, null when it did not.</summary>
    public Evidence? Find(string command, string tree) => proved.GetValueOrDefault((command, tree));

    /// <summary>Takes in what the gates said of the tree in an earlier run, all of them or none: a later one may need what an earlier one built.</summary>
    private void Recall(ImmutableArray<Gate> gates, string tree)
    {
        if (ports.Proofs is not { } records || gates.All(gate => proved.ContainsKey((gate.Command, tree)))
            || records.Find(tree, gates) is not { } known)
        {
            return;
        }

        foreach (var evidence in known)
        {
            proved[(evidence.Command, tree)] = evidence;
        }
    }

    private async Task<RoomOutcome> RunAsync(CommandScope scope, RoomTrial trial, string tree, CancellationToken cancellationToken)
    {
        if (trial.Gates.All(gate => proved.ContainsKey((gate.Command, tree))))
        {
            return new RoomOutcome.Judged([.. trial.Gates.Select(gate => proved[(gate.Command, tree)] with { Gate = gate.Name })]);
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(trial.Cancelled, cancellationToken);
        var room = await ports.Rooms.EnterAsync(trial.Commit, either.Token).ConfigureAwait(false);
        try
        {
            return await SetUpAsync(scope, room, tree, either.Token).ConfigureAwait(false) is { } failed
                ? new RoomOutcome.NotSetUp(failed)
                : new RoomOutcome.Judged(await RunAsync(scope, room, trial, tree, either.Token).ConfigureAwait(false));
        }
        finally
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                await new WorktreeCommands(scope, room).TearDownAsync(cancellationToken).ConfigureAwait(false);
            }

            ports.Rooms.Leave(room);
        }
    }

    private async Task<ImmutableArray<Evidence>> RunAsync(CommandScope scope, Worktree room, RoomTrial trial, string tree, CancellationToken cancellationToken)
    {
        var all = ImmutableArray.CreateBuilder<Evidence>(trial.Gates.Length);
        foreach (var gate in trial.Gates)
        {
            if (proved.TryGetValue((gate.Command, tree), out var known))
            {
                all.Add(known with { Gate = gate.Name });
                continue;
            }

            var keepsResults = trial.Log.Length == 0 && ports.Proofs is not null;
            var evidence = await scope.LogAsync(room, gate, tree, LogName(scope, trial), keepsResults, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            all.Add(evidence);
            if (evidence.Passed)
            {
                proved[(gate.Command, tree)] = evidence;
            }
            else if (trial.Log.Length > 0 && TestTrials.HasNotRun(evidence))
            {
                break;
            }
        }

        return all.ToImmutable();
    }

    private string LogName(CommandScope scope, RoomTrial trial) => trial.Log.Length == 0
        ? scope.RoomLog("baseline", Interlocked.Increment(ref runs))
        : scope.RoomLog(trial.Log, Interlocked.Increment(ref trials));

    /// <summary>The setup command that failed; null when none did.</summary>
    private static async Task<Evidence?> SetUpAsync(CommandScope scope, Worktree room, string tree, CancellationToken cancellationToken)
    {
        var failed = await new WorktreeCommands(scope, room).SetUpAsync(tree, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return failed;
    }
}
