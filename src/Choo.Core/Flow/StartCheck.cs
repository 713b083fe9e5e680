using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Ports;

namespace Choo.Core.Flow;

/// <summary>What is asked before an agent is paid for a unit: does the target still have what the unit builds on, and does it still ask for the same?</summary>
internal sealed class StartCheck(RunContext settings, FlowPorts ports, TargetHistory history)
{
    /// <summary>Whether a unit may start; when it may not, that is reported and its end is.</summary>
    public async Task<bool> PassesAsync(UnitScope scope, IEvents events, CancellationToken cancellationToken)
    {
        if (scope.Tip.Length > 0)
        {
            return true;
        }

        var landed = scope.Assignment.Planned.DependsOn.Select(history.LandingOf).OfType<Landed>();
        var undone = await new LandingCheck(ports.Landing, history, settings.Target).FindAsync(landed, cancellationToken).ConfigureAwait(false);
        foreach (var (unit, data) in undone)
        {
            await events.PostDurablyAsync(unit, null, data).ConfigureAwait(false);
        }

        if (!undone.IsEmpty)
        {
            scope.Post(Blocked(scope, [.. undone.Select(each => each.Unit).Distinct()]));
            return false;
        }

        var tip = await ports.Landing.TipAsync(cancellationToken).ConfigureAwait(false);
        var changed = await new SpecCheck(settings, ports, history).ProblemAsync(scope, tip, cancellationToken).ConfigureAwait(false);
        if (changed is not null)
        {
            scope.Post(new UnitWaiting(changed));
        }

        return changed is null;
    }

    private UnitBlocked Blocked(UnitScope scope, ImmutableArray<string> missing) => new(missing)
    {
        Diagnostic = DiagnosticCodes.BlockedByOthers.At(
            scope.Unit.PlanPath,
            scope.Unit.DependsOnAt?.Line ?? 1,
            scope.Unit.DependsOnAt?.Column ?? 1,
            $"unit {scope.Unit.Id} cannot start: {settings.Target} no longer has {string.Join(" and ", missing)}, which had landed; `dotnet choo resume` lands it again"),
    };
}
