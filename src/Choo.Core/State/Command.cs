using System.Collections.Immutable;
using Choo.Core.Diagnostics;

namespace Choo.Core.State;

/// <summary>What the state asks for next. A closed set.</summary>
public abstract record Command
{
    private Command()
    {
    }

    /// <summary>A unit's dependencies have all landed: say so.</summary>
    /// <param name="Unit">Which.</param>
    public sealed record Enqueue(string Unit) : Command;

    /// <summary>A unit can never start: say so.</summary>
    /// <param name="Unit">Which.</param>
    /// <param name="By">The root causes.</param>
    public sealed record Block(string Unit, ImmutableArray<string> By) : Command;

    /// <summary>A slot is free for it.</summary>
    /// <param name="Unit">Which.</param>
    public sealed record Start(string Unit) : Command;

    /// <summary>The unit could start, but another that is not over holds a lock that it names: report that. It is looked at again when that one has ended.</summary>
    /// <param name="Unit">Which.</param>
    /// <param name="Lock">The lock's name.</param>
    /// <param name="Holder">The unit that holds it.</param>
    public sealed record WaitForLock(string Unit, string Lock, string Holder) : Command;

    /// <summary>The unit could start, but none of its turns can succeed until a person has acted: report that.</summary>
    /// <param name="Unit">Which.</param>
    /// <param name="Why">What a person has to do.</param>
    public sealed record Hold(string Unit, Diagnostic Why) : Command;

    /// <summary>Its tasks are committed: it queues to be proved and to land.</summary>
    /// <param name="Unit">Which.</param>
    public sealed record Join(string Unit) : Command;

    /// <summary>Nothing is left to do.</summary>
    public sealed record Finish : Command;
}

/// <summary>Why nothing (more) is dispatched just now.</summary>
public enum DispatchReason
{
    /// <summary>Something can be dispatched.</summary>
    None,

    /// <summary>Every slot is taken.</summary>
    AtCapacity,

    /// <summary>Slots are free and no unit is ready.</summary>
    NoReady,

    /// <summary>Every unit is complete.</summary>
    AllComplete,

    /// <summary>Everything is over and not every unit is complete.</summary>
    AllBlocked,
}
