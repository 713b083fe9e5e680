using Choo.Core.Diagnostics;
using Choo.Core.Running;

namespace Choo.Adapters.Hosting;

/// <content>What the target's tests said, and what a person accepted of their changes.</content>
internal sealed partial class RunSession
{
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
                return DiagnosticCodes.Usage.Because($"--accept {id}: no tests of {id} wait to be accepted; `dotnet choo why {id}` tells where it is");
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

    /// <summary>False when the target has to be proved (again).</summary>
    private bool RecallTarget()
    {
        // Other checks than those that it passed: the specs' commit may have another baseline.
        if (!state!.TargetPassed || inputs.Baseline.Any(gate => !state.TargetEvidence.Any(each => each.Command == gate.Command)) || TargetProof.Recall(state.TargetEvidence, Folder) is not { } told)
        {
            return false;
        }

        onTarget = told;
        return true;
    }

    /// <summary>The baseline on the target itself, once: agents are not paid to build on what is broken already.</summary>
    private async Task<bool> TargetIsRedAsync()
    {
        if (inputs.Baseline.Length == 0)
        {
            return false;
        }

        var all = await new TargetProof(inputs, worktrees, target, gates).RunAsync(run, stop.Token).ConfigureAwait(false);
        var passed = all.All(each => each.Passed);
        onTarget = TargetProof.ByCommand(all);
        Record(passed ? new BaselinePassed(all) : new BaselineFailed(all));
        return !passed && !inputs.Config.AllowRedTarget;
    }
}
