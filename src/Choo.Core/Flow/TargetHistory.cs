namespace Choo.Core.Flow;

/// <summary>
/// What is known of the target's commits without asking git: choo's own landings follow each other in lines, and what was seen at a commit
/// of a line holds for the later ones too. A person's commit, or a branch that was moved back, begins another line.
/// </summary>
public sealed class TargetHistory
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Place> places = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> newest = [];
    private readonly Dictionary<string, Place> landings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Landed> landed = new(StringComparer.Ordinal);
    private readonly HashSet<(int Line, string Unit)> seen = [];

    /// <summary>A commit of the target at which the specs of units are those that the units are worked by.</summary>
    public TargetHistory(string start, IEnumerable<string> units)
    {
        var line = PlaceOf(start).Line;
        seen.UnionWith(units.Select(unit => (line, unit)));
    }

    /// <summary>What a run knows when it is started.</summary>
    public static TargetHistory Of(RunContext settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var history = new TargetHistory(settings.SpecsAt, settings.Units.Keys);
        foreach (var unit in settings.Landed)
        {
            history.Land(unit);
        }

        return history;
    }

    /// <summary>A unit landed.</summary>
    public void Land(Landed unit)
    {
        lock (gate)
        {
            landed[unit.Unit] = unit;
        }
    }

    /// <summary>choo moved the target from one commit to another, with which these merge commits came.</summary>
    public void Move(string from, string to, IEnumerable<string> commits)
    {
        lock (gate)
        {
            var before = PlaceOf(from);
            var isNewest = newest[before.Line] == before.Index;
            var place = isNewest ? before with { Index = before.Index + 1 } : new Place(newest.Count, 0);
            (places[to], newest[place.Line]) = (place, place.Index);
            if (!isNewest)
            {
                seen.UnionWith(seen.Where(each => each.Line == before.Line).Select(each => (place.Line, each.Unit)).ToArray());
            }

            foreach (var commit in commits)
            {
                landings[commit] = place;
            }
        }
    }

    /// <summary>How a unit landed; null when it has not.</summary>
    public Landed? LandingOf(string unit)
    {
        lock (gate)
        {
            return landed.GetValueOrDefault(unit);
        }
    }

    /// <summary>Whether a merge commit is known to be in the target's history at a commit; false means ask git.</summary>
    public bool Holds(string tip, string commit)
    {
        lock (gate)
        {
            return places.TryGetValue(tip, out var at) && landings.TryGetValue(commit, out var place) && place.Line == at.Line && place.Index <= at.Index;
        }
    }

    /// <summary>Whether a commit is where the run began, or where choo's own landings led.</summary>
    public bool Knows(string tip)
    {
        lock (gate)
        {
            return places.ContainsKey(tip);
        }
    }

    /// <summary>Whether a unit's spec at a commit of the target is known to be the one it is worked by.</summary>
    public bool HasSeenSpec(string tip, string unit)
    {
        lock (gate)
        {
            return places.TryGetValue(tip, out var at) && seen.Contains((at.Line, unit));
        }
    }

    /// <summary>A unit's spec at a commit of the target is the one it is worked by.</summary>
    public void SeeSpec(string tip, string unit)
    {
        lock (gate)
        {
            seen.Add((PlaceOf(tip).Line, unit));
        }
    }

    private Place PlaceOf(string tip)
    {
        if (!places.TryGetValue(tip, out var place))
        {
            places[tip] = place = new Place(newest.Count, 0);
            newest[place.Line] = 0;
        }

        return place;
    }

    private readonly record struct Place(int Line, int Index);
}
