using Choo.Adapters.Git;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Flow;
using Choo.Core.Ports;

namespace Choo.Engine;

/// <content>What a person changed on the target since the run began: specs, and landings that were taken back.</content>
internal sealed partial class RunSession
{
    private void NoteEnded(int processes)
    {
        if (processes > 0)
        {
            Record(new DiagnosticReported(DiagnosticCodes.LeftoversEnded.Because($"{processes} processes of the crashed run were still running and were stopped")));
        }
    }

    /// <summary>From here on each commit that a person makes on the target is looked at for new units.</summary>
    private void TakeNewUnits(AddedUnits added, TargetHistory history, IEvents sink) =>
        target.Seen = added.IsWanted ? (tip, token) => added.SeeAsync(tip, history, sink, token) : null;

    /// <summary>Takes the specs of the target's newest commit for all units that are worked from here on.</summary>
    private async Task UpdateSpecsAsync()
    {
        var updates = new SpecUpdates(inputs, stop.Token);
        if (await updates.FindAsync(state!).ConfigureAwait(false) is { } updated)
        {
            Record(updated);
            foreach (var unit in state!.Gone.Where(unit => updated.Gone.Contains(unit.Id)))
            {
                var kept = unit.Tip is null ? "" : $"; its commits stay under {ChooRefs.Unit(run, unit.Id)}";
                Record(new DiagnosticReported(DiagnosticCodes.SpecGone.At(
                    unit.Planned.Path, 0, 0, $"{inputs.Target.Branch} no longer has the spec of {unit.Id}, so {unit.Id} is no longer part of the run{kept}")));
            }
        }

        if (await updates.AddedAsync(state!).ConfigureAwait(false) is { IsEmpty: false } added)
        {
            Record(new DiagnosticReported(DiagnosticCodes.UnitsOutsideRun.Because(
                $"{string.Join(", ", added)} {(added.Length == 1 ? "was" : "were")} added to {inputs.Target.Branch} after the run started and {(added.Length == 1 ? "is" : "are")} not part of it: `dotnet choo run` runs {(added.Length == 1 ? "it" : "them")} once this run has finished")));
        }

        foreach (var (unit, why) in updates.Outside(state!).ToArray())
        {
            Record(new UnitWaiting(why), unit: unit);
        }
    }

    /// <summary>Units that had landed and that the target does not have now wait for a person: dependents must not build on them.</summary>
    private async Task CheckLandingsAsync()
    {
        var check = new LandingCheck(target, new TargetHistory(inputs.Target.Commit, []), inputs.Target.Branch);
        foreach (var (unit, undone) in await check.FindAsync(state!.Units.Select(Landed.Of).OfType<Landed>(), stop.Token).ConfigureAwait(false))
        {
            Record(undone, unit: unit);
        }
    }
}
