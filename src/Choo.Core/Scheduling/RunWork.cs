using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Landing;
using Choo.Core.Ports;

namespace Choo.Core.Scheduling;

/// <summary>What a run works with once it is open.</summary>
public sealed record RunWork
{
    /// <summary>Who carries units through.</summary>
    public required IUnitRunner Runner { get; init; }

    /// <summary>The queue of units that are to land.</summary>
    public required ILandingQueue Queue { get; init; }

    /// <summary>Who merges, proves and lands what the queue asks for.</summary>
    public required ILandingRunner Landing { get; init; }

    /// <summary>Told of each unit that failed (true) or waits for a person (false), on the loop's thread.</summary>
    public Action<string, bool> Left { get; init; } = (_, _) => { };

    /// <summary>Which agent does a unit's turns, by unit, where that is another than was planned.</summary>
    public ImmutableDictionary<string, string> Providers { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Proves the target itself; why the run cannot go on when it fails, null when it passed. Null when there is nothing to prove.</summary>
    public Func<IEvents, CancellationToken, Task<Diagnostic?>>? ProveTarget { get; init; }

    /// <summary>Whether no unit starts before the target is proved.</summary>
    public bool TargetFirst { get; init; }

    /// <summary>What is still to be done once every unit is complete and all was given back: why that could not be done, null when it was. Null for nothing.</summary>
    public Func<IEvents, CancellationToken, Task<Diagnostic?>>? ProposeAsync { get; init; }

    /// <summary>Gives back what the run held (worktrees, refs) when every unit has ended.</summary>
    public required Func<IEvents, CancellationToken, Task> CloseAsync { get; init; }
}
