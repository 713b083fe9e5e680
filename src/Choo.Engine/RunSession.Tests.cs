using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Choo.Adapters.Gates;
using Choo.Adapters.Git;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Flow;
using Choo.Core.Gates;
using Choo.Core.Ports;
using Choo.Core.Proofs;
using Choo.Core.State;
using Choo.Core.Text;

namespace Choo.Engine;

/// <content>What the target's tests said, and what a person accepted of their changes.</content>
internal sealed partial class RunSession
{
    private ProofRecords? records;

    private ProjectPaths Projects => field ??= new ProjectPaths(inputs.Repository, store);

    /// <summary>Why a unit cannot be accepted; null when each of them waits for just that.</summary>
    public static Diagnostic? NotAcceptable(RunState state, IReadOnlyList<string> units)
    {
        foreach (var id in units)
        {
            if (state.Units.FirstOrDefault(unit => unit.Id == id) is not { } unit)
            {
                return DiagnosticCodes.UnknownUnit.Because($"the run has no unit {id}{NearestName.Hint(id, state.Units.Select(each => each.Id))}");
            }

            if (unit.ChangedTests.IsEmpty || unit.State is UnitState.Complete)
            {
                return DiagnosticCodes.Usage.Because($"--accept {id}: {id} has no changed tests waiting to be accepted; `dotnet choo why {id}` shows its state");
            }
        }

        return null;
    }

    private void Accept()
    {
        foreach (var unit in state!.Units.Where(unit => request.Accept.Contains(unit.Id)))
        {
            Record(new TestsAccepted(unit.ChangedTests), unit: unit.Id);
        }
    }

    /// <summary>To be made before an agent works; null when evidence is not reused.</summary>
    private ProofRecords? Records()
    {
        var environment = secrets.OfGates();
        return records = !inputs.Config.ReuseEvidence ? null : new ProofRecords(folders, run, new ProofConditions
        {
            Version = request.Version,
            Platform = $"{RuntimeInformation.RuntimeIdentifier} {RuntimeInformation.OSDescription}",
            Sdks = InstalledSdks.Of(environment.GetValueOrDefault("PATH")),
            Environment = environment,
            Setup = [.. inputs.Config.Worktree.Setup.SelectMany(each => new[] { each.Command, each.If ?? "" })],
            TrustExitCode = inputs.Config.TrustExitCode,
        });
    }

    /// <summary>What the target said in an earlier start of the run, where that still holds.</summary>
    private void RecallTarget()
    {
        // Other checks than those that it passed: the specs' commit may have another baseline.
        if (!state!.TargetPassed || inputs.Baseline.Any(gate => !state.TargetEvidence.Any(each => each.Command == gate.Command)) || TargetEvidence.Recall(state.TargetEvidence, Folder) is not { } told)
        {
            return;
        }

        onTarget.SetResult(told);
    }

    /// <summary>Whether the baseline has to run on the target itself.</summary>
    private bool ProvesTarget()
    {
        if (inputs.Baseline.IsEmpty || (inputs.Config.VerifyTarget == VerifyTarget.Never && !inputs.Config.RegressionOnly))
        {
            onTarget.TrySetResult(ImmutableDictionary<string, Evidence>.Empty);
        }

        return !onTarget.Task.IsCompleted;
    }

    /// <summary>The baseline on the target itself, once; why the run cannot go on.</summary>
    private async Task<Diagnostic?> ProveTargetAsync(TargetProof proof, IEvents sink, CancellationToken cancellationToken)
    {
        var verdict = await proof.ProveAsync(sink, cancellationToken).ConfigureAwait(false);
        if (verdict.Problem(inputs.Target.Branch) is { } problem && !inputs.Config.AllowRedTarget)
        {
            return problem;
        }

        onTarget.SetResult(TargetProof.ByCommand(verdict.Evidence));
        return null;
    }
}
