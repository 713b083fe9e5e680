using Choo.Core.Events;
using Choo.Core.Planning;
using Choo.Core.Specs;
using Choo.Core.State;
using Choo.Views.Text;

namespace Choo.Views.Lines;

/// <summary>Why a unit is where it is, in words.</summary>
internal static class WhyText
{
    /// <summary>By the last run.</summary>
    public static IEnumerable<string> Of(UnitProgress unit, RunRecord run)
    {
        foreach (var line in Reason(unit, run))
        {
            yield return line;
        }

        if (PullRequestRow.Of(unit) is { } proposed && unit.State is not (UnitState.PrOpen or UnitState.InReview))
        {
            yield return $"  {proposed.Line}";
        }

        if (!run.Alive && unit.State is not UnitState.Complete)
        {
            yield return $"nothing is running now (run {run.Id}: {RunWords.Of(run)}): {Command(unit, run.State)}";
        }
    }

    /// <summary>The command that helps a unit; one that is blocked is helped by what helps its root cause.</summary>
    private static string Command(UnitProgress unit, RunState state) => unit.State switch
    {
        UnitState.Failed or UnitState.Waiting => NextStep.Of(unit.Failure?.Code, unit.Id).Command,
        UnitState.Blocked when state.Units.FirstOrDefault(root => root.Id == unit.BlockedBy[0]) is { State: UnitState.Failed or UnitState.Waiting } root => Command(root, state),
        _ => NextStep.Resume,
    };

    /// <summary>By the plan, where there was no run or none with it.</summary>
    public static IEnumerable<string> Of(Unit unit, Plan plan)
    {
        if (unit.IsComplete)
        {
            yield return $"{unit.Id} is already marked complete in its specs";
            yield break;
        }

        yield return $"{unit.Id} has not run yet. Start it with `dotnet choo run`; `dotnet choo run -n` shows whether its spec is committed.";
        var open = unit.DependsOn.Where(plan.LevelOf.ContainsKey).ToList();
        yield return open.Count == 0
            ? "it waits for no other unit and would start at once"
            : $"it would start once {string.Join(", ", open)} has landed (stage {plan.LevelOf[unit.Id] + 1} of the plan)";
        var sharing = plan.Units.Where(other => other.Id != unit.Id && !other.IsComplete && other.Locks.Any(unit.Locks.Contains)).Select(other => other.Id).ToList();
        if (sharing.Count > 0)
        {
            yield return $"it never runs beside {string.Join(", ", sharing)}: they name a lock that it names too";
        }
    }

    private static IEnumerable<string> Reason(UnitProgress unit, RunRecord run) => unit.State switch
    {
        UnitState.Pending or UnitState.Ready when run.State.End is RunFailed { Reason: { } reason } =>
            [$"{unit.Id} did not start: {TargetText.Brief(reason.Code, run.State) ?? "the run stopped before any unit did"}", .. TargetText.Reason(run.State, run.Id).Select(line => $"  {OneLine.Of(line)}")],
        UnitState.Complete => [$"{unit.Id} is complete: {(unit.Branch is { } branch ? $"{Amounts.Commit(unit.Commit)} on {branch}" : $"landed on {run.State.Started.Target} as {Amounts.Commit(unit.Commit)}")}"],
        UnitState.Failed => [$"{unit.Id} failed:", .. NextSteps.Of(unit, run.Folder).Skip(2)],
        UnitState.Waiting => [$"{unit.Id} {(unit.VerifiedOnto is null ? "needs" : "is verified and needs")} your attention:", .. NextSteps.Of(unit, run.Folder).Skip(2)],
        UnitState.Blocked => Blocked(unit, run),
        UnitState.InProgress => [$"{unit.Id} is under way: {PhaseText.Of(unit)}{OfTask(unit)}", .. LastRefusal(unit), .. Paused(unit, run.State)],
        UnitState.Merging => [Landing(unit, run.State), .. Paused(unit, run.State)],
        UnitState.PrOpen or UnitState.InReview => [$"{unit.Id} is verified: {PullRequestRow.Of(unit)?.Line}"],
        UnitState.Ready when run.State.LockHeldFor(unit) is { } held =>
            [$"{unit.Id} is ready and waiting for the lock {held.Lock}: {held.Holder.Id} holds it ({held.Holder.State.Name()}{(held.Holder.Phase != UnitPhase.None ? $", {PhaseText.Of(held.Holder)}" : "")})"],
        UnitState.Ready when run.State.Providers.IsPaused(unit.Provider) => [$"{unit.Id} is ready and waiting for {unit.Provider}", .. Paused(unit, run.State)],
        UnitState.Ready => [$"{unit.Id} is ready and waiting for a slot: {Slots(run.State)}"],
        _ => [$"{unit.Id} waits for what it depends on:", .. Dependencies(unit, run.State)],
    };

    private static string OfTask(UnitProgress unit) => PhaseText.IsOfTask(unit)
        ? $", task #{unit.Task}{(unit.Attempt > 1 ? $", attempt {unit.Attempt}" : "")}"
        : "";

    private static IEnumerable<string> Paused(UnitProgress unit, RunState state) => state.Providers.Paused
        .Where(paused => paused.Provider == (unit.IsPaused ? unit.PausedFor ?? unit.Provider : unit.Provider))
        .Select(paused => $"  {OneLine.Of(ProviderText.Of(paused, paused.Until))}");

    private static IEnumerable<string> LastRefusal(UnitProgress unit) =>
        unit.LastFailure is { } refusal ? [$"  the last attempt was rejected: {OneLine.Of(refusal.Message)}"] : [];

    private static string Landing(UnitProgress unit, RunState state)
    {
        var holder = state.Units.FirstOrDefault(other => other.State == UnitState.Merging && other.Id != unit.Id && other.Phase != UnitPhase.QueuedToLand);
        return unit.Phase == UnitPhase.QueuedToLand && holder is not null
            ? $"{unit.Id} is verified and queued to land: {holder.Id} holds the landing queue ({PhaseText.Of(holder)})"
            : $"{unit.Id} is verified and landing: {PhaseText.Of(unit)}";
    }

    private static string Slots(RunState state) => state.Running < state.Parallelism && state.AtWork >= state.MostAtWork
        ? $"the most are under way at once that may be at parallelism {state.Parallelism}{Names(state, ": ", unit => unit.IsAtWork)}"
        : $"{state.Running} of {state.Parallelism} are taken{Names(state, " by ", unit => unit.HoldsSlot)}";

    private static string Names(RunState state, string lead, Func<UnitProgress, bool> holds)
    {
        var names = state.Units.Where(holds).Select(other => other.Id).Take(10).ToList();
        return names.Count == 0 ? "" : lead + string.Join(", ", names);
    }

    private static IEnumerable<string> Dependencies(UnitProgress unit, RunState state) => unit.Planned.DependsOn
        .Select(state.Unit)
        .Where(other => other.State != UnitState.Complete)
        .Select(other => $"  {other.Id}: {other.State.Name()}{(other.Phase != UnitPhase.None ? $" ({PhaseText.Of(other)})" : "")}, {other.CompletedTasks} of {Amounts.Count(other.Planned.Tasks.Length, "task")} complete");

    private static IEnumerable<string> Blocked(UnitProgress unit, RunRecord run)
    {
        yield return $"{unit.Id} is blocked by {string.Join(", ", unit.BlockedBy)}";
        foreach (var root in unit.BlockedBy)
        {
            var path = Path(unit.Id, root, run.State);
            if (path.Count > 2)
            {
                yield return $"  it depends on {string.Join(", which depends on ", path.Skip(1))}";
            }

            foreach (var line in NextSteps.Of(run.State.Unit(root), run.Folder).Skip(1))
            {
                yield return $"  {line}";
            }
        }
    }

    /// <summary>A shortest chain of dependencies from a unit to one of its root causes.</summary>
    private static List<string> Path(string from, string to, RunState state)
    {
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal) { [from] = "" };
        var queue = new Queue<string>([from]);
        while (queue.TryDequeue(out var at) && at != to)
        {
            foreach (var dependency in state.Unit(at).Planned.DependsOn.Where(dependency => cameFrom.TryAdd(dependency, at)))
            {
                queue.Enqueue(dependency);
            }
        }

        var path = new List<string>();
        for (var at = to; at.Length > 0 && cameFrom.ContainsKey(at); at = cameFrom[at])
        {
            path.Insert(0, at);
        }

        return path;
    }
}
