using Choo.Adapters.Git;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Flow;
using Choo.Core.Ports;

namespace Choo.Engine;

/// <summary>What a person changed on the target since the run began: specs, and landings that were taken back.</summary>
internal sealed class TargetChanges(RunStart start, IEvents events)
{
    /// <summary>Records the changes, so that the state has them.</summary>
    public async Task TakeInAsync(CancellationToken stop)
    {
        await UpdateSpecsAsync(new SpecUpdates(start.Inputs, stop)).ConfigureAwait(false);
        await CheckLandingsAsync(stop).ConfigureAwait(false);
    }

    /// <summary>Takes the specs of the target's newest commit for all units that are worked from here on.</summary>
    private async Task UpdateSpecsAsync(SpecUpdates updates)
    {
        var (state, target) = (start.State, start.Inputs.Target.Branch);
        if (await updates.FindAsync(state).ConfigureAwait(false) is { } updated)
        {
            await events.PostDurablyAsync(null, null, updated).ConfigureAwait(false);
            foreach (var unit in state.Gone.Where(unit => updated.Gone.Contains(unit.Id)))
            {
                var kept = unit.Tip is null ? "" : $"; its commits stay under {ChooRefs.Unit(start.Run, unit.Id)}";
                var lost = state.Started.OfBacklog ? $"{unit.Id} as a gap that is open and can be worked on" : $"the spec of {unit.Id}";
                Report(DiagnosticCodes.SpecGone.At(
                    unit.Planned.Path, 0, 0, $"{target} no longer has {lost}, so {unit.Id} is no longer part of the run{kept}"));
            }
        }

        if (await updates.AddedAsync(state).ConfigureAwait(false) is { IsEmpty: false } added)
        {
            Report(DiagnosticCodes.UnitsOutsideRun.Because(
                $"{string.Join(", ", added)} {(added.Length == 1 ? "was" : "were")} added to {target} after the run started and {(added.Length == 1 ? "is" : "are")} not part of it: `dotnet choo run` runs {(added.Length == 1 ? "it" : "them")} once this run has finished"));
        }

        foreach (var (unit, why) in updates.Outside(state).ToArray())
        {
            await events.PostDurablyAsync(unit, null, new UnitWaiting(why)).ConfigureAwait(false);
        }
    }

    /// <summary>Units that had landed and that the target does not have now wait for a person: dependents must not build on them.</summary>
    private async Task CheckLandingsAsync(CancellationToken stop)
    {
        var target = start.Inputs.Target;
        var check = new LandingCheck(start.Resources.Target, new TargetHistory(target.Commit, []), target.Branch);
        foreach (var (unit, undone) in await check.FindAsync(start.State.Units.Select(Landed.Of).OfType<Landed>(), stop).ConfigureAwait(false))
        {
            await events.PostDurablyAsync(unit, null, undone).ConfigureAwait(false);
        }
    }

    private void Report(Diagnostic problem) => events.Post(null, null, new DiagnosticReported(problem));
}
