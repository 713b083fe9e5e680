using System.Collections.Concurrent;
using System.Collections.Immutable;
using Choo.Core.Gates;
using Choo.Core.Ports;

namespace Choo.Core.Flow;

/// <summary>
/// Proofs of commits in worktrees in which no agent ever works: nothing that an agent left outside its commits can help a gate there. The
/// same command on the same tree is run once.
/// </summary>
internal sealed class CleanRoom(FlowSettings settings, FlowPorts ports)
{
    private readonly ConcurrentDictionary<(string Command, string Tree), Evidence> proved = new();
    private int runs = settings.GateRuns;

    /// <summary>What the gates say of a commit, up to the first setup command that failed: without its setup a gate would say nothing.</summary>
    public async Task<ImmutableArray<Evidence>> ProveAsync(ImmutableArray<UnitScope> scopes, string commit, CancellationToken cancelled, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancelled, cancellationToken);
        var tree = await ports.Landing.TreeOfAsync(commit, either.Token).ConfigureAwait(false);
        var proofs = await Task.WhenAll(scopes.Select(scope => scope.Gates.ProofAsync(scope.Unit, tree, either.Token))).ConfigureAwait(false);
        var gates = proofs.SelectMany(gates => gates).DistinctBy(gate => gate.Command).ToImmutableArray();
        if (gates.All(gate => proved.ContainsKey((gate.Command, tree))))
        {
            return [.. gates.Select(gate => proved[(gate.Command, tree)] with { Gate = gate.Name })];
        }

        var room = await ports.Rooms.EnterAsync(commit, either.Token).ConfigureAwait(false);
        try
        {
            return await SetUpAsync(scopes[0], room, tree, either.Token).ConfigureAwait(false) is { } failed
                ? [failed]
                : await RunAsync(scopes[0], room, gates, tree, either.Token).ConfigureAwait(false);
        }
        finally
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                await new WorktreeCommands(scopes[0], room).TearDownAsync(cancellationToken).ConfigureAwait(false);
            }

            ports.Rooms.Leave(room);
        }
    }

    private async Task<ImmutableArray<Evidence>> RunAsync(UnitScope scope, Worktree room, ImmutableArray<Gate> gates, string tree, CancellationToken cancellationToken)
    {
        var all = ImmutableArray.CreateBuilder<Evidence>(gates.Length);
        foreach (var gate in gates)
        {
            if (proved.TryGetValue((gate.Command, tree), out var known))
            {
                all.Add(known with { Gate = gate.Name });
                continue;
            }

            var evidence = await scope.LogAsync(room, gate, tree, $"{scope.Unit.Id}-baseline-gate{Interlocked.Increment(ref runs)}.log", cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            all.Add(evidence);
            if (evidence.Passed)
            {
                proved[(gate.Command, tree)] = evidence;
            }
        }

        return all.DrainToImmutable();
    }

    /// <summary>The setup command that failed; null when none did.</summary>
    private static async Task<Evidence?> SetUpAsync(UnitScope scope, Worktree room, string tree, CancellationToken cancellationToken)
    {
        var failed = await new WorktreeCommands(scope, room).SetUpAsync(tree, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return failed;
    }
}
