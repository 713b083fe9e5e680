using System.Collections.Immutable;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Ports;

namespace Choo.Core.Flow;

/// <summary>The baseline on the target's own tip, in a clean room as for units: agents are not paid to build on what is broken already.</summary>
public sealed class TargetProof(RunContext settings, FlowPorts ports)
{
    /// <summary>What each command said last.</summary>
    public static IReadOnlyDictionary<string, Evidence> ByCommand(IEnumerable<Evidence> all) =>
        all.GroupBy(each => each.Command, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Last(), StringComparer.Ordinal);

    /// <summary>Proves it and records what was said.</summary>
    public async Task<TargetVerdict> ProveAsync(IEvents events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        var scope = new TargetScope(settings, ports, events);
        var tip = await ports.Landing.TipAsync(cancellationToken).ConfigureAwait(false);
        var outcome = await new CleanRoom(settings, ports).ProveAsync(scope, tip, cancellationToken).ConfigureAwait(false);
        var verdict = Verdict(scope.Setup, outcome);
        var conditions = ports.Proofs?.Conditions;
        EventData said = verdict is TargetVerdict.Green
            ? new BaselinePassed(verdict.Evidence) { Conditions = conditions }
            : new BaselineFailed(verdict.Evidence) { Conditions = conditions };
        await events.PostDurablyAsync(null, null, said).ConfigureAwait(false);
        return verdict;
    }

    private static TargetVerdict Verdict(ImmutableArray<Evidence> setup, RoomOutcome outcome) => outcome switch
    {
        RoomOutcome.NotSetUp { Failed: var failed } => new TargetVerdict.NotSetUp(failed) { Evidence = setup },
        _ when outcome.Evidence.FirstOrDefault(each => !each.Passed) is { } red => new TargetVerdict.Red(red) { Evidence = setup.AddRange(outcome.Evidence) },
        _ => new TargetVerdict.Green { Evidence = setup.AddRange(outcome.Evidence) },
    };
}
