namespace Choo.Core.Landing;

/// <summary>Where nothing is merged: each unit is proved as it is, several side by side, and then published as a branch of its own.</summary>
/// <param name="proofs">How many proofs run at once, 1 or more.</param>
/// <param name="target">The target's commit; it does not move.</param>
public sealed class BranchQueue(int proofs, string target) : ILandingQueue
{
    private readonly Queue<TrainCommand> due = new();
    private readonly Dictionary<string, TrainCar> joined = new(StringComparer.Ordinal);
    private readonly List<TrainCar> ready = [];
    private readonly List<TrainCar> running = [];

    /// <inheritdoc/>
    public string Target => target;

    /// <inheritdoc/>
    public bool IsLanding => false;

    /// <inheritdoc/>
    public void Join(string unit, string tip)
    {
        joined[unit] = new TrainCar(unit, tip, tip);
        due.Enqueue(new TrainCommand.Merge(unit, tip, tip) { IsUnmerged = true });
    }

    /// <inheritdoc/>
    public TimeSpan Linger => TimeSpan.Zero;

    /// <inheritdoc/>
    public bool IsWaitingForMore => false;

    /// <inheritdoc/>
    public bool IsLingering => false;

    /// <inheritdoc/>
    public TrainCommand? TakeNext(bool lingers = false) => due.TryDequeue(out var next) ? next : NextProof();

    /// <inheritdoc/>
    public void Merged(string unit, string commit)
    {
        if (joined.Remove(unit, out var car))
        {
            ready.Add(car);
        }
    }

    /// <inheritdoc/>
    public void Conflicted(string unit) => throw new InvalidOperationException("nothing is merged here");

    /// <inheritdoc/>
    public void Passed(string commit)
    {
        if (End(commit) is { } car)
        {
            due.Enqueue(new TrainCommand.Land([car], target, commit));
        }
    }

    /// <inheritdoc/>
    public void Failed(string commit)
    {
        if (End(commit) is { } car)
        {
            due.Enqueue(new TrainCommand.Fix(car.Unit, commit, commit));
        }
    }

    /// <inheritdoc/>
    public void Landed(string commit)
    {
        // Nobody stands on it.
    }

    /// <inheritdoc/>
    public void Refused() => throw new InvalidOperationException("no checkout is touched here");

    /// <inheritdoc/>
    public void NotLanded()
    {
        // Nobody waits for it.
    }

    /// <inheritdoc/>
    public void TargetMoved(string commit)
    {
        // Nothing is built on it.
    }

    /// <inheritdoc/>
    public void Leave(string unit)
    {
        joined.Remove(unit);
        ready.RemoveAll(car => car.Unit == unit);
        foreach (var car in running.Where(car => car.Unit == unit).ToArray())
        {
            running.Remove(car);
            due.Enqueue(new TrainCommand.Cancel(car.Commit));
        }
    }

    private TrainCommand.Prove? NextProof()
    {
        // Units without commits of their own may be at the same one, which is proved once at a time.
        if (running.Count >= proofs || ready.Find(each => running.TrueForAll(other => other.Commit != each.Commit)) is not { } next)
        {
            return null;
        }

        ready.Remove(next);
        running.Add(next);
        return new TrainCommand.Prove(next.Commit, next.Commit, [next]) { IsUnmerged = true };
    }

    private TrainCar? End(string commit)
    {
        var car = running.Find(each => each.Commit == commit);
        running.RemoveAll(each => each == car);
        return car;
    }
}
