using System.Collections.Immutable;

namespace Choo.Core.Landing;

/// <summary>The groups of a train in their order, and those that failed on top of others that are not proved yet.</summary>
internal sealed class CarGroups
{
    private readonly List<CarGroup> coupled = [];
    private readonly List<CarGroup> suspects = [];

    public int Count => coupled.Count;

    public CarGroup First => coupled[0];

    /// <summary>The group that was coupled last, null when there is none.</summary>
    public CarGroup? Last => coupled.Count > 0 ? coupled[^1] : null;

    public IEnumerable<CarGroup> All => coupled.Concat(suspects);

    public IEnumerable<CarGroup> Coupled => coupled;

    public void Add(CarGroup group) => coupled.Add(group);

    public int IndexOf(string commit) => coupled.FindIndex(group => group.Commit == commit);

    public int IndexOfUnit(string unit) => coupled.FindIndex(group => group.Cars.Any(car => car.Unit == unit));

    /// <summary>The group whose commit is being proved, null when it is not.</summary>
    public CarGroup? FindRunning(string commit) => coupled.Find(group => group.Commit == commit && group.Proof == ProofState.Running);

    /// <summary>Whether another car may be coupled: fewer than so many groups wait for their proofs, or the last one waits for more cars.</summary>
    public bool HasRoom(int window, int batch) =>
        Count - In(ProofState.Passed) < window || (Last is { Proof: ProofState.NotStarted } last && !last.IsFull(batch));

    /// <summary>How many are in this state.</summary>
    public int In(ProofState state) => coupled.Count(group => group.Proof == state);

    /// <summary>What was proved did not land, because somebody else had moved the target.</summary>
    public void MissTarget()
    {
        foreach (var car in coupled.Where(group => group.Proof == ProofState.Passed).SelectMany(group => group.Cars))
        {
            car.Rounds++;
        }
    }

    /// <summary>Takes out the groups from one on.</summary>
    public ImmutableArray<CarGroup> TakeFrom(int from) => Take(from, coupled.Count - from);

    /// <summary>Takes out so many groups from one on.</summary>
    public ImmutableArray<CarGroup> Take(int from, int count)
    {
        var taken = coupled.GetRange(from, count).ToImmutableArray();
        coupled.RemoveRange(from, count);
        return taken;
    }

    /// <summary>What stands ahead of it is not proved yet and may be to blame.</summary>
    public void Suspect(CarGroup group) => suspects.Add(group);

    /// <summary>Takes out the suspects that stood on the commit of one of these groups.</summary>
    public ImmutableArray<CarGroup> TakeSuspects(IEnumerable<CarGroup> below)
    {
        var commits = below.Select(group => group.Commit).ToHashSet(StringComparer.Ordinal);
        var taken = suspects.Where(group => commits.Contains(group.Onto)).ToImmutableArray();
        suspects.RemoveAll(taken.Contains);
        return taken;
    }

    /// <summary>Takes out the suspect that a unit is in; null when it is in none.</summary>
    public CarGroup? TakeSuspect(string unit)
    {
        var found = suspects.Find(group => group.Cars.Any(car => car.Unit == unit));
        suspects.RemoveAll(group => group == found);
        return found;
    }
}
