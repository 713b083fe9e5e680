using Choo.Core.State;
using Choo.Views.Text;

namespace Choo.Views.Lines;

/// <summary>What a run with <c>--no-merge</c> left: a branch for each unit.</summary>
internal static class Branches
{
    /// <summary>The branches and how to merge them; nothing where units were merged.</summary>
    public static IEnumerable<string> Lines(RunState state)
    {
        var units = state.Units.Where(unit => unit is { State: UnitState.Complete, Branch: not null }).ToList();
        if (units.Count == 0)
        {
            yield break;
        }

        var target = state.Started.Target;
        yield return "";
        yield return $"Not merged into {target}:";
        foreach (var unit in units)
        {
            yield return $"  {unit.Branch}  {Amounts.Commit(unit.Commit)}";
        }

        yield return $"Merge {(units.Count > 1 ? "them" : "it")} on {target} (git merge {units[0].Branch}{(units.Count > 1 ? ", and so on" : "")}); until then another run would repeat the same work.";
    }
}
