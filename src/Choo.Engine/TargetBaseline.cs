using System.Collections.Immutable;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Flow;
using Choo.Core.Gates;
using Choo.Core.Ports;

namespace Choo.Engine;

/// <summary>What the baseline says of the target itself, as the run began: recalled from an earlier start of the run, or proved beside the first units.</summary>
internal sealed class TargetBaseline(RunStart start)
{
    private readonly TaskCompletionSource<IReadOnlyDictionary<string, Evidence>> evidence = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What each command said; complete when that is known.</summary>
    public Task<IReadOnlyDictionary<string, Evidence>> Evidence => evidence.Task;

    /// <summary>Whether the baseline has to run on the target. What an earlier start of the run was told counts where all of it is still there.</summary>
    public bool IsToBeProved()
    {
        var config = start.Inputs.Config;
        if (Recall() is { } told)
        {
            evidence.SetResult(TargetProof.ByCommand(told));
        }
        else if (start.Inputs.Units.IsEmpty || start.Inputs.Baseline.IsEmpty || (config.VerifyTarget == VerifyTarget.Never && !config.RegressionOnly))
        {
            evidence.SetResult(ImmutableDictionary<string, Evidence>.Empty);
        }

        return !evidence.Task.IsCompleted;
    }

    /// <summary>Proves it, once; why the run cannot go on.</summary>
    public async Task<Diagnostic?> ProveAsync(TargetProof proof, IEvents events, CancellationToken cancellationToken)
    {
        var verdict = await proof.ProveAsync(events, cancellationToken).ConfigureAwait(false);
        if (verdict.Problem(start.Inputs.Target.Branch) is { } problem && !start.Inputs.Config.AllowRedTarget)
        {
            return problem;
        }

        evidence.SetResult(TargetProof.ByCommand(verdict.Evidence));
        return null;
    }

    private Evidence[]? Recall()
    {
        // Other checks than those that it passed: the specs' commit may have another baseline.
        var state = start.State;
        if (!state.TargetPassed || start.Inputs.Baseline.Any(gate => !state.TargetEvidence.Any(each => each.Command == gate.Command)))
        {
            return null;
        }

        var recorded = new RecordedEvidence(start.Resources.Folders, start.Run);
        var told = state.TargetEvidence.Select(recorded.Read).OfType<Evidence>().ToArray();
        return told.Length == state.TargetEvidence.Length ? told : null;
    }
}
