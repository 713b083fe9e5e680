using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Core.Scheduling;

/// <content>Agents' turns start one by one through here, because only the loop knows how providers stand.</content>
public sealed partial class RunLoop
{
    private readonly List<TurnRequest> asked = [];
    private readonly RunningTurns turns;
    private readonly List<(TurnRequest Request, TurnPermit Permit)> answered = [];

    /// <inheritdoc/>
    public Task<TurnPermit> BeginTurnAsync(string unit, int? task, AgentInvoked turn, CancellationToken cancellationToken)
    {
        var request = new TurnRequest(unit, task, turn);
        inbox.Writer.TryWrite(new Posted(unit, task, turn, null) { Request = request });
        return request.Answer.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void ReportUsage(string unit, AgentUsage usage) => inbox.Writer.TryWrite(new Posted(unit, null, null, null) { Usage = usage });

    /// <summary>Parks and opens providers, and lets the turns start that may.</summary>
    private void DecideTurns()
    {
        foreach (var due in state.Providers.Due(options.Clock.GetUtcNow()))
        {
            Record(null, null, due);
        }

        while (state.Providers.TakeNextPark() is { } park)
        {
            Record(null, null, park);
        }

        foreach (var (unit, reached) in turns.Check())
        {
            Record(unit, null, reached);
        }

        asked.RemoveAll(request => Decide(request) is { } permit && Answer(request, permit));
    }

    /// <summary>Null while it has to wait.</summary>
    private TurnPermit? Decide(TurnRequest request)
    {
        var unit = state.Unit(request.Unit);
        var provider = request.Turn.Provider;
        if (Refusal(unit, provider) is { } why)
        {
            return new TurnPermit.Refused(why);
        }

        if (state.HasRoom(unit, provider) && !turns.MustWait)
        {
            Record(request.Unit, request.Task, request.Turn);
            return new TurnPermit.Granted(turns.Begin(unit));
        }

        if (!unit.IsParked && state.Providers.IsParked(provider))
        {
            Record(request.Unit, request.Task, new UnitParked(provider));
        }

        return null;
    }

    private Diagnostic? Refusal(UnitProgress unit, string provider)
    {
        if ((state.Providers.RefusalOf(provider) ?? state.OverBudget ?? unit.OverBudget) is { } known)
        {
            return known;
        }

        // A unit that waits for its provider is not stopped by a budget that may be raised until then.
        if (!state.Providers.IsOpen(provider) || turns.Refuses(unit) is not { } reached)
        {
            return null;
        }

        Record(reached.Scope == "run" ? null : unit.Id, null, reached);
        return state.OverBudget ?? unit.OverBudget;
    }

    private bool Answer(TurnRequest request, TurnPermit permit)
    {
        answered.Add((request, permit));
        return true;
    }

    /// <summary>Only when the beginning of their turns is on the disk.</summary>
    private void TellAnswers()
    {
        foreach (var (request, permit) in answered)
        {
            request.Answer.TrySetResult(permit);
        }

        answered.Clear();
    }

    /// <summary>Comes back when the first parked provider may be asked again, a budget of time is used up, or a proof has waited long enough for more units. Nothing polls.</summary>
    private void SetAlarm()
    {
        var now = options.Clock.GetUtcNow();
        var next = state.Providers.Parked.Select(each => (TimeSpan?)(each.Until - now)).Append(turns.Left()).Append(landing.Lingers).Min();
        if (next is not { } wait)
        {
            return;
        }

        if (wait > TimeSpan.Zero)
        {
            alarm ??= options.Clock.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            alarm.Change(wait, Timeout.InfiniteTimeSpan);
        }
        else
        {
            Wake();
        }
    }

    private void Wake() => inbox.Writer.TryWrite(Posted.Alarm);

    private sealed record TurnRequest(string Unit, int? Task, AgentInvoked Turn)
    {
        public TaskCompletionSource<TurnPermit> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
