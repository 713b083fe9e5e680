using System.Collections.Immutable;
using Choo.Adapters.Agents;
using Choo.Adapters.Git;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Planning;
using Choo.Core.Specs;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>The steps of a preparation that choose the units and find what these need.</summary>
internal static class UnitPreparation
{
    /// <summary>The units asked for, their order, and those of them that are to run.</summary>
    public static Task PlanAsync(PreparationDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Specs is null)
        {
            return Task.CompletedTask;
        }

        var chosen = draft.Gaps?.Gaps.Select(gap => gap.Id).ToHashSet(StringComparer.Ordinal);
        var specs = chosen is null ? draft.Specs : draft.Specs with { Units = [.. draft.Specs.Units.Where(unit => chosen.Contains(unit.Id))] };
        (draft.Plan, var unknown) = Plan.Of(specs, draft.Request.Unit);
        if (unknown is not null)
        {
            draft.Problems.Add(unknown);
        }

        var only = draft.Resumed?.Units.Select(unit => unit.Id).ToHashSet(StringComparer.Ordinal);
        draft.Open = [.. (draft.Plan?.Units ?? []).Where(unit => only is null ? !unit.IsComplete : only.Contains(unit.Id) && !IsClosedByOthers(unit, draft))];
        var ids = draft.Open.Select(unit => unit.Id).ToHashSet(StringComparer.Ordinal);
        draft.Planned = [.. draft.Open.Select(unit => Planned(unit, ids, ProviderOf(unit, draft)))];
        return Task.CompletedTask;
    }

    /// <summary>Specs that are not what is committed, and those of them that a landing could not overwrite.</summary>
    public static async Task CheckCheckoutAsync(PreparationDraft draft, CancellationToken cancellationToken)
    {
        if (draft is not { Target: { } target, Differences: { } differences })
        {
            return;
        }

        var landing = draft.Request.NoMerge ? [] : draft.Open.Where(unit => !IsComplete(unit.Id, draft.Resumed));
        draft.Problems.AddRange(await new SpecsInTheWay(draft.Repository!, target).WithAsync(
            await differences.ConfigureAwait(false), landing, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The programs of the units' agents, and the folder that they will work in.</summary>
    public static Task FindAgentsAsync(PreparationDraft draft, CancellationToken cancellationToken)
    {
        // A configuration with mistakes may be just where an agent's command is.
        if (!draft.Problems.Exists(each => each is { Severity: Severity.Error, File: HostConfig.FileName }))
        {
            var agents = AgentCommands.Resolve(draft.Config, draft.Planned.Select(unit => unit.Provider), draft.Root, draft.Request.Environment("PATH"));
            var reviewers = AgentCommands.ResolveReviewers(draft.Config, draft.Planned.Select(unit => unit.Provider), draft.Root, draft.Request.Environment("PATH"));
            (draft.Agents, draft.Reviewers) = (agents.Commands, reviewers.Commands);
            draft.MissingAgents = [.. agents.Diagnostics.Union(reviewers.Diagnostics)];
            draft.Problems.AddRange(draft.MissingAgents);
        }

        draft.Place = WorktreePlace.Of(draft.Repository!, draft.Config.Worktree.BasePath, draft.Request.Environment);
        if (draft.Place.Problem is { } problem)
        {
            draft.Problems.Add(problem);
        }

        return Task.CompletedTask;
    }

    /// <summary>What would be found only when the agents' work is to be kept or landed is found here.</summary>
    public static async Task CheckRefsAsync(PreparationDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Target is not { } target || draft.Open.IsEmpty)
        {
            return;
        }

        var (repository, leavesBranches) = (draft.Repository!, draft.Request.NoMerge);
        draft.Problems.AddRange(await RefRoom.ProblemsAsync(repository, [.. draft.Open.Select(unit => unit.Id)], leavesBranches, cancellationToken).ConfigureAwait(false));
        if (!leavesBranches && MainCheckouts.Problem(repository, target.Branch) is { } unknown)
        {
            draft.Problems.Add(unknown);
        }
    }

    private static bool IsComplete(string id, RunState? state) => state is not null && state.Unit(id).State == UnitState.Complete;

    /// <summary>Whether a gap of the run was closed before the run had any work of it.</summary>
    private static bool IsClosedByOthers(Unit unit, PreparationDraft draft) =>
        draft.OfBacklog && unit.IsComplete && draft.Resumed!.Unit(unit.Id) is { Tip: null, PullRequest: null, State: not UnitState.Complete };

    private static string ProviderOf(Unit unit, PreparationDraft draft) =>
        ProviderChoice.Of(draft.Request.ForcedProvider, unit.Provider, draft.Request.Provider, draft.Config.Provider).Name;

    /// <summary>A unit as a run knows it.</summary>
    /// <param name="unit">Its spec.</param>
    /// <param name="ids">Ids of the run's units: dependencies on others are satisfied.</param>
    /// <param name="provider">Its agent.</param>
    public static PlannedUnit Planned(Unit unit, IReadOnlySet<string> ids, string provider) => new(
        unit.Id,
        unit.Path,
        [.. unit.DependsOn.Where(ids.Contains)],
        provider,
        [.. unit.Tasks.Select(task => new PlannedTask(task.Number, task.Title, task.File, task.Status == SpecStatus.Complete))])
    {
        Plan = unit.Text is null ? null : unit.PlanPath,
        DependsOnAt = unit.DependsOnAt,
        Priority = unit.Priority,
        Effort = unit.Effort,
        Locks = unit.Locks.IsEmpty ? null : unit.Locks,
        Issue = unit.Issue?.ToString(),
    };
}
