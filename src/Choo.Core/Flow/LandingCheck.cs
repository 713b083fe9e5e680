using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Ports;

namespace Choo.Core.Flow;

/// <summary>Whether the target still has what landed: a person may have moved it back, and then nothing may build on it or count it as complete.</summary>
public sealed class LandingCheck(ILanding landing, TargetHistory history, string target)
{
    /// <summary>The events of each unit whose landing the target does not have any more. If they are still there, its commits are under its ref of this run then, and its landing is saved.</summary>
    public async Task<ImmutableArray<(string Unit, EventData Event)>> FindAsync(IEnumerable<Landed> units, CancellationToken cancellationToken)
    {
        var landed = units.ToArray();
        if (landed.Length == 0)
        {
            return [];
        }

        var missing = await MissingAsync([.. landed.Select(unit => unit.Commit)], cancellationToken).ConfigureAwait(false);
        var undone = ImmutableArray.CreateBuilder<(string, EventData)>();
        foreach (var unit in landed.Where(unit => missing.Contains(unit.Commit)))
        {
            var kept = unit.Tip is { } tip && await landing.KeepAsync(unit.Unit, tip, cancellationToken).ConfigureAwait(false);
            if (await landing.SaveAsync(unit.Unit, unit.Commit, cancellationToken).ConfigureAwait(false) is { } saved)
            {
                undone.Add((unit.Unit, new WorkSaved(saved.Ref, saved.Commit, $"its landing, which {target} no longer has")));
            }

            undone.Add((unit.Unit, new UnitUndone(Explain(unit, kept), kept)));
        }

        return undone.ToImmutable();
    }

    private async Task<IReadOnlySet<string>> MissingAsync(ImmutableArray<string> commits, CancellationToken cancellationToken)
    {
        string tip;
        try
        {
            tip = await landing.TipAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PortException gone) when (gone.Diagnostic.Code == DiagnosticCodes.NoTarget.Id)
        {
            return commits.ToHashSet(StringComparer.Ordinal);
        }

        var unknown = commits.Where(commit => !history.Holds(tip, commit)).ToImmutableArray();
        return unknown.IsEmpty ? ImmutableHashSet<string>.Empty : await landing.MissingAsync(tip, unknown, cancellationToken).ConfigureAwait(false);
    }

    private Diagnostic Explain(Landed unit, bool kept)
    {
        var commit = unit.Commit[..Math.Min(10, unit.Commit.Length)];
        var next = kept ? "its commits are kept: `dotnet choo resume` lands it again" : "its commits are gone too: `dotnet choo resume` starts it over";
        return DiagnosticCodes.LandingTakenBack.At(
            unit.PlanPath, 1, 1, $"{unit.Unit} had landed as {commit}, but {target} no longer has that commit; {next}");
    }
}
