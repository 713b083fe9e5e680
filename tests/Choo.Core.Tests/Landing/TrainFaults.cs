namespace Choo.Core.Tests.Landing;

/// <summary>What is wrong with the units of a simulated train. A tip with a dash (<c>a'</c>) was repaired by a turn.</summary>
internal sealed class TrainFaults
{
    private readonly HashSet<string> hopeless = [];

    /// <summary>Units whose own proof fails.</summary>
    public HashSet<string> Red { get; } = [];

    /// <summary>Pairs of which a proof of both fails although each alone passes.</summary>
    public HashSet<(string, string)> RedTogether { get; } = [];

    /// <summary>Pairs that change the same lines.</summary>
    public HashSet<(string, string)> Conflicting { get; } = [];

    /// <summary>How often a person moves the target.</summary>
    public int Moves { get; init; }

    /// <summary>A unit that the person's checkout keeps from landing.</summary>
    public string? InTheWay { get; init; }

    public static TrainFaults Random(IReadOnlyList<string> units, int seed)
    {
        var random = new Random(seed);
        string? inTheWay = units.Count > 0 && random.Next(4) == 0 ? units[random.Next(units.Count)] : null;
        var faults = new TrainFaults { Moves = random.Next(3), InTheWay = inTheWay };
        foreach (var unit in units)
        {
            Sometimes(6, () => faults.Red.Add(unit));
            Sometimes(3, () => faults.hopeless.Add(unit));
            foreach (var other in units.TakeWhile(other => other != unit))
            {
                Sometimes(12, () => faults.RedTogether.Add((other, unit)));
                Sometimes(12, () => faults.Conflicting.Add((other, unit)));
            }
        }

        return faults;

        void Sometimes(int oneIn, Action then)
        {
            if (random.Next(oneIn) == 0)
            {
                then();
            }
        }
    }

    public bool IsRed(string commit)
    {
        var parts = commit.Split('+')[1..];
        return parts.Any(Red.Contains) || RedTogether.Any(pair => parts.Contains(pair.Item1) && parts.Contains(pair.Item2));
    }

    public bool Conflicts(string tip, string onto)
    {
        var parts = onto.Split('+')[1..];
        return Conflicting.Any(pair => (pair.Item1 == tip && parts.Contains(pair.Item2)) || (pair.Item2 == tip && parts.Contains(pair.Item1)));
    }

    /// <summary>Whether a turn can repair the unit.</summary>
    public bool Repair(string unit) => !hopeless.Contains(unit);
}
