using System.Collections.Immutable;

namespace Choo.Core.Landing;

/// <summary>
/// The queue of units that land: each is merged onto the target and those ahead of it that are expected to land, and proved as that very
/// commit; several proofs run side by side. What failed leaves, and those behind it are merged and proved again without it. Touches
/// nothing outside: what happened comes in by methods, what is to be done goes out by <see cref="TakeNext"/>.
/// </summary>
public sealed class Train(TrainLimits limits, string target)
{
    private readonly CarQueue queue = new();
    private readonly List<CarGroup> coupled = [];
    private readonly List<CarGroup> suspects = [];
    private readonly Queue<TrainCommand> due = new();
    private readonly TrainWindow window = new(limits.Proofs);
    private (Car Car, string Onto, bool Alone)? merging;
    private Car? probed;
    private string? landing;
    private bool singly;

    /// <summary>The target's commit, as far as the train knows.</summary>
    public string Target { get; private set; } = target;

    /// <summary>How many groups may wait for their proofs at once just now.</summary>
    public int Window => window.Size;

    /// <summary>Units in the train, those ahead first.</summary>
    public IEnumerable<string> Units =>
        coupled.Concat(suspects).SelectMany(group => group.Cars).Concat(merging is { } now ? [now.Car] : []).Concat(probed is null ? [] : [probed]).Concat(queue.All).Select(car => car.Unit);

    private string Last => coupled.Count > 0 ? coupled[^1].Commit : Target;

    /// <summary>A unit is done with its tasks, or comes back from a fix or conflict turn.</summary>
    public void Join(string unit, string tip) => queue.Add(new Car(unit, tip));

    /// <summary>The next command, or null when there is none until something else happened.</summary>
    public TrainCommand? TakeNext() => due.TryDequeue(out var next) ? next : NextLanding() ?? NextMerge() ?? NextProof();

    /// <summary>The merge that was asked for was made.</summary>
    public void Merged(string unit, string commit)
    {
        if (EndMerge(unit) is not { } merge)
        {
            return;
        }

        if (merge.Alone)
        {
            // It merges with the target: it is those ahead that it conflicts with, and they may yet leave.
            queue.StandAside(merge.Car);
            return;
        }

        merge.Car.Commit = commit;
        if (coupled.Count == 0 || !coupled[^1].HasRoomFor(merge.Car, limits.Batch))
        {
            coupled.Add(new CarGroup(merge.Onto));
        }

        coupled[^1].Add(merge.Car);
    }

    /// <summary>The merge that was asked for has conflicts.</summary>
    public void Conflicted(string unit)
    {
        if (EndMerge(unit) is not { } merge)
        {
            return;
        }

        if (merge.Onto == Target)
        {
            due.Enqueue(new TrainCommand.Resolve(unit, Target));
        }
        else
        {
            probed = merge.Car;
        }
    }

    /// <summary>A commit's proof passed.</summary>
    public void Passed(string commit)
    {
        if (coupled.Find(group => group.Commit == commit) is { Proof: ProofState.Running } group)
        {
            group.Proof = ProofState.Passed;
            window.Passed();
        }
    }

    /// <summary>A commit's proof failed.</summary>
    public void Failed(string commit)
    {
        var at = coupled.FindIndex(group => group.Commit == commit);
        if (at < 0 || coupled[at].Proof != ProofState.Running)
        {
            return;
        }

        var failed = coupled[at];
        window.Failed();
        Uncouple(at + 1);
        coupled.RemoveAt(at);
        Clear([failed.Commit]);
        if (at == 0)
        {
            Blame(failed);
        }
        else
        {
            // What stands ahead is not proved yet and may be to blame.
            suspects.Add(failed);
        }

        queue.Recall();
    }

    /// <summary>The target moved to the commit that was to land.</summary>
    public void Landed(string commit)
    {
        landing = null;
        Target = commit;
        var last = coupled.FindIndex(group => group.Commit == commit);
        var landed = coupled.Take(last + 1).Select(group => group.Commit).ToHashSet(StringComparer.Ordinal);
        coupled.RemoveRange(0, last + 1);
        foreach (var group in suspects.Where(group => landed.Contains(group.Onto)).ToArray())
        {
            suspects.Remove(group);
            Blame(group);
        }

        singly = singly && coupled.Count > 0;
        queue.Recall();
    }

    /// <summary>The checkout of the target stands in the way of what was to land. Several units are tried one by one; a single one has to <see cref="Leave"/>.</summary>
    public void Refused()
    {
        landing = null;
        if (!singly || coupled is not [{ Cars.Count: > 1 } first, ..])
        {
            singly = true;
            return;
        }

        Limit(first, 1);
        Uncouple(0);
    }

    /// <summary>What was to land did not, because somebody else had moved the target: everything is merged and proved on top of that.</summary>
    public void TargetMoved(string commit)
    {
        landing = null;
        if (commit == Target)
        {
            return;
        }

        Target = commit;
        foreach (var car in coupled.Where(group => group.Proof == ProofState.Passed).SelectMany(group => group.Cars))
        {
            car.Rounds++;
        }

        Uncouple(0);
        queue.Recall();
    }

    /// <summary>A unit leaves the train; those behind it are merged and proved again without it.</summary>
    public void Leave(string unit)
    {
        merging = merging is { } now && now.Car.Unit == unit ? null : merging;
        probed = probed?.Unit == unit ? null : probed;
        if (queue.Remove(unit))
        {
            return;
        }

        var at = coupled.FindIndex(group => group.Cars.Any(car => car.Unit == unit));
        if (at >= 0)
        {
            Uncouple(at);
            queue.Remove(unit);
        }
        else if (suspects.Find(group => group.Cars.Any(car => car.Unit == unit)) is { } suspect)
        {
            suspects.Remove(suspect);
            queue.Return([.. suspect.Cars.Where(car => car.Unit != unit)]);
        }

        queue.Recall();
    }

    private TrainCommand? NextLanding()
    {
        if (landing is not null || coupled.Count == 0 || coupled[0].Proof != ProofState.Passed)
        {
            return null;
        }

        var proved = coupled.TakeWhile(group => group.Proof == ProofState.Passed).Take(singly ? 1 : int.MaxValue).ToArray();
        landing = proved[^1].Commit;
        var cars = proved.SelectMany(group => group.Cars).Select(car => new TrainCar(car.Unit, car.Tip, car.Commit));
        return new TrainCommand.Land([.. cars], Target, landing);
    }

    private TrainCommand? NextMerge()
    {
        if (merging is not null)
        {
            return null;
        }

        if (probed is { } alone)
        {
            probed = null;
            return Merge(alone, Target, alone: true);
        }

        if (queue.IsEmpty || !HasRoom())
        {
            return null;
        }

        while (queue.TryTake(out var car))
        {
            if (car.Rounds < limits.Rounds)
            {
                return Merge(car, Last, alone: false);
            }

            due.Enqueue(new TrainCommand.GiveUp(car.Unit));
        }

        return due.TryDequeue(out var next) ? next : null;
    }

    private TrainCommand.Merge Merge(Car car, string onto, bool alone)
    {
        merging = (car, onto, alone);
        return new TrainCommand.Merge(car.Unit, car.Tip, onto);
    }

    /// <summary>Whether another car may be coupled: the window has room, or the last group waits for more.</summary>
    private bool HasRoom() =>
        coupled.Count(group => group.Proof != ProofState.Passed) < window.Size
        || (coupled[^1].Proof == ProofState.NotStarted && !coupled[^1].IsFull(limits.Batch));

    private TrainCommand? NextProof()
    {
        if (coupled.Count(group => group.Proof == ProofState.Running) >= limits.Proofs)
        {
            return null;
        }

        var next = coupled.Find(group => group.Proof == ProofState.NotStarted);
        if (next is null || (merging is not null && next == coupled[^1] && !next.IsFull(limits.Batch)))
        {
            return null;
        }

        next.Proof = ProofState.Running;
        return new TrainCommand.Prove(next.Commit, [.. next.Cars.Select(car => car.Unit)]);
    }

    /// <summary>Ends the merge that was under way; null when its result no longer counts.</summary>
    private (Car Car, string Onto, bool Alone)? EndMerge(string unit)
    {
        if (merging is not { } merge || merge.Car.Unit != unit)
        {
            return null;
        }

        merging = null;
        if (merge.Onto == (merge.Alone ? Target : Last))
        {
            return merge;
        }

        queue.Return([merge.Car]);
        return null;
    }

    /// <summary>Everything ahead of the group has landed, so it is at fault: one unit goes to a fix turn, several are proved in halves.</summary>
    private void Blame(CarGroup group)
    {
        if (group.Cars is [var only])
        {
            due.Enqueue(new TrainCommand.Fix(only.Unit, only.Commit));
            return;
        }

        Limit(group, group.Cars.Count / 2);
        queue.Return(group.Cars);
    }

    private static void Limit(CarGroup group, int batch)
    {
        foreach (var car in group.Cars)
        {
            car.BatchLimit = batch;
        }
    }

    /// <summary>Groups from one on go back into the queue, and with them those whose failure may have been theirs.</summary>
    private void Uncouple(int from)
    {
        var groups = coupled.Skip(from).ToArray();
        coupled.RemoveRange(from, groups.Length);
        foreach (var group in groups.Where(group => group.Proof == ProofState.Running))
        {
            due.Enqueue(new TrainCommand.Cancel(group.Commit));
        }

        Clear(groups.Select(group => group.Commit).ToHashSet(StringComparer.Ordinal));
        queue.Return([.. groups.SelectMany(group => group.Cars)]);
    }

    /// <summary>Suspects that stood on one of these commits are to be tried again: it does not land.</summary>
    private void Clear(HashSet<string> commits)
    {
        var cleared = suspects.Where(group => commits.Contains(group.Onto)).ToArray();
        suspects.RemoveAll(group => commits.Contains(group.Onto));
        queue.Return([.. cleared.SelectMany(group => group.Cars)]);
    }
}
