using Choo.Core.State;

namespace Choo.Core.Ports;

/// <summary>Carries units through their tasks; it reports everything by events and never throws but for cancellation.</summary>
public interface IUnitRunner
{
    /// <summary>From a slot to done with its tasks, or with the turn that repairs what kept it from landing (or failed, or waiting).</summary>
    Task WorkAsync(UnitAssignment unit, IEvents events, CancellationToken cancellationToken);
}
