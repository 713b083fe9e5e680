using System.Collections.Immutable;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.State;

namespace Choo.Views.Live;

/// <summary>Keeps the live view's frame by the events; costs what is under way, not what there is.</summary>
internal sealed class LiveModel
{
    private const int KeptDiagnostics = 3;
    private readonly List<string> underWay = [];
    private readonly Dictionary<string, string> activities = new(StringComparer.Ordinal);
    private decimal? cost;
    private ImmutableArray<string> diagnostics = [];
    private readonly WaitingUnits waiting = new();
    private DateTimeOffset began;
    private DateTimeOffset? proving;

    /// <summary>The frame after an event.</summary>
    public LiveFrame Take(RunEvent e, RunState state)
    {
        waiting.Take(e, state);
        proving = Proving(e);
        switch (e.Data)
        {
            case RunStarted or RunResumed:
                began = e.Time;
                break;
            case UnitStarted or UnitVerified or UnitLanding when !underWay.Contains(e.Unit!):
                underWay.Add(e.Unit!);
                break;
            case UnitCompleted or UnitFailed or UnitWaiting or UnitBlocked:
                underWay.Remove(e.Unit!);
                break;
            case AgentActivity activity:
                activities[e.Unit!] = activity.Text;
                break;
            case AgentDone done:
                activities.Remove(e.Unit!);
                cost = done.Outcome.Usage.CostUsd is { } more ? (cost ?? 0) + more : cost;
                break;
            case ValidationFailed { Evidence: { } evidence }:
                Forget(e.Unit!);
                Keep(GateCauses.Lines(evidence).Select(line => $"{e.Unit}: {line}"));
                break;
            case ValidationPassed:
                Forget(e.Unit!);
                break;
        }

        return Frame(state);
    }

    /// <summary>Since when the target is proved: from the start of the run until its baseline has an end, or a unit is ready because there is nothing to prove.</summary>
    private DateTimeOffset? Proving(RunEvent e) => e.Data switch
    {
        RunStarted or RunResumed => e.Time,
        BaselinePassed or BaselineFailed when e.Unit is null => null,
        RunCompleted or RunFailed or RunInterrupted or UnitQueued or UnitStarted or UnitLanding => null,
        _ => proving,
    };

    private LiveFrame Frame(RunState state) => new()
    {
        Rows = proving is { } since
            ? [new LiveRow($"{state.Started.Target} (target)", "baseline", since)]
            : [.. underWay.Select(id => LiveRow.Of(state.Unit(id), activities.GetValueOrDefault(id, "")))],
        IsProvingTarget = proving is not null,
        Waiting = waiting.Rows(state),
        WaitingCount = waiting.Count,
        Units = state.Units.Count,
        Counts = state.Counts,
        Began = began,
        Cost = cost,
        Diagnostics = diagnostics,
        Paused = [.. state.Providers.Paused],
    };

    private void Keep(IEnumerable<string> lines) => diagnostics = [.. diagnostics.Concat(lines.Take(KeptDiagnostics)).TakeLast(KeptDiagnostics)];

    private void Forget(string unit) => diagnostics = diagnostics.RemoveAll(line => line.StartsWith($"{unit}: ", StringComparison.Ordinal));
}
