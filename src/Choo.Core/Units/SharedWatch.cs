using Choo.Core.Ports;

namespace Choo.Core.Units;

/// <summary>
/// Looks at what all worktrees share around the turns of a run. What changes while several run is told at the end of the first; what
/// changes while none runs is a person's doing and is told at none.
/// </summary>
public sealed class SharedWatch(ISharedParts parts)
{
    private readonly Lock looking = new();
    private SharedParts? known;
    private int turns;

    /// <summary>Where it looks.</summary>
    public ISharedParts Parts => parts;

    /// <summary>A turn begins.</summary>
    public void Begin()
    {
        lock (looking)
        {
            var now = Read();
            known = turns++ == 0 || known is null ? now : known with { Stash = [.. known.Stash.Union(now.Stash, StringComparer.Ordinal)] };
        }
    }

    /// <summary>A turn ended: what has changed since that was not told yet.</summary>
    public SharedChanges End()
    {
        lock (looking)
        {
            var now = Read();
            var changes = SharedChanges.Between(known ?? now, now);
            (known, turns) = (now, turns - 1);
            return changes;
        }
    }

    /// <summary>Settings that cannot be read just now are taken to be what they were.</summary>
    private SharedParts Read()
    {
        var now = parts.Read();
        return now.Config is null ? now with { Config = known?.Config } : now;
    }
}
