using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Graphs;
using Choo.Core.Specs;

namespace Choo.Core.Flow;

/// <summary>Which units of a commit can join a run that goes on.</summary>
/// <param name="Taken">They can, each after those of them that it depends on.</param>
/// <param name="Refused">One diagnostic for each that cannot, with what to do.</param>
public sealed record NewUnits(ImmutableArray<Unit> Taken, ImmutableArray<Diagnostic> Refused)
{
    /// <summary>Looks at the units that the run does not have and that are not complete.</summary>
    /// <param name="specs">The units of the commit and every problem of them.</param>
    /// <param name="inRun">Ids of the run's units.</param>
    /// <param name="known">Ids that are not new: the target had them when the run began.</param>
    /// <param name="refusal">Why the run cannot take a unit for other reasons; null when it can.</param>
    public static NewUnits Of(SpecSet specs, IReadOnlySet<string> inRun, IReadOnlySet<string> known, Func<Unit, string?> refusal)
    {
        ArgumentNullException.ThrowIfNull(specs);
        var candidates = specs.Units.Where(unit => !unit.IsComplete && !inRun.Contains(unit.Id) && !known.Contains(unit.Id)).ToArray();
        var satisfied = specs.Units.Where(unit => unit.IsComplete).Select(unit => unit.Id).Concat(inRun).ToHashSet(StringComparer.Ordinal);
        var why = candidates.ToDictionary(unit => unit.Id, unit => Problem(specs, unit) ?? refusal(unit), StringComparer.Ordinal);

        // A unit that depends on a refused one is refused too, and so on. What is left over in the end waits for itself.
        var graph = new DependencyGraph([.. candidates.Select(unit => unit.Id)], index => candidates[index].DependsOn);
        var taken = ImmutableArray.CreateBuilder<Unit>();
        foreach (var unit in graph.Order.Select(index => candidates[index]))
        {
            why[unit.Id] ??= Lacks(unit, satisfied);
            if (why[unit.Id] is null)
            {
                taken.Add(unit);
                satisfied.Add(unit.Id);
            }
        }

        foreach (var index in Enumerable.Range(0, graph.Count).Except(graph.Order))
        {
            why[candidates[index].Id] ??= "it waits for itself through what it depends on";
        }

        return new NewUnits(taken.ToImmutable(), [.. candidates.Where(unit => why[unit.Id] is not null).Select(unit => Refuse(unit, why[unit.Id]!))]);
    }

    private static string? Problem(SpecSet specs, Unit unit) =>
        specs.Diagnostics.FirstOrDefault(each => each.Severity == Severity.Error && each.File is { } file && (file == unit.Path || file.StartsWith($"{unit.Path}/", StringComparison.Ordinal)))?.ToString();

    private static string? Lacks(Unit unit, HashSet<string> satisfied) =>
        unit.DependsOn.FirstOrDefault(id => !satisfied.Contains(id)) is { } lacking ? $"it depends on {lacking}, which the run does not have" : null;

    private static Diagnostic Refuse(Unit unit, string why) => DiagnosticCodes.UnitNotTaken.At(
        unit.PlanPath, unit.DependsOnAt?.Line ?? 1, unit.DependsOnAt?.Column ?? 1,
        $"{unit.Id} was committed to the target and does not become part of this run: {why}; correct that and commit it, or `dotnet choo run` runs it once this run has finished");
}
