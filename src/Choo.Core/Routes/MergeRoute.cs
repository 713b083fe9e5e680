using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Flow;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.State;

namespace Choo.Core.Routes;

/// <summary>Proved units land at once: the target moves, by compare-and-swap, to exactly the proved commit.</summary>
/// <param name="landing">The target.</param>
/// <param name="history">Told of each landing.</param>
/// <param name="target">The target branch's short name.</param>
public sealed class MergeRoute(ILanding landing, TargetHistory history, string target) : ILandingRoute
{
    /// <inheritdoc/>
    public ILandingQueue Queue(TrainLimits limits, string target) => new Train(limits, target);

    /// <inheritdoc/>
    public async Task<LandingResult.Left?> ContinueAsync(UnitAssignment unit, string target, IEvents events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(events);
        if (unit.LandingCommit is not { } begun || !await landing.ContainsAsync(target, begun, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        // A crash came between the move of the target and the journal's knowing.
        Report(new ProvedUnit(unit, unit.Tip ?? "", begun, []), events);
        await events.PostDurablyAsync(unit.Id, null, new UnitCompleted(begun, null)).ConfigureAwait(false);
        return new LandingResult.Left();
    }

    /// <inheritdoc/>
    public async Task<LandingResult> LandAsync(ProvedUnits proved, IEvents events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proved);
        ArgumentNullException.ThrowIfNull(events);
        await InOrderAsync(proved, events, unit => new UnitLanding(unit.Commit, proved.From, unit.Tip) { Head = proved.To }).ConfigureAwait(false);
        switch (await landing.AdvanceAsync(proved.From, proved.To, cancellationToken).ConfigureAwait(false))
        {
            case AdvanceOutcome.Advanced:
                history.Move(proved.From, proved.To, proved.Units.Select(unit => unit.Commit));
                foreach (var unit in proved.Units)
                {
                    Report(unit, events);
                }

                await InOrderAsync(proved, events, unit => new UnitCompleted(unit.Commit, null)).ConfigureAwait(false);
                return new LandingResult.Landed();
            case AdvanceOutcome.Refused refused:
                if (proved.Units is [var only])
                {
                    events.Post(only.Id, null, new UnitWaiting(DiagnosticCodes.CheckoutInTheWay.At(
                        only.Unit.Planned.PlanPath, 1, 1, $"{only.Id} is verified, but the checkout in {refused.Checkout} cannot be fast-forwarded: {refused.Reason} Nothing was touched: commit or move those files, then `dotnet choo resume`")));
                }

                return new LandingResult.Refused();
            default:
                return new LandingResult.Moved(await landing.TipAsync(cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>One event for each, in order; it returns when the last is on the disk, and so are those before.</summary>
    private static async Task InOrderAsync(ProvedUnits proved, IEvents events, Func<ProvedUnit, EventData> tell)
    {
        foreach (var unit in proved.Units[..^1])
        {
            events.Post(unit.Id, null, tell(unit));
        }

        await events.PostDurablyAsync(proved.Units[^1].Id, null, tell(proved.Units[^1])).ConfigureAwait(false);
    }

    private void Report(ProvedUnit unit, IEvents events)
    {
        history.Land(new Landed(unit.Id, unit.Unit.Planned.PlanPath, unit.Commit, unit.Tip));
        events.Post(unit.Id, null, new UnitMerged(unit.Commit, target, unit.Tip, unit.Proof));
    }
}
