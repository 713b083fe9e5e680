namespace Choo.Core.Landing;

/// <summary>
/// The queue of units that land: each is merged onto the target and those ahead of it that are expected to land, and proved as that very
/// commit; several proofs run side by side. What failed leaves, and those behind it are merged and proved again without it. Touches
/// nothing outside: what happened comes in by methods, what is to be done goes out by <see cref="TakeNext"/>.
/// </summary>
public sealed class Train(TrainLimits limits, string target) : ILandingQueue
{
    private readonly CarQueue queue = new();
    private readonly CarGroups groups = new();
    private readonly Queue<TrainCommand> due = new();
    private readonly TrainWindow window = new(limits.Proofs);
    private (Car Car, string Onto, string? Against)? merging;
    private (Car Car, string Against)? probed;
    private string? landing;
    private bool singly;

    /// <inheritdoc/>
    public bool IsLanding => landing is not null;

    /// <inheritdoc/>
    public string Target { get; private set; } = target;

    /// <summary>How many groups may wait for their proofs at once just now.</summary>
    public int Window => window.Size;

    /// <summary>Units in the train, those ahead first.</summary>
    public IEnumerable<string> Units =>
        groups.All.SelectMany(group => group.Cars).Concat(merging is { } now ? [now.Car] : []).Concat(probed is { } alone ? [alone.Car] : []).Concat(queue.All).Select(car => car.Unit);

    private string Last => groups.Last?.Commit ?? Target;

    /// <inheritdoc/>
    public void Join(string unit, string tip) => queue.Add(new Car(unit, tip));

    /// <inheritdoc/>
    public TimeSpan Linger => limits.Linger;

    /// <inheritdoc/>
    public bool IsWaitingForMore { get; private set; }

    /// <inheritdoc/>
    public bool IsLingering { get; private set; }

    /// <inheritdoc/>
    public TrainCommand? TakeNext(bool lingers = false) => due.TryDequeue(out var next) ? next : NextLanding() ?? NextMerge() ?? NextProof(lingers);

    /// <inheritdoc/>
    public void Merged(string unit, string commit)
    {
        if (EndMerge(unit) is not { } merge)
        {
            return;
        }

        if (merge.Against is { } ahead)
        {
            // It merges with the target: it is those ahead that it conflicts with, and they may yet leave, or have left since.
            queue.Postpone(merge.Car, isAside: groups.IndexOf(ahead) >= 0);
            return;
        }

        merge.Car.Commit = commit;
        if (groups.Last is { } last && last.HasRoomFor(merge.Car, limits.Batch))
        {
            last.Add(merge.Car);
            return;
        }

        groups.Add(new CarGroup(merge.Onto, merge.Car));
    }

    /// <inheritdoc/>
    public void Conflicted(string unit)
    {
        var merge = EndMerge(unit);
        if (merge?.Onto == Target)
        {
            due.Enqueue(new TrainCommand.Resolve(unit, Target));
        }
        else if (merge is { } ahead)
        {
            probed = (ahead.Car, ahead.Onto);
        }
    }

    /// <inheritdoc/>
    public void Passed(string commit)
    {
        if (groups.FindRunning(commit) is { } group)
        {
            group.Proof = ProofState.Passed;
            window.Passed();
        }
    }

    /// <inheritdoc/>
    public void Failed(string commit)
    {
        if (groups.FindRunning(commit) is not { } failed)
        {
            return;
        }

        var at = groups.IndexOf(commit);
        window.Failed();
        Uncouple(at + 1);
        groups.Take(at, 1);
        Return(groups.TakeSuspects([failed]));
        if (at == 0)
        {
            Blame(failed);
        }
        else
        {
            groups.Suspect(failed);
        }

        queue.Recall();
    }

    /// <inheritdoc/>
    public void Landed(string commit)
    {
        landing = null;
        Target = commit;
        foreach (var group in groups.TakeSuspects(groups.Take(0, groups.IndexOf(commit) + 1)))
        {
            Blame(group);
        }

        singly = singly && groups.Count > 0;
        queue.Recall();
    }

    /// <inheritdoc/>
    public void Refused()
    {
        landing = null;
        if (!singly || groups.Count == 0 || groups.First.Cars.Count == 1)
        {
            singly = true;
            return;
        }

        groups.First.Limit(1);
        Uncouple(0);
    }

    /// <inheritdoc/>
    public void NotLanded() => landing = null;

    /// <inheritdoc/>
    public void TargetMoved(string commit)
    {
        landing = null;
        if (commit == Target)
        {
            return;
        }

        Target = commit;
        groups.MissTarget();
        Uncouple(0);
        queue.Recall();
    }

    /// <inheritdoc/>
    public void Leave(string unit)
    {
        merging = merging is { } now && now.Car.Unit == unit ? null : merging;
        probed = probed is { } alone && alone.Car.Unit == unit ? null : probed;
        if (queue.Remove(unit))
        {
            return;
        }

        if (groups.IndexOfUnit(unit) is var at and >= 0)
        {
            Uncouple(at);
        }
        else if (groups.TakeSuspect(unit) is { } suspect)
        {
            Return([suspect]);
        }

        queue.Remove(unit);
        queue.Recall();
    }

    private TrainCommand? NextLanding()
    {
        if (landing is not null || groups.Count == 0 || groups.First.Proof != ProofState.Passed)
        {
            return null;
        }

        var proved = groups.Coupled.TakeWhile(group => group.Proof == ProofState.Passed).Take(singly ? 1 : int.MaxValue).ToArray();
        landing = proved[^1].Commit;
        return new TrainCommand.Land([.. proved.SelectMany(group => group.Landing)], Target, landing);
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
            return Merge(alone.Car, Target, alone.Against);
        }

        if (queue.IsEmpty || !groups.HasRoom(window.Size, limits.Batch))
        {
            return null;
        }

        while (queue.TryTake(out var car))
        {
            if (car.Rounds < limits.Rounds)
            {
                return Merge(car, Last, against: null);
            }

            due.Enqueue(new TrainCommand.GiveUp(car.Unit));
        }

        return due.TryDequeue(out var next) ? next : null;
    }

    private TrainCommand.Merge Merge(Car car, string onto, string? against)
    {
        merging = (car, onto, against);
        return new(car.Unit, car.Tip, onto);
    }

    private TrainCommand? NextProof(bool lingers)
    {
        var next = groups.In(ProofState.Running) < limits.Proofs ? groups.Coupled.FirstOrDefault(group => group.Proof == ProofState.NotStarted) : null;
        var mayGrow = next is not null && next == groups.Last && !next.IsFull(limits.Batch);
        IsWaitingForMore = mayGrow && (merging is not null || lingers);
        IsLingering = IsWaitingForMore && merging is null;
        return next is null || IsWaitingForMore ? null : next.Begin();
    }

    /// <summary>Ends the merge that was under way; null when its result no longer counts.</summary>
    private (Car Car, string Onto, string? Against)? EndMerge(string unit)
    {
        if (merging is not { } merge || merge.Car.Unit != unit)
        {
            return null;
        }

        merging = null;
        if (merge.Onto == (merge.Against is null ? Last : Target))
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
            due.Enqueue(new TrainCommand.Fix(only.Unit, only.Commit, group.Onto));
            return;
        }

        group.Limit(group.Cars.Count / 2);
        Return([group]);
    }

    /// <summary>Groups from one on go back into the queue, and with them those whose failure may have been theirs.</summary>
    private void Uncouple(int from)
    {
        var taken = groups.TakeFrom(from);
        foreach (var group in taken.Where(group => group.Proof == ProofState.Running))
        {
            due.Enqueue(new TrainCommand.Cancel(group.Commit));
        }

        Return(groups.TakeSuspects(taken));
        Return(taken);
    }

    private void Return(IEnumerable<CarGroup> some) => queue.Return([.. some.SelectMany(group => group.Cars)]);
}
