using Choo.Core.Diagnostics;
using Choo.Core.Events;

namespace Choo.Core.State;

/// <summary>Why a unit cannot start, in words.</summary>
internal static class Blockage
{
    /// <summary>The event with its diagnostic: which units stand in the way, and why they do.</summary>
    public static UnitBlocked Of(RunState state, Command.Block block)
    {
        var planned = state.Unit(block.Unit).Planned;
        var causes = string.Join(" and ", block.By.Select(id => Cause(state.Unit(id))));
        var diagnostic = DiagnosticCodes.BlockedByOthers.At(
            planned.PlanPath,
            planned.DependsOnAt?.Line ?? 1,
            planned.DependsOnAt?.Column ?? 1,
            $"unit {block.Unit} cannot start before {causes}; fix that, then `dotnet choo resume`");
        return new UnitBlocked(block.By) { Diagnostic = diagnostic };
    }

    private static string Cause(UnitProgress unit)
    {
        var verb = unit.State == UnitState.Waiting ? "waits" : "failed";
        return unit.Failure is { } failure ? $"{unit.Id}, which {verb} ({failure.Code})" : $"{unit.Id}, which {verb}";
    }
}
