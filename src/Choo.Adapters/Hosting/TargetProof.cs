using System.Collections.Immutable;
using Choo.Core.Gates;
using Choo.Core.Ports;

namespace Choo.Adapters.Hosting;

/// <summary>The baseline on the target's own tip.</summary>
internal sealed class TargetProof(RunInputs inputs, IWorktrees worktrees, ILanding target, IGates gates)
{
    /// <summary>One entry a command: those of the setup, then the checks.</summary>
    public async Task<ImmutableArray<Evidence>> RunAsync(string run, CancellationToken cancellationToken)
    {
        var tip = await target.TipAsync(cancellationToken).ConfigureAwait(false);
        var worktree = await worktrees.AcquireAsync(tip, cancellationToken).ConfigureAwait(false);
        var tree = await target.TreeOfAsync(tip, cancellationToken).ConfigureAwait(false);
        var variables = new Dictionary<string, string> { ["CHOO_RUN"] = run };
        var evidence = ImmutableArray.CreateBuilder<Evidence>();
        var setup = inputs.Config.Worktree.Setup.Where(command => command.If is null || worktrees.Has(worktree, command.If));
        var commands = setup.Select(command => new Gate("setup", command.Command)).Concat(inputs.Baseline);
        var number = 0;
        foreach (var gate in commands)
        {
            var request = new GateRequest(gate, worktree.Path, tree, $"target-gate{++number}.log", variables);
            evidence.Add(await gates.RunAsync(request, cancellationToken).ConfigureAwait(false));
            cancellationToken.ThrowIfCancellationRequested();
        }

        await worktrees.ReleaseAsync(worktree, "target", cancellationToken).ConfigureAwait(false);
        return evidence.ToImmutable();
    }
}
