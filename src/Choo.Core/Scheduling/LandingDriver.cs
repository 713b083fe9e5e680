using System.Collections.Immutable;
using Choo.Core.Events;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.State;

namespace Choo.Core.Scheduling;

/// <summary>
/// The landing queue within the loop: what the queue asks for becomes a flow, and what came of a flow is given to the queue. Only the loop's
/// thread calls it; a flow hands its result back as an action for that thread.
/// </summary>
internal sealed class LandingDriver(ILandingQueue queue, ILandingRunner runner, RunState state, IEvents events, TimeProvider clock)
{
    private readonly RunningProofs proofs = new(queue, runner, events);
    private readonly Dictionary<string, ImmutableArray<string>> conflicts = new(StringComparer.Ordinal);

    private readonly Queue<LandingStep.Flow> following = new();
    private readonly HashSet<string> waitedFor = new(StringComparer.Ordinal);
    private long? waitsSince;

    /// <summary>How long a proof still waits for more units to cover, nothing when its time is over by now; null when none does.</summary>
    public TimeSpan? Lingers => queue.IsLingering && waitsSince is { } since ? queue.Linger - clock.GetElapsedTime(since) : null;

    /// <summary>A unit's tasks are committed.</summary>
    public void Join(string unit)
    {
        if (state.HasDependents(unit))
        {
            waitedFor.Add(unit);
        }

        var tip = state.Unit(unit).Tip ?? "";
        if (state.BelowOf(unit) is { PullRequest: { } below })
        {
            queue.Join(unit, tip, below.Commit);
        }
        else
        {
            queue.Join(unit, tip);
        }
    }

    /// <summary>A unit ended otherwise than by landing.</summary>
    public void Leave(string unit)
    {
        waitedFor.Remove(unit);
        queue.Leave(unit);
    }

    /// <summary>The next step, or null when there is none until something else happened.</summary>
    public LandingStep? TakeNext()
    {
        if (following.TryDequeue(out var left))
        {
            return left;
        }

        while (Take() is { } command)
        {
            switch (command)
            {
                case TrainCommand.Merge merge:
                    var merged = Assignment(merge.Unit);
                    return new LandingStep.Flow([merge.Unit], token => MergeAsync(merge, merged, token)) { Broken = () => queue.Leave(merge.Unit) };
                case TrainCommand.Prove prove:
                    return proofs.Begin(prove, [.. prove.Units.Select(Assignment)]);
                case TrainCommand.Land land:
                    var landing = land.Cars.Select(car => Assignment(car.Unit)).ToImmutableArray();
                    return new LandingStep.Flow([.. land.Cars.Select(car => car.Unit)], token => LandAsync(land, landing, token)) { Broken = queue.NotLanded };
                case TrainCommand.Fix fix:
                    waitedFor.Remove(fix.Unit);
                    return new LandingStep.Event(fix.Unit, new UnitReturned(fix.Commit, fix.Onto));
                case TrainCommand.Resolve resolve:
                    waitedFor.Remove(resolve.Unit);
                    return new LandingStep.Event(resolve.Unit, new UnitConflict(conflicts.GetValueOrDefault(resolve.Unit, []), resolve.Onto));
                case TrainCommand.GiveUp giveUp:
                    return new LandingStep.GiveUp(giveUp.Unit);
                case TrainCommand.Cancel cancel:
                    proofs.Cancel(cancel.Commit);
                    break;
            }
        }

        return null;
    }

    /// <summary>A proof waits for company only while another unit is at work, and none of its own is waited for.</summary>
    private TrainCommand? Take()
    {
        var mayLinger = state.AtWork > 0 && waitedFor.Count == 0;
        var next = queue.TakeNext(mayLinger && (waitsSince is not { } since || clock.GetElapsedTime(since) < queue.Linger));
        waitsSince = queue.IsWaitingForMore ? waitsSince ?? clock.GetTimestamp() : null;
        return next;
    }

    private UnitAssignment Assignment(string unit) => state.AssignmentOf(unit);

    private async Task<Action> MergeAsync(TrainCommand.Merge merge, UnitAssignment unit, CancellationToken stop)
    {
        var known = queue.Target;
        var outcome = await runner.MergeAsync(unit, merge, events, stop).ConfigureAwait(false);
        return () => Merged(merge, known, outcome);
    }

    private void Merged(TrainCommand.Merge merge, string known, CouplingOutcome outcome)
    {
        var seen = outcome switch
        {
            CouplingOutcome.Merged merged => merged.Target,
            CouplingOutcome.Conflicted conflicted => conflicted.Target,
            _ => known,
        };
        if (seen != known && queue.Target == known && !queue.IsLanding)
        {
            // No landing of this run came between the two looks: somebody else moved it.
            queue.TargetMoved(seen);
        }

        switch (outcome)
        {
            case CouplingOutcome.Merged merged:
                queue.Merged(merge.Unit, merged.Commit);
                break;
            case CouplingOutcome.Conflicted conflicted:
                conflicts[merge.Unit] = conflicted.Files;
                queue.Conflicted(merge.Unit);
                break;
            case CouplingOutcome.Ended ended:
                queue.Leave(merge.Unit);
                Follow([merge.Unit], ended.Follow);
                break;
        }
    }

    /// <summary>Units that have left the queue are brought on by their route, for as long as that takes.</summary>
    private void Follow(ImmutableArray<string> units, Func<CancellationToken, Task>? follow)
    {
        if (follow is not null)
        {
            following.Enqueue(new LandingStep.Flow(units, async stop =>
            {
                await follow(stop).ConfigureAwait(false);
                return () => { };
            }));
        }
    }

    private async Task<Action> LandAsync(TrainCommand.Land land, ImmutableArray<UnitAssignment> units, CancellationToken stop)
    {
        var result = await runner.LandAsync(land, units, events, stop).ConfigureAwait(false);
        return () => Landed(land, result);
    }

    private void Landed(TrainCommand.Land land, LandingResult result)
    {
        ImmutableArray<string> units = [.. land.Cars.Select(car => car.Unit)];
        switch (result)
        {
            case LandingResult.Landed:
                waitedFor.ExceptWith(units);
                queue.Landed(land.To);
                break;
            case LandingResult.Left left:
                queue.NotLanded();
                units.ToList().ForEach(Leave);
                Follow(units, left.Follow);
                break;
            case LandingResult.Moved moved:
                queue.TargetMoved(moved.Target);
                break;
            case LandingResult.Refused when units is [var only]:
                queue.NotLanded();
                queue.Leave(only);
                break;
            default:
                queue.Refused();
                break;
        }
    }
}
