using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Gates;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.Running;

namespace Choo.Core.Units;

/// <summary>
/// Stage 5: units that are verified at the same time are merged one onto the other in git objects, the tree that comes out is
/// proved once, and the target moves to it by compare-and-swap. When it is red the batch is halved until the culprit stands alone.
/// </summary>
internal sealed class LandingStage(FlowSettings settings, FlowPorts ports, TargetHistory history)
{
    private const int Rounds = 20;

    /// <summary>Ends with every unit completed, failed or waiting.</summary>
    public async Task RunAsync(IReadOnlyList<UnitScope> scopes, CancellationToken cancellationToken)
    {
        var open = new List<UnitScope>();
        foreach (var scope in scopes)
        {
            if (!settings.NoMerge)
            {
                if (!await HasLandedAsync(scope, cancellationToken).ConfigureAwait(false))
                {
                    open.Add(scope);
                }
            }
            else if (!TestJudge.Waits(scope) && !await IsStaleAsync(scope, await ports.Landing.TipAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false))
            {
                await PublishAsync(scope, cancellationToken).ConfigureAwait(false);
            }
        }

        await LandAsync(open, cancellationToken).ConfigureAwait(false);
    }

    private async Task PublishAsync(UnitScope scope, CancellationToken cancellationToken)
    {
        var branch = await ports.Landing.PublishAsync(scope.Unit.Id, scope.Tip, cancellationToken).ConfigureAwait(false);
        scope.Post(new UnitCompleted(scope.Tip, branch));
    }

    /// <summary>A crash may have come between the move of the target and the journal's knowing.</summary>
    private async Task<bool> HasLandedAsync(UnitScope scope, CancellationToken cancellationToken)
    {
        if (scope.Progress.LandingCommit is not { } begun)
        {
            return false;
        }

        var tip = await ports.Landing.TipAsync(cancellationToken).ConfigureAwait(false);
        if (!await ports.Landing.ContainsAsync(tip, begun, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await LandedAsync(scope, begun, []).ConfigureAwait(false);
        return true;
    }

    private async Task LandAsync(IReadOnlyList<UnitScope> scopes, CancellationToken cancellationToken)
    {
        var fruitless = 0;
        while ((scopes = [.. scopes.Where(scope => !TestJudge.Waits(scope))]).Count > 0)
        {
            if (fruitless == Rounds)
            {
                FailAll(scopes);
                return;
            }

            var onto = await ports.Landing.TipAsync(cancellationToken).ConfigureAwait(false);
            scopes = await FreshAsync(scopes, onto, cancellationToken).ConfigureAwait(false);
            if (scopes.Count == 0)
            {
                return;
            }

            var batch = await LandingBatch.MergeAsync(settings, ports, scopes, onto, cancellationToken).ConfigureAwait(false);
            if (batch.Units.Length > 0)
            {
                var ended = await TryAsync(batch, cancellationToken).ConfigureAwait(false);
                (scopes, fruitless) = ended ? (batch.LeftOut, 0) : (scopes, fruitless + 1);
                continue;
            }

            // Nothing merges: the first is resolved by itself, the others come after it.
            var resolved = await ResolveAsync(scopes[0], batch, cancellationToken).ConfigureAwait(false);
            (scopes, fruitless) = resolved ? (scopes, fruitless + 1) : ([.. scopes.Skip(1)], 0);
        }
    }

    /// <summary>Those of the units whose spec on the target is still the one they were worked by; the others wait.</summary>
    private async Task<IReadOnlyList<UnitScope>> FreshAsync(IReadOnlyList<UnitScope> scopes, string onto, CancellationToken cancellationToken)
    {
        var fresh = new List<UnitScope>(scopes.Count);
        foreach (var scope in scopes)
        {
            if (!await IsStaleAsync(scope, onto, cancellationToken).ConfigureAwait(false))
            {
                fresh.Add(scope);
            }
        }

        return fresh;
    }

    private async Task<bool> IsStaleAsync(UnitScope scope, string onto, CancellationToken cancellationToken)
    {
        var problem = await new SpecCheck(settings, ports, history).ProblemAsync(scope, onto, cancellationToken).ConfigureAwait(false);
        if (problem is not null)
        {
            scope.Post(UnitEnds.Of(problem));
        }

        return problem is not null;
    }

    /// <summary>Proves and lands a batch. False when the target moved meanwhile and all of it has to be merged again.</summary>
    private async Task<bool> TryAsync(LandingBatch batch, CancellationToken cancellationToken)
    {
        if (batch.NeedsProof)
        {
            var proof = await ProveAsync(batch, cancellationToken).ConfigureAwait(false);
            if (proof.IsDefault)
            {
                return true;
            }

            batch = batch with { Evidence = proof };
            if (batch.Units.FirstOrDefault(unit => unit.Changed) is { } repaired)
            {
                await new TestJudge(repaired.Scope).JudgeAsync(batch.Onto, cancellationToken).ConfigureAwait(false);
                return false;
            }
        }

        return await AdvanceAsync(batch, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The evidence of a green tree; default when the batch was red and its units have reached their ends one way or another.</summary>
    private async Task<ImmutableArray<Evidence>> ProveAsync(LandingBatch batch, CancellationToken cancellationToken)
    {
        var first = batch.Units[0];
        var worktree = await ports.Worktrees.AcquireAsync(batch.Commit, cancellationToken).ConfigureAwait(false);
        var unitTip = first.Scope.Tip;
        (first.Scope.Tip, first.Scope.TipTree) = (batch.Commit, batch.Tree);
        var stage = new ProofStage(first.Scope, worktree, batch.Gates(settings), mayFix: batch.Units.Length == 1) { IsFresh = true };
        var problem = await UnitRunner.InAsync(first.Scope, worktree, stage.RunAsync, cancellationToken).ConfigureAwait(false);
        first.Changed = first.Scope.Tip != batch.Commit;
        if (!first.Changed)
        {
            first.Scope.Tip = unitTip;
        }

        if (problem is null)
        {
            return stage.Evidence;
        }

        if (batch.Units.Length == 1)
        {
            first.Scope.Post(UnitEnds.Of(problem));
            return default;
        }

        var half = batch.Units.Length / 2;
        await LandAsync([.. batch.Units.Take(half).Select(unit => unit.Scope)], cancellationToken).ConfigureAwait(false);
        await LandAsync([.. batch.Units.Skip(half).Select(unit => unit.Scope)], cancellationToken).ConfigureAwait(false);
        return default;
    }

    private async Task<bool> AdvanceAsync(LandingBatch batch, CancellationToken cancellationToken)
    {
        foreach (var unit in batch.Units)
        {
            await unit.Scope.PostDurablyAsync(new UnitLanding(unit.Commit, batch.Onto, unit.Scope.Tip) { Head = batch.Commit }).ConfigureAwait(false);
        }

        switch (await ports.Landing.AdvanceAsync(batch.Onto, batch.Commit, cancellationToken).ConfigureAwait(false))
        {
            case AdvanceOutcome.Advanced:
                history.Move(batch.Onto, batch.Commit, batch.Units.Select(unit => unit.Commit));
                foreach (var unit in batch.Units)
                {
                    await LandedAsync(unit.Scope, unit.Commit, batch.Evidence).ConfigureAwait(false);
                }

                return true;
            case AdvanceOutcome.Refused when batch.Units.Length > 1:
                // Only some of them may stand against the person's own changes.
                foreach (var unit in batch.Units)
                {
                    await LandAsync([unit.Scope], cancellationToken).ConfigureAwait(false);
                }

                return true;
            case AdvanceOutcome.Refused refused:
                var scope = batch.Units[0].Scope;
                scope.Post(new UnitWaiting(DiagnosticCodes.CheckoutInTheWay.At(
                    scope.Unit.PlanPath, 1, 1, $"{scope.Unit.Id} is verified, but the checkout in {refused.Checkout} cannot be fast-forwarded: {refused.Reason} Nothing was touched: commit or move those files, then `dotnet choo resume`")));
                return true;
            default:
                return false;
        }
    }

    private Task LandedAsync(UnitScope scope, string commit, ImmutableArray<Evidence> evidence)
    {
        history.Land(new Landed(scope.Unit.Id, scope.Unit.Path, commit, scope.Tip));
        scope.Post(new UnitMerged(commit, settings.Target, scope.Tip, evidence));
        return scope.PostDurablyAsync(new UnitCompleted(commit, null));
    }

    /// <summary>Whether its tip now merges; false when it failed.</summary>
    private async Task<bool> ResolveAsync(UnitScope scope, LandingBatch batch, CancellationToken cancellationToken)
    {
        scope.Post(new UnitConflict(batch.ConflictsOfFirst, batch.Onto));
        var worktree = await ports.Worktrees.AcquireAsync(scope.Tip, cancellationToken).ConfigureAwait(false);
        var stage = new ConflictStage(scope, worktree, batch.Onto);
        var problem = await UnitRunner.InAsync(scope, worktree, stage.RunAsync, cancellationToken).ConfigureAwait(false);
        if (problem is not null)
        {
            scope.Post(UnitEnds.Of(problem));
            return false;
        }

        scope.VerifiedOnto = batch.Onto;
        await new TestJudge(scope).JudgeAsync(batch.Onto, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private void FailAll(IReadOnlyList<UnitScope> scopes)
    {
        foreach (var scope in scopes)
        {
            scope.Post(new UnitFailed(DiagnosticCodes.TargetKeepsMoving.At(
                scope.Unit.PlanPath, 1, 1, $"{settings.Target} moved {Rounds} times while {scope.Unit.Id} was about to land; `dotnet choo resume` tries again")));
        }
    }
}
