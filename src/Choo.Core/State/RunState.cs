using System.Collections.Immutable;
using Choo.Core.Budgets;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Graphs;

namespace Choo.Core.State;

/// <summary>
/// The run's state as its events describe it. <see cref="Apply"/> folds one event in, <see cref="TakeNextCommand"/> says what to do next; both are
/// deterministic, touch nothing outside, and cost what changed, not what there is.
/// </summary>
public sealed partial class RunState
{
    private DependencyGraph graph;
    private int[] heights;
    private UnitProgress[] units;
    private int[] missing;
    private readonly Queue<int> newlyReady = new();
    private readonly Queue<(int Unit, int Root)> toBlock = new();
    private readonly ReadyUnits ready;
    private readonly Queue<int> joining = new();
    private int running;
    private int atWork;
    private int finished;
    private bool finishing;

    /// <summary>A run that has just begun.</summary>
    public RunState(RunStarted started)
    {
        Started = started;
        Parallelism = started.Parallelism;
        units = [.. started.Units.Select(unit => new UnitProgress(unit, started.Base))];
        ready = new ReadyUnits(index => units[index]);
        (graph, heights, missing) = Order(units);
        for (var i = 0; i < units.Length; i++)
        {
            missing[i] = graph.Dependencies[i].Length;
            if (missing[i] == 0)
            {
                newlyReady.Enqueue(i);
            }
        }
    }

    /// <summary>The event the run began with.</summary>
    public RunStarted Started { get; }

    /// <summary>How many units run at once: as the run began, or as the last resume set it.</summary>
    public int Parallelism { get; private set; }

    /// <inheritdoc cref="MostAtWork"/>
    public static int MostAtWorkFor(int parallelism) => parallelism + (parallelism / 2);

    /// <summary>Every unit, in the order of the plan.</summary>
    public IReadOnlyList<UnitProgress> Units => units;

    /// <summary>How the providers stand.</summary>
    public ProviderStates Providers { get; } = new();

    /// <summary>Units that hold a slot; those between two turns, and those that wait for a paused provider, hold none.</summary>
    public int Running => running;

    /// <summary>Units that are being worked on, with a slot or between two turns.</summary>
    public int AtWork => atWork;

    /// <summary>How many units may be at work at once: half as many more than slots, for while the gate of one runs another's agent takes its slot.</summary>
    public int MostAtWork => MostAtWorkFor(Parallelism);

    /// <summary>Whether every unit that is not over has its worktree, or is done with it. Looks at all of them near the end only.</summary>
    public bool NeedsNoMoreWorktrees => units.Length - finished <= 2 * MostAtWork && Array.TrueForAll(
        units, unit => unit.State is not (UnitState.Pending or UnitState.Ready) && unit.Phase is not (UnitPhase.Prepare or UnitPhase.QueuedForFixTurn or UnitPhase.QueuedForConflictTurn or UnitPhase.QueuedForFeedbackTurn));

    /// <summary>How many units completed, failed, are blocked, or wait for a person.</summary>
    public RunCounts Counts { get; private set; } = new(0, 0, 0, 0);

    /// <summary>The run's last word: its completed, failed or interrupted event; null while it runs.</summary>
    public EventData? End { get; private set; }

    /// <summary>The feature's pull request; null when none was opened.</summary>
    public FeatureProgress? Feature { get; private set; }

    /// <summary>Whether the target itself was seen to pass its baseline in this run.</summary>
    public bool TargetPassed { get; private set; }

    /// <summary>Whether the run is about to end: nothing can be added to it any more.</summary>
    public bool IsFinishing => finishing || End is not null;

    /// <summary>What all turns of the run took, over all its starts.</summary>
    public Spending Spent { get; private set; }

    /// <summary>The most that one turn took in each respect.</summary>
    public Spending MostExpensive { get; private set; }

    /// <summary>Why the run starts no more turns: its budget is used up; null while it does.</summary>
    public Diagnostic? OverBudget { get; private set; }

    /// <summary>What the baseline said of the target when it passed.</summary>
    public ImmutableArray<Evidence> TargetEvidence { get; private set; } = [];

    /// <summary>What the baseline said of the target when it failed last; empty when it passed or was not run.</summary>
    public ImmutableArray<Evidence> TargetFailure { get; private set; } = [];

    /// <summary>Why nothing more is dispatched just now.</summary>
    public DispatchReason Reason => this switch
    {
        _ when finished == units.Length && Counts.Complete == units.Length => DispatchReason.AllComplete,
        _ when finished == units.Length => DispatchReason.AllBlocked,
        _ when !HasFreeSlot => DispatchReason.AtCapacity,
        _ when ready.Count(Providers) == 0 => DispatchReason.NoReady,
        _ => DispatchReason.None,
    };

    /// <summary>The unit of that id.</summary>
    public UnitProgress Unit(string id) => units[graph.IndexOf(id)];

    /// <summary>Whether another unit depends on this one.</summary>
    public bool HasDependents(string id) => graph.Dependents[graph.IndexOf(id)].Length > 0;

    /// <summary>Where a unit is; null when the run has no such unit.</summary>
    public UnitState? StateOf(string id) => graph.TryIndexOf(id, out var index) ? units[index].State : null;

    /// <summary>The next command, or null when there is none until another event. Each command's event (or flow) must follow before the next call.</summary>
    public Command? TakeNextCommand()
    {
        while (newlyReady.TryDequeue(out var unit))
        {
            if (units[unit].State == UnitState.Pending)
            {
                return new Command.Enqueue(units[unit].Id);
            }
        }

        while (toBlock.TryDequeue(out var next))
        {
            if (units[next.Unit].State is UnitState.Pending or UnitState.Ready)
            {
                return new Command.Block(units[next.Unit].Id, [units[next.Root].Id]);
            }
        }

        while (joining.TryDequeue(out var unit))
        {
            if (units[unit].State == UnitState.Merging)
            {
                return new Command.Join(units[unit].Id);
            }
        }

        if (HasFreeSlot && ready.TakeNext(Providers) is { } first)
        {
            return Dispatch(units[first.Index], first.Waits);
        }

        if (finished < units.Length || finishing || End is not null)
        {
            return null;
        }

        finishing = true;
        return new Command.Finish();
    }

    private Command Dispatch(UnitProgress unit, (string Lock, int Holder)? waits) =>
        waits is { } held ? new Command.WaitForLock(unit.Id, held.Lock, units[held.Holder].Id)
        : (OverBudget ?? Providers.RefusalOf(unit.Provider)) is { } why ? new Command.Hold(unit.Id, why)
        : new Command.Start(unit.Id);

    /// <summary>Says which agent does a unit's turns, where that is another than was planned. Only before the first <see cref="TakeNextCommand"/>.</summary>
    public void UseProvider(string id, string provider) => Unit(id).Provider = provider;

    /// <summary>Whether a unit's turn may start now, as far as providers and slots go.</summary>
    public bool HasRoom(UnitProgress unit, string provider) =>
        Providers.IsOpen(provider) && (unit.HoldsSlot || unit.State != UnitState.InProgress || running < Parallelism);

    /// <summary>Whether another unit may start, as far as slots go.</summary>
    private bool HasFreeSlot => running < Parallelism && atWork < MostAtWork;

    /// <summary>Folds one event in. Events of units that are not in the plan are ignored.</summary>
    public void Apply(RunEvent e)
    {
        Providers.Apply(e);
        TakeTime(e);
        if (e.Data is AgentDone done)
        {
            var turn = Spending.Of(done.Outcome);
            (Spent, MostExpensive) = (Spent.Plus(turn), MostExpensive.Max(turn));
        }

        if (e.Unit is null)
        {
            ApplyToRun(e);
            return;
        }

        if (!graph.TryIndexOf(e.Unit, out var index))
        {
            return;
        }

        var unit = units[index];
        var (before, held, worked) = (unit.State, unit.HoldsSlot, unit.IsAtWork);
        UnitFold.Apply(unit, e);
        TakeTime(unit, e);
        running += (unit.HoldsSlot ? 1 : 0) - (held ? 1 : 0);
        atWork += (unit.IsAtWork ? 1 : 0) - (worked ? 1 : 0);
        if (unit.State != before)
        {
            Moved(index, before, unit.State);
        }

        if (e.Data is PullRequestOpened { Stacks: true })
        {
            ReleaseOnto(index);
        }
    }

    private void ApplyToRun(RunEvent e)
    {
        switch (e.Data)
        {
            case RunCompleted or RunFailed or RunInterrupted:
                End = e.Data;
                break;
            case RunResumed resumed:
                Parallelism = resumed.Parallelism ?? Parallelism;
                retried = resumed.Retry;
                Reopen(e);
                break;
            case SpecsUpdated updated:
                Respecify(updated, e);
                break;
            case UnitsAdded added:
                Extend(added);
                break;
            case FeatureProposed proposed:
                Feature = new FeatureProgress(proposed.Number, proposed.Url, proposed.Branch, proposed.Target, proposed.Commit);
                break;
            case FeatureUpdated updated:
                Feature = new FeatureProgress(updated.Number, updated.Url, updated.Branch, updated.Target, updated.Commit);
                break;
            case BudgetReached reached:
                OverBudget = reached.Explain(null);
                break;
            case BaselinePassed passed:
                (TargetPassed, TargetEvidence, TargetFailure) = (true, passed.Evidence, []);
                break;
            case BaselineFailed failed:
                TargetFailure = failed.Evidence;
                break;
        }
    }

    private void Moved(int index, UnitState from, UnitState to)
    {
        if (from.IsTerminal())
        {
            finished--;
            Counts = Counts.With(from, -1);
        }

        if (to.IsTerminal())
        {
            finished++;
            Counts = Counts.With(to, 1);
            foreach (var waited in ready.End(index))
            {
                joining.Enqueue(waited);
            }
        }

        switch (to)
        {
            case UnitState.Ready:
                ready.Add(index, heights[index]);
                break;
            case UnitState.InProgress:
                ready.Start(index);
                break;
            case UnitState.Merging:
                joining.Enqueue(index);
                break;
            case UnitState.Complete:
                Release(index);
                break;
            case UnitState.Failed or UnitState.Waiting:
                Block(index, index);
                break;
            case UnitState.Blocked when from == UnitState.InProgress && units[index].BlockedBy is [var cause, ..] && graph.TryIndexOf(cause, out var root):
                // It was found at its start: nobody has looked at what stands behind it.
                Block(root, index);
                break;
        }
    }
}
