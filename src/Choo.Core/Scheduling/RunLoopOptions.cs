using Choo.Core.Budgets;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.Secrets;
using Choo.Core.State;

namespace Choo.Core.Scheduling;

/// <summary>What a loop needs around it.</summary>
public sealed record RunLoopOptions
{
    /// <summary>The run's id.</summary>
    public required string Run { get; init; }

    /// <summary>The newest sequence number in the journal, 0 for a new one.</summary>
    public required long LastSeq { get; init; }

    /// <summary>Where events are kept.</summary>
    public required IJournal Journal { get; init; }

    /// <summary>Who carries units through.</summary>
    public required IUnitRunner Runner { get; init; }

    /// <summary>The queue of units that are to land.</summary>
    public required ILandingQueue Queue { get; init; }

    /// <summary>Who merges, proves and lands what the queue asks for.</summary>
    public required ILandingRunner Landing { get; init; }

    /// <summary>Proves the target itself; why the run cannot go on when it fails, null when it passed. Null when there is nothing to prove.</summary>
    public Func<IEvents, CancellationToken, Task<Diagnostic?>>? ProveTarget { get; init; }

    /// <summary>Whether no unit starts before the target is proved.</summary>
    public bool TargetFirst { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Told of every event after it is journaled, on the loop's thread.</summary>
    public required Action<RunEvent, RunState> Watch { get; init; }

    /// <summary>What may be spent.</summary>
    public BudgetConfig Budget { get; init; } = BudgetConfig.None;

    /// <summary>Takes secrets out of every event before anything else sees it.</summary>
    public Redactor Redactor { get; init; } = Redactor.Shapes;

    /// <summary>Gives back what the run held (worktrees, refs) when every unit is over.</summary>
    public required Func<IEvents, CancellationToken, Task> CloseAsync { get; init; }

    /// <summary>The name of the signal that stopped the run.</summary>
    public required Func<string> Signal { get; init; }

    /// <summary>Told of an exception that nobody expected.</summary>
    public required Action<Exception> Bug { get; init; }
}
