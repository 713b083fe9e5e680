using System.Collections.Immutable;
using Choo.Adapters.Gates;
using Choo.Core.Configuration;
using Choo.Core.Flow;
using Choo.Core.Gates;
using Choo.Core.Ports;

namespace Choo.Engine;

/// <summary>The baseline on the target's own tip.</summary>
internal sealed class TargetProof(RunInputs inputs, IWorktrees worktrees, ICleanRooms rooms, ILanding target, IGates gates)
{
    /// <summary>Finds the default gates of the tip, which may be newer than the commit that the run started from; null when those stay.</summary>
    public IProjectPaths? Projects { get; init; }

    /// <summary>Proofs of earlier runs; null when evidence is not reused.</summary>
    public IProofRecords? Records { get; init; }

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
    private Evidence Judge(Evidence evidence)
    {
        evidence = inputs.Config.TrustExitCode ? evidence with { Doubt = null } : evidence;
        return inputs.Config.RegressionOnly ? KnownFailures.Excuse(evidence, evidence.Results) : evidence;
    }

    /// <summary>One entry a command: those of the setup, then the checks. A setup that fails ends it: without it the checks would say nothing.</summary>
    public async Task<ImmutableArray<Evidence>> RunAsync(string run, CancellationToken cancellationToken)
    {
        var tip = await target.TipAsync(cancellationToken).ConfigureAwait(false);
        var tree = await target.TreeOfAsync(tip, cancellationToken).ConfigureAwait(false);
        var baseline = Projects is null || inputs.Config.BaselineChecks is not null
            ? inputs.Baseline
            : DefaultGates.From(await Projects.InAsync(tree, cancellationToken).ConfigureAwait(false)).Baseline;
        if (Records?.Find(tree, baseline) is { } known)
        {
            return known;
        }

        var room = await rooms.EnterAsync(tip, cancellationToken).ConfigureAwait(false);
        var all = ImmutableArray.CreateBuilder<Evidence>();
        try
        {
            foreach (var gate in Commands("setup", inputs.Config.Worktree.Setup.Due(worktrees, room)).Concat(baseline))
            {
                all.Add(await RunAsync(gate, all.Count + 1).ConfigureAwait(false));
                if (gate.Name == "setup" && !all[^1].Passed)
                {
                    break;
                }
            }

            return all.DrainToImmutable();
        }
        finally
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                foreach (var gate in Commands("teardown", inputs.Config.Worktree.Teardown.Due(worktrees, room)))
                {
                    await RunAsync(gate, 0).ConfigureAwait(false);
                }
            }

            rooms.Leave(room);
        }

        async Task<Evidence> RunAsync(Gate gate, int number)
        {
            var variables = new Dictionary<string, string> { ["CHOO_RUN"] = run };
            var request = new GateRequest(gate, room.Path, tree, $"target-gate{number}.log", variables) { KeepsResults = true, IsExtra = true };
            var evidence = Judge(await gates.RunAsync(request, cancellationToken).ConfigureAwait(false));
            cancellationToken.ThrowIfCancellationRequested();
            return evidence;
        }
    }

    private static IEnumerable<Gate> Commands(string phase, IEnumerable<SetupCommand> commands) => commands.Select(command => new Gate(phase, command.Command));
}
