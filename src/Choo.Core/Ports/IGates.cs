using Choo.Core.Gates;

namespace Choo.Core.Ports;

/// <summary>Runs gates: choo's own look at the work.</summary>
public interface IGates
{
    /// <summary>Runs one gate to its end (or its time-out) and ends its whole process tree; a red gate is a value.</summary>
    Task<Evidence> RunAsync(GateRequest request, CancellationToken cancellationToken);
}
