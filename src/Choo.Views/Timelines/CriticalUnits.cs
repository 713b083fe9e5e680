using Choo.Core.State;

namespace Choo.Views.Timelines;

/// <summary>The chain of units that a run took as long as.</summary>
internal static class CriticalUnits
{
    /// <summary>From the unit that ended last (or is under way) back over the dependency that it waited for longest; first to last. Empty when nothing started.</summary>
    public static IReadOnlyList<string> Of(RunState state)
    {
        var path = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var at = Latest(state.Units, state); at is not null && known.Add(at.Id);)
        {
            path.Add(at.Id);
            at = Latest(at.Planned.DependsOn.Where(id => state.StateOf(id) is not null).Select(state.Unit), state);
        }

        path.Reverse();
        return path;
    }

    private static UnitProgress? Latest(IEnumerable<UnitProgress> units, RunState state) =>
        units.Where(unit => unit.Started is not null).MaxBy(unit => unit.Ended ?? state.Newest);
}
