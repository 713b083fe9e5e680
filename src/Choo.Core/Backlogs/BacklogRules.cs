using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Graphs;
using Choo.Core.Text;

namespace Choo.Core.Backlogs;

/// <summary>What must hold among the gaps of a backlog.</summary>
internal static class BacklogRules
{
    // Each compares a name with all others; who has more to correct has them from the first.
    private const int MostHints = 100;

    /// <summary>The gaps with what others say of them: whether their id is another's too, and who holds them.</summary>
    public static ImmutableArray<Gap> Apply(Gap[] gaps, Hold[] holds, List<Diagnostic> problems)
    {
        var first = new Dictionary<string, Gap>(gaps.Length, StringComparer.OrdinalIgnoreCase);
        var ambiguous = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var gap in gaps)
        {
            if (!first.TryAdd(gap.Id, gap))
            {
                ambiguous.Add(gap.Id);
                ReportDuplicate(gap, first[gap.Id], problems);
            }
        }

        var hints = MostHints;
        foreach (var gap in gaps)
        {
            CheckDependencies(gap, first, ref hints, problems);
        }

        CheckCycles([.. first.Values], problems);
        var held = HoldsOf(holds, first, problems);
        return [.. gaps.Select(gap => gap with { IsAmbiguous = ambiguous.Contains(gap.Id), Hold = held.GetValueOrDefault(gap.Id) })];
    }

    private static void ReportDuplicate(Gap gap, Gap first, List<Diagnostic> problems)
    {
        var what = gap.Id == first.Id ? "is there already" : $"differs only by case from {first.Id}";
        var where = gap.File == first.File ? $"line {first.At.Line}" : $"{first.File}({first.At.Line},{first.At.Column})";
        problems.Add(DiagnosticCodes.DuplicateGap.At(gap.File, gap.At.Line, gap.At.Column, $"the id {gap.Id} {what}, on {where}; give one of them another id: neither is picked until then"));
    }

    private static void CheckDependencies(Gap gap, Dictionary<string, Gap> known, ref int hints, List<Diagnostic> problems)
    {
        foreach (var wanted in gap.DependsOn)
        {
            if (wanted.Equals(gap.Id, StringComparison.OrdinalIgnoreCase))
            {
                Report(gap, $"{gap.Id} depends on itself", problems);
            }
            else if (!known.ContainsKey(wanted))
            {
                Report(gap, $"{gap.Id} depends on {Shown(wanted)}, which is not in the backlog{(hints-- > 0 ? NearestName.Hint(wanted, known.Keys) : "")}", problems);
            }
        }
    }

    private static void CheckCycles(Gap[] gaps, List<Diagnostic> problems)
    {
        var names = gaps.Select(gap => gap.Id.ToUpperInvariant()).ToArray();
        var graph = new DependencyGraph(names, index => [.. gaps[index].DependsOn.Select(id => id.ToUpperInvariant()).Where(id => id != names[index])]);
        foreach (var cycle in graph.HasCycle ? Cycles.In(graph) : [])
        {
            var gap = gaps[cycle[0]];
            problems.Add(DiagnosticCodes.GapCycle.At(gap.File, gap.At.Line, gap.At.Column, $"gaps wait for each other: {Cycles.Path(cycle, index => gaps[index].Id)}"));
        }
    }

    private static Dictionary<string, string> HoldsOf(Hold[] holds, Dictionary<string, Gap> known, List<Diagnostic> problems)
    {
        var held = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var hold in holds)
        {
            if (!known.ContainsKey(hold.Id))
            {
                problems.Add(DiagnosticCodes.UnknownGap.At(hold.File, hold.At.Line, hold.At.Column, $"the hold names {Shown(hold.Id)}, which is not in the backlog{NearestName.Hint(hold.Id, known.Keys)}"));
            }

            held[hold.Id] = hold.Why.Length > 0 ? hold.Why : "no reason given";
        }

        return held;
    }

    private static void Report(Gap gap, string message, List<Diagnostic> problems) =>
        problems.Add(DiagnosticCodes.UnknownGap.At(gap.File, gap.At.Line, gap.At.Column, message));

    private static string Shown(string id) => $"'{Specs.Yaml.YamlFields.Shortened(id)}'";
}
