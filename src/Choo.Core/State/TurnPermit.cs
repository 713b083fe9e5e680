using Choo.Core.Diagnostics;

namespace Choo.Core.State;

/// <summary>The answer to a unit that wants to start an agent. A closed set.</summary>
public abstract record TurnPermit
{
    private TurnPermit()
    {
    }

    /// <summary>The turn may start, and its start is recorded on the disk.</summary>
    /// <param name="Halt">Ends the turn early, keeping what it did.</param>
    public sealed record Granted(CancellationToken Halt) : TurnPermit;

    /// <summary>The turn may not start until a person has acted.</summary>
    /// <param name="Diagnostic">Why.</param>
    public sealed record Refused(Diagnostic Diagnostic) : TurnPermit;
}
