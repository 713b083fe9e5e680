using Choo.Core.Landing;
using Xunit;

namespace Choo.Core.Tests.Landing;

/// <summary>
/// Plays a train of random units with random faults against the train alone. A commit's name lists what it contains, so every decision
/// can be checked: <c>m0+a+b</c> is the target's commit <c>m0</c> with the units a and b merged.
/// </summary>
internal sealed class TrainSimulation
{
    private readonly Random random;
    private readonly TrainLimits limits;
    private readonly TrainFaults faults;
    private readonly Train train;
    private readonly HashSet<string> running = [];
    private readonly List<Action> happening = [];
    private readonly HashSet<string> proved = [];
    private string target = "m0";
    private int moves;

    public TrainSimulation(IReadOnlyList<string> units, TrainFaults faults, TrainLimits limits, int seed)
    {
        (random, this.limits, this.faults) = (new Random(seed), limits, faults);
        train = new Train(limits, target);
        foreach (var unit in units)
        {
            happening.Add(() => train.Join(unit, unit));
        }
    }

    public List<string> Landed { get; } = [];

    public List<string> Left { get; } = [];

    public List<string> Fixed { get; } = [];

    public List<string> Resolved { get; } = [];

    public int Proofs { get; private set; }

    public int Cancelled { get; private set; }

    public int MostAtOnce { get; private set; }

    public string Target => target;

    /// <summary>Plays until nothing more happens.</summary>
    public void Play()
    {
        for (var steps = 0; ; steps++)
        {
            Assert.True(steps < 100_000, "the train never ends");
            while (train.TakeNext() is { } command)
            {
                CarryOut(command);
            }

            if (happening.Count == 0)
            {
                Assert.Empty(train.Units);
                Assert.Empty(running);
                return;
            }

            var at = random.Next(happening.Count);
            var next = happening[at];
            happening.RemoveAt(at);
            next();
        }
    }

    private void CarryOut(TrainCommand command)
    {
        switch (command)
        {
            case TrainCommand.Merge merge:
                Assert.StartsWith(target.Split('+')[0], merge.Onto, StringComparison.Ordinal);
                happening.Add(() => Merge(merge));
                break;
            case TrainCommand.Prove prove:
                Assert.True(running.Add(prove.Commit));
                MostAtOnce = Math.Max(MostAtOnce, running.Count);
                Assert.True(running.Count <= limits.Proofs);
                Assert.InRange(prove.Cars.Length, 1, limits.Batch);
                Proofs++;
                happening.Add(() => Prove(prove.Commit));
                break;
            case TrainCommand.Cancel cancel:
                Assert.True(running.Remove(cancel.Commit));
                Cancelled++;
                break;
            case TrainCommand.Land land:
                happening.Add(() => Land(land));
                break;
            case TrainCommand.Fix fix:
                Assert.StartsWith(fix.Commit[..fix.Commit.LastIndexOf('+')], target, StringComparison.Ordinal);
                Assert.True(faults.IsRed(fix.Commit), $"{fix.Unit} is sent to a fix turn for {fix.Commit}, which passes");
                Fixed.Add(fix.Unit);
                Again(fix.Unit);
                break;
            case TrainCommand.Resolve resolve:
                Assert.True(faults.Conflicts(Unit(resolve.Unit), resolve.Onto));
                Resolved.Add(resolve.Unit);
                Again(resolve.Unit);
                break;
            case TrainCommand.GiveUp giveUp:
                Left.Add(giveUp.Unit);
                break;
        }
    }

    private void Merge(TrainCommand.Merge merge)
    {
        if (faults.Conflicts(merge.Tip, merge.Onto))
        {
            train.Conflicted(merge.Unit);
        }
        else
        {
            train.Merged(merge.Unit, $"{merge.Onto}+{merge.Tip}");
        }
    }

    private void Prove(string commit)
    {
        if (!running.Remove(commit))
        {
            return;
        }

        if (faults.IsRed(commit))
        {
            train.Failed(commit);
        }
        else
        {
            proved.Add(commit);
            train.Passed(commit);
        }
    }

    private void Land(TrainCommand.Land land)
    {
        if (moves < faults.Moves && random.Next(3) == 0)
        {
            target = $"m{++moves}-{target}";
            train.TargetMoved(target);
            return;
        }

        if (faults.InTheWay is { } unit && land.Cars.Any(car => car.Unit == unit))
        {
            train.Refused();
            if (land.Cars is [var only])
            {
                Left.Add(only.Unit);
                train.Leave(only.Unit);
            }

            return;
        }

        Assert.Equal(target, land.From);
        Assert.Contains(land.To, proved);
        Assert.Equal(land.To, land.Cars[^1].Commit);
        target = land.To;
        Landed.AddRange(land.Cars.Select(car => car.Unit));
        train.Landed(land.To);
    }

    /// <summary>A turn repairs it, or the unit fails.</summary>
    private void Again(string unit)
    {
        if (faults.Repair(unit))
        {
            happening.Add(() => train.Join(unit, unit + "'"));
        }
        else
        {
            Left.Add(unit);
        }
    }

    private string Unit(string unit) => Fixed.Contains(unit) || Resolved.Contains(unit) ? unit + "'" : unit;
}
