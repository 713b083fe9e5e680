using Choo.Core.Budgets;
using Choo.Core.Events;
using Choo.Core.Ports;
using Choo.Core.Secrets;
using Choo.Core.State;

namespace Choo.Core.Scheduling;

/// <summary>What a loop needs around it from the run's first event on.</summary>
public sealed record RunLoopOptions
{
    /// <summary>The run's id.</summary>
    public required string Run { get; init; }

    /// <summary>The newest sequence number in the journal, 0 for a new one.</summary>
    public required long LastSeq { get; init; }

    /// <summary>Where events are kept.</summary>
    public required IJournal Journal { get; init; }

    /// <summary>
    /// Does what comes before the first unit starts and returns what the run works with. It may read the state: until it returns, only what
    /// it posts changes anything about units. When it throws, the loop ends with that.
    /// </summary>
    public required Func<IEvents, CancellationToken, Task<RunWork>> OpenAsync { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Told of every event after it is journaled, on the loop's thread.</summary>
    public required Action<RunEvent, RunState> Watch { get; init; }

    /// <summary>What may be spent.</summary>
    public BudgetConfig Budget { get; init; } = BudgetConfig.None;

    /// <summary>Takes secrets out of every event before anything else sees it.</summary>
    public Redactor Redactor { get; init; } = Redactor.Shapes;

    /// <summary>The signal that stopped the run; asked when the run was stopped.</summary>
    public required Func<RunSignal> Signal { get; init; }

    /// <summary>Told of an exception that nobody expected.</summary>
    public required Action<Exception> Bug { get; init; }
}
