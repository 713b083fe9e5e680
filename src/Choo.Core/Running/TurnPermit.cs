using Choo.Core.Diagnostics;

namespace Choo.Core.Running;

/// <summary>The answer to a unit that wants to start an agent. A closed set.</summary>
public abstract record TurnPermit
{
    private TurnPermit()
    {
    }

    /// <summary>It may, and its beginning is on the disk.</summary>
    /// <param name="Halt">Ends the turn early, keeping what it did.</param>
    public sealed record Granted(CancellationToken Halt) : TurnPermit;

    /// <summary>It may not, until a person did something.</summary>
    /// <param name="Diagnostic">Why.</param>
    public sealed record Refused(Diagnostic Diagnostic) : TurnPermit;
}
