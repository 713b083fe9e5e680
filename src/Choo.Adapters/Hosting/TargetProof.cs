using System.Collections.Immutable;
using Choo.Adapters.Gates;
using Choo.Core.Gates;
using Choo.Core.Ports;
using Choo.Core.Testing;
using Choo.Core.Units;

namespace Choo.Adapters.Hosting;

/// <summary>The baseline on the target's own tip.</summary>
internal sealed class TargetProof(RunInputs inputs, IWorktrees worktrees, ILanding target, IGates gates)
{
    /// <summary>What a target that passed had said, with its tests' results; null when a file of them is gone, and it has to be asked again.</summary>
    public static IReadOnlyDictionary<string, Evidence>? Recall(ImmutableArray<Evidence> told, string runFolder)
    {
        var all = ImmutableArray.CreateBuilder<Evidence>(told.Length);
        foreach (var evidence in told)
        {
            var results = evidence.ResultsFolder is { } folder ? ResultFiles.Read(Path.Combine(runFolder, folder)) : null;
            if (evidence.ResultsFolder is not null && results is not { IsWhole: true })
            {
                return null;
            }

            all.Add(evidence with { Results = results });
        }

        return ByCommand(all);
    }

    /// <summary>What each command said last.</summary>
    public static IReadOnlyDictionary<string, Evidence> ByCommand(IEnumerable<Evidence> all) =>
        all.GroupBy(each => each.Command, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Last(), StringComparer.Ordinal);

    /// <summary>With regression-only judgement, tests that fail here are what units are held against, and no reason to stop.</summary>
    private Evidence Judge(Evidence evidence) =>
        inputs.Config.RegressionOnly ? KnownFailures.Excuse(evidence, evidence.Results) : evidence;

    /// <summary>One entry a command: those of the setup, then the checks.</summary>
    public async Task<ImmutableArray<Evidence>> RunAsync(string run, CancellationToken cancellationToken)
    {
        var tip = await target.TipAsync(cancellationToken).ConfigureAwait(false);
        var worktree = await worktrees.AcquireAsync(tip, cancellationToken).ConfigureAwait(false);
        var tree = await target.TreeOfAsync(tip, cancellationToken).ConfigureAwait(false);
        var variables = new Dictionary<string, string> { ["CHOO_RUN"] = run };
        var evidence = ImmutableArray.CreateBuilder<Evidence>();
        var setup = inputs.Config.Worktree.Setup.Due(worktrees, worktree);
        var commands = setup.Select(command => new Gate("setup", command.Command)).Concat(inputs.Baseline);
        var number = 0;
        foreach (var gate in commands)
        {
            var request = new GateRequest(gate, worktree.Path, tree, $"target-gate{++number}.log", variables) { KeepsResults = true };
            evidence.Add(Judge(await gates.RunAsync(request, cancellationToken).ConfigureAwait(false)));
            cancellationToken.ThrowIfCancellationRequested();
        }

        await worktrees.ReleaseAsync(worktree, "target", cancellationToken).ConfigureAwait(false);
        return evidence.ToImmutable();
    }
}
