using System.Collections.Immutable;

namespace Choo.Core.State;

/// <summary>
/// Which unit holds each named lock. A unit takes all of its locks at once when it starts and keeps them until it has ended, so two units that name
/// the same lock never run at once, and no two can wait for each other.
/// </summary>
internal sealed class LockTable
{
    private readonly Dictionary<string, int> holders = new(StringComparer.Ordinal);

    /// <summary>The first lock of a unit that another holds, and who does; null when it can have all of them.</summary>
    public (string Lock, int Holder)? Refuses(int unit, ImmutableArray<string> locks)
    {
        foreach (var name in locks)
        {
            if (holders.TryGetValue(name, out var holder) && holder != unit)
            {
                return (name, holder);
            }
        }

        return null;
    }

    /// <summary>Whether nobody holds a lock.</summary>
    public bool IsFree(string name) => !holders.ContainsKey(name);

    /// <summary>Gives a unit its locks.</summary>
    public void Take(int unit, ImmutableArray<string> locks)
    {
        foreach (var name in locks)
        {
            holders[name] = unit;
        }
    }

    /// <summary>Takes them back, as far as it has them.</summary>
    public void Release(int unit, ImmutableArray<string> locks)
    {
        foreach (var name in locks)
        {
            if (holders.TryGetValue(name, out var holder) && holder == unit)
            {
                holders.Remove(name);
            }
        }
    }

    /// <summary>Nobody holds any.</summary>
    public void Clear() => holders.Clear();
}
