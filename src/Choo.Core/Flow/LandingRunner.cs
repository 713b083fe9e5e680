using System.Collections.Concurrent;
using System.Collections.Immutable;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.State;

namespace Choo.Core.Flow;

/// <summary>Merges, proves and lands units over the ports, as the landing queue asks for it.</summary>
public sealed class LandingRunner(RunContext settings, FlowPorts ports, TargetHistory history, ILandingRoute route) : ILandingRunner
{
    private readonly ConcurrentDictionary<string, ImmutableArray<Evidence>> evidence = new(StringComparer.Ordinal);
    private readonly CleanRoom room = new(settings, ports);

    /// <inheritdoc/>
    public async Task<CouplingOutcome> MergeAsync(UnitAssignment unit, TrainCommand.Merge merge, IEvents events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(merge);
        var scope = new UnitScope(settings, ports, unit, events);
        var target = await ports.Landing.TipAsync(cancellationToken).ConfigureAwait(false);
        if (await route.ContinueAsync(unit, target, events, cancellationToken).ConfigureAwait(false) is { } left)
        {
            return new CouplingOutcome.Ended { Follow = left.Follow };
        }

        if (!await MayLandAsync(scope, target, cancellationToken).ConfigureAwait(false))
        {
            return new CouplingOutcome.Ended();
        }

        if (merge.IsUnmerged)
        {
            return new CouplingOutcome.Merged(merge.Tip, target);
        }

        // A pull request's own description closes the issue; its commits may be pushed and never merged.
        var closes = settings.Config.Land == LandingWay.Merge ? settings.Units[unit.Id].Issue : null;
        var message = CommitMessages.ForLanding(settings.Run, unit.Id, closes);
        var onto = await new LandedParents(ports.Landing, history, message, commit => ClosedUnits.AsIn(commit, ports.Source, scope.Unit))
            .JoinAsync(unit, merge.Onto, merge.Tip, cancellationToken).ConfigureAwait(false);
        SettledFile? closed;
        try
        {
            closed = await new ClosedUnits(ports).CloseAsync(scope.Unit, onto, merge.Tip, cancellationToken).ConfigureAwait(false);
        }
        catch (PortException refused) when (refused.Diagnostic.Code == DiagnosticCodes.GapNotClosable.Id)
        {
            // What a person did to the record on the target is not the work's fault.
            scope.Post(new UnitWaiting(refused.Diagnostic));
            return new CouplingOutcome.Ended();
        }

        return await ports.Landing.MergeAsync(onto, merge.Tip, message, closed, cancellationToken).ConfigureAwait(false) switch
        {
            MergeOutcome.Merged merged => new CouplingOutcome.Merged(merged.Commit, target),
            MergeOutcome.Conflicted conflicted => new CouplingOutcome.Conflicted(conflicted.Files, target),
            _ => throw new InvalidOperationException("a merge has two outcomes"),
        };
    }

    /// <inheritdoc/>
    public async Task<ProofOutcome> ProveAsync(ProofRequest request, IEvents events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var scopes = request.Units.Select(unit => new UnitScope(settings, ports, unit, events)).ToImmutableArray();
        var commit = request.Proof.Commit;
        var proof = await room.ProveAsync(scopes, commit, request.Cancelled, cancellationToken).ConfigureAwait(false);
        var passed = proof.All(each => each.Passed);
        var conditions = ports.Proofs?.Conditions;
        foreach (var scope in scopes)
        {
            scope.Post(passed ? new BaselinePassed(proof) { Commit = commit, Conditions = conditions } : new BaselineFailed(proof) { Commit = commit, Conditions = conditions });
        }

        return passed ? await JudgeTestsAsync(request, scopes, proof, cancellationToken).ConfigureAwait(false) : ProofOutcome.Failed;
    }

    /// <inheritdoc/>
    public async Task<LandingResult> LandAsync(TrainCommand.Land land, ImmutableArray<UnitAssignment> units, IEvents events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(land);
        var proved = units.Zip(land.Cars, (unit, car) => new ProvedUnit(unit, car.Tip, car.Commit, evidence.GetValueOrDefault(car.Commit, [])));
        var result = await route.LandAsync(new ProvedUnits(land.From, land.To, [.. proved]), events, cancellationToken).ConfigureAwait(false);
        if (result is LandingResult.Landed or LandingResult.Left)
        {
            land.Cars.ToList().ForEach(car => evidence.TryRemove(car.Commit, out _));
        }

        return result;
    }

    /// <summary>Whether a unit may land; if not, it ends here.</summary>
    private async Task<bool> MayLandAsync(UnitScope scope, string target, CancellationToken cancellationToken)
    {
        if (!scope.Assignment.ChangedTests.IsEmpty)
        {
            TestJudge.End(scope, scope.Assignment.ChangedTests);
            return false;
        }

        var problem = await new SpecCheck(settings, ports, history).ProblemAsync(scope, target, cancellationToken).ConfigureAwait(false);
        if (problem is not null)
        {
            scope.Post(new UnitWaiting(problem));
        }

        return problem is null;
    }

    /// <summary>Whether tests changed for the worse, unit by unit. What several units made of the results together is none of them to blame for: they are proved one by one.</summary>
    private async Task<ProofOutcome> JudgeTestsAsync(
        ProofRequest request, ImmutableArray<UnitScope> scopes, ImmutableArray<Evidence> proof, CancellationToken cancellationToken)
    {
        var onto = request.Proof.Onto;
        foreach (var (scope, car) in scopes.Zip(request.Proof.Cars))
        {
            var since = request.Proof.IsUnmerged ? scope.Assignment.Start ?? scope.Base : onto;
            var tested = await TestedAsync(scope, since, car.Commit, proof, cancellationToken).ConfigureAwait(false);
            var trials = new TestTrials(scope, room, request.Cancelled);
            var changes = await new TestJudge(scope, trials).CompareAsync(since, car.Commit, proof, tested, cancellationToken).ConfigureAwait(false);
            if (!changes.IsEmpty && scopes.Length > 1)
            {
                return ProofOutcome.Failed;
            }

            if (!changes.IsEmpty)
            {
                await scope.PostDurablyAsync(new TestsChanged(since, changes) { Log = trials.Log }).ConfigureAwait(false);
                TestJudge.End(scope, changes);
                return ProofOutcome.Ended;
            }

            if (tested is not null)
            {
                await new NewTests(scope, trials).CheckAsync(tested, cancellationToken).ConfigureAwait(false);
            }

            (evidence[car.Commit], onto) = (proof, car.Commit);
        }

        return ProofOutcome.Passed;
    }

    /// <summary>What there is to try tests with. The commit below may have been proved here: it is the nearer base then, with the tests of units ahead.</summary>
    private async Task<TestedChange?> TestedAsync(UnitScope scope, string since, string until, ImmutableArray<Evidence> proof, CancellationToken cancellationToken)
    {
        if (!settings.Config.NewTests && (!settings.Config.OldTests || settings.Config.ChangedTests == ChangedTests.Allow))
        {
            return null;
        }

        if (await TestedChange.FindAsync(scope, since, until, proof, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return null;
        }

        var tree = await ports.Landing.TreeOfAsync(since, cancellationToken).ConfigureAwait(false);
        return found with { Tested = [.. found.Tested.Select(each => room.Find(each.Now.Command, tree) is { Results.Cases.IsEmpty: false } below ? (below, each.Now) : each)] };
    }
}
