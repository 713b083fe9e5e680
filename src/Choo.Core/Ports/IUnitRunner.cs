using Choo.Core.Running;

namespace Choo.Core.Ports;

/// <summary>Carries units through their stages; it tells everything by events and never throws but for cancellation.</summary>
public interface IUnitRunner
{
    /// <summary>From a slot to verified (or failed): worktree, tasks, baseline.</summary>
    Task WorkAsync(UnitProgress unit, IEvents events, CancellationToken cancellationToken);

    /// <summary>From verified to landed (or failed, or waiting), several units together; each has reached its end when it returns.</summary>
    Task LandAsync(IReadOnlyList<UnitProgress> units, IEvents events, CancellationToken cancellationToken);
}
