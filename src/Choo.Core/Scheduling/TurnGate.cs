using Choo.Core.Budgets;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Core.Scheduling;

/// <summary>Agents' turns start one by one through here, because only the loop knows how providers, slots and budgets stand. Touched by the loop alone.</summary>
internal sealed class TurnGate(LoopParts loop, RunningTurns turns)
{
    private readonly List<TurnRequest> asked = [];
    private readonly List<(TurnRequest Request, TurnPermit Permit)> answered = [];

    /// <summary>Whether there are answers that wait for the disk.</summary>
    public bool HasAnswers => answered.Count > 0;

    /// <summary>How long until a paused provider may be asked again, or a budget of time is used up; null when neither comes by itself.</summary>
    public TimeSpan? Left => loop.State.Providers.Paused.Select(each => (TimeSpan?)(each.Until - loop.Clock.GetUtcNow())).Append(turns.Left()).Min();

    /// <summary>A turn asks to start.</summary>
    public void Ask(TurnRequest request) => asked.Add(request);

    /// <summary>Pauses and opens providers, ends turns that are over their budget, and decides of those that ask.</summary>
    public void Decide()
    {
        foreach (var due in loop.State.Providers.Due(loop.Clock.GetUtcNow()))
        {
            loop.Recorder.Record(null, null, due);
        }

        while (loop.State.Providers.TakeNextPause() is { } pause)
        {
            loop.Recorder.Record(null, null, pause);
        }

        foreach (var (unit, reached) in turns.Check())
        {
            loop.Recorder.Record(unit, null, reached);
        }

        asked.RemoveAll(request => Decide(request) is { } permit && Answer(request, permit));
    }

    /// <summary>Gives the answers; the beginning of the turns is on the disk.</summary>
    public void GiveAnswers()
    {
        foreach (var (request, permit) in answered)
        {
            request.Answer.TrySetResult(permit);
        }

        answered.Clear();
    }

    /// <summary>Null while it has to wait.</summary>
    private TurnPermit? Decide(TurnRequest request)
    {
        var unit = loop.State.Unit(request.Unit);
        var provider = request.Turn.Provider;
        if (Refusal(unit, provider) is { } why)
        {
            return new TurnPermit.Refused(why);
        }

        if (loop.State.HasRoom(unit, provider) && !turns.MustWait)
        {
            loop.Recorder.Record(request.Unit, request.Task, request.Turn);
            return new TurnPermit.Granted(turns.Begin(unit));
        }

        if (!unit.IsPaused && loop.State.Providers.IsPaused(provider))
        {
            loop.Recorder.Record(request.Unit, request.Task, new UnitPaused(provider));
        }

        return null;
    }

    private Diagnostic? Refusal(UnitProgress unit, string provider)
    {
        if ((loop.State.Providers.RefusalOf(provider) ?? loop.State.OverBudget ?? unit.OverBudget) is { } known)
        {
            return known;
        }

        // A unit that waits for its provider is not stopped by a budget that may be raised until then.
        if (!loop.State.Providers.IsOpen(provider) || turns.Refuses(unit) is not { } reached)
        {
            return null;
        }

        loop.Recorder.Record(reached.Scope == BudgetScope.Run ? null : unit.Id, null, reached);
        return loop.State.OverBudget ?? unit.OverBudget;
    }

    private bool Answer(TurnRequest request, TurnPermit permit)
    {
        answered.Add((request, permit));
        return true;
    }
}
