using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Ports;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>What differs between the specs that the units of a run were worked by and those of the target's newest commit.</summary>
internal sealed class SpecUpdates(RunInputs inputs, CancellationToken cancellationToken)
{
    private readonly Dictionary<string, UnitsAtCommit> read = new(StringComparer.Ordinal) { [inputs.Target.Commit] = inputs.Read ?? UnitsAtCommit.None };

    /// <summary>Units that are to be worked by another text from here on, and units without one; null when nothing differs.</summary>
    public async Task<SpecsUpdated?> FindAsync(RunState state)
    {
        var planned = inputs.Units.ToDictionary(unit => unit.Id, StringComparer.Ordinal);
        var now = read[inputs.Target.Commit];
        var changed = ImmutableArray.CreateBuilder<ChangedUnit>();
        var gone = ImmutableArray.CreateBuilder<string>();
        foreach (var unit in state.Units.Where(unit => !unit.State.IsTerminal()))
        {
            if (!planned.TryGetValue(unit.Id, out var plan))
            {
                gone.Add(unit.Id);
                continue;
            }

            var before = await ReadAsync(unit.SpecCommit).ConfigureAwait(false);
            var files = before.Changed(unit.Id, now);
            if (!files.IsEmpty)
            {
                changed.Add(new ChangedUnit(plan, files));
            }
        }

        return changed.Count + gone.Count == 0 ? null : new SpecsUpdated(inputs.Target.Commit, changed.ToImmutable(), gone.ToImmutable());
    }

    /// <summary>Units that the target has and the run began without.</summary>
    public async Task<ImmutableArray<string>> AddedAsync(RunState state)
    {
        if (inputs.OfBacklog)
        {
            // A backlog always has gaps that a run was not asked for.
            return [];
        }

        var before = await ReadAsync(state.Started.Base).ConfigureAwait(false);
        return [.. inputs.Specs.Units.Where(unit => !unit.IsComplete && !before.Has(unit.Id)).Select(unit => unit.Id).Except(state.Units.Select(unit => unit.Id))];
    }

    /// <summary>Units of the run that depend on units which it does not have and which are not complete: they must not start.</summary>
    public IEnumerable<(string Unit, Diagnostic Why)> Outside(RunState state)
    {
        var specs = inputs.Specs.Units.ToDictionary(unit => unit.Id, StringComparer.Ordinal);
        var inRun = state.Units.Select(unit => unit.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var unit in state.Units.Where(unit => unit.State is UnitState.Pending).Select(unit => specs[unit.Id]))
        {
            var outside = unit.DependsOn.Where(id => !inRun.Contains(id) && specs.TryGetValue(id, out var other) && !other.IsComplete).ToArray();
            if (outside.Length > 0)
            {
                yield return (unit.Id, DiagnosticCodes.DependsOutsideRun.At(
                    unit.PlanPath,
                    unit.DependsOnAt?.Line ?? 1,
                    unit.DependsOnAt?.Column ?? 1,
                    $"{unit.Id} now depends on {string.Join(" and ", outside)}, and this run does not have {(outside.Length == 1 ? "that unit" : "those units")}: `dotnet choo run` starts a run with {(outside.Length == 1 ? "it" : "them")}"));
            }
        }
    }

    /// <summary>The units in a commit; none when the commit is gone, and then every unit counts as changed.</summary>
    private async Task<UnitsAtCommit> ReadAsync(string commit)
    {
        if (!read.TryGetValue(commit, out var units))
        {
            try
            {
                units = await inputs.Source.ReadAsync(commit, cancellationToken).ConfigureAwait(false);
            }
            catch (PortException)
            {
                units = UnitsAtCommit.None;
            }

            read[commit] = units;
        }

        return units;
    }
}
