using Choo.Core.Events;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.State;

namespace Choo.Core.Routes;

/// <summary>Each unit is proved as it is and stays on a branch of its own; the target does not move (<c>--no-merge</c>).</summary>
/// <param name="landing">Gives units their branches.</param>
public sealed class BranchRoute(ILanding landing) : ILandingRoute
{
    /// <inheritdoc/>
    public ILandingQueue Queue(TrainLimits limits, string target)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return new BranchQueue(limits.Proofs, target);
    }

    /// <summary>Nothing is begun that a crash could leave half done: a branch that is there is made again.</summary>
    public Task<LandingResult.Left?> ContinueAsync(UnitAssignment unit, string target, IEvents events, CancellationToken cancellationToken) =>
        Task.FromResult<LandingResult.Left?>(null);

    /// <inheritdoc/>
    public async Task<LandingResult> LandAsync(ProvedUnits proved, IEvents events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proved);
        ArgumentNullException.ThrowIfNull(events);
        foreach (var unit in proved.Units)
        {
            var branch = await landing.PublishAsync(unit.Id, unit.Tip, cancellationToken).ConfigureAwait(false);
            events.Post(unit.Id, null, new UnitCompleted(unit.Tip, branch));
        }

        return new LandingResult.Left();
    }
}
