using System.Collections.Immutable;
using Choo.Adapters.Git;
using Choo.Core.Diagnostics;

namespace Choo.Engine;

/// <summary>
/// The one way to get ready, for <c>plan</c>, <c>doctor</c>, <c>run --dry-run</c>, <c>run</c> and <c>resume</c>: it finds what a run needs, starts
/// nothing and changes nothing. A problem ends no other step, so that all are reported at once.
/// </summary>
internal static class RunPreparation
{
    private static readonly ImmutableArray<PreparationStep> Steps =
    [
        new(PreparationPurpose.Any, ReadConfigAsync),
        new(PreparationPurpose.Resume, RunLand.CheckAsync),
        new(PreparationPurpose.Committed, FindTargetAsync),
        new(PreparationPurpose.Committed, CheckRepositoryAsync),
        new(PreparationPurpose.Plan, SpecPreparation.ReadWorkingTreeAsync),
        new(PreparationPurpose.Committed, SpecPreparation.ReadCommitAsync),
        new(PreparationPurpose.Any, UnitPreparation.PlanAsync),
        new(PreparationPurpose.Committed, UnitPreparation.CheckCheckoutAsync),
        new(PreparationPurpose.Committed, UnitPreparation.FindAgentsAsync),
        new(PreparationPurpose.Committed, UnitPreparation.CheckRefsAsync),
        new(PreparationPurpose.DryRun | PreparationPurpose.Run, EarlierRun.CheckAsync),
    ];

    /// <summary>Takes the steps that its purpose needs.</summary>
    public static async Task<Preparation> PrepareAsync(PreparationDraft draft, CancellationToken cancellationToken)
    {
        foreach (var step in Steps.Where(step => step.For.HasFlag(draft.Purpose)))
        {
            await step.TakeAsync(draft, cancellationToken).ConfigureAwait(false);
        }

        return draft.Result();
    }

    private static Task ReadConfigAsync(PreparationDraft draft, CancellationToken cancellationToken)
    {
        (draft.Config, var problems) = HostConfig.Read(draft.Root, draft.Request, cancellationToken);
        draft.Problems.AddRange(problems);
        draft.TasksDir = draft.Resumed?.Started.TasksDir ?? HostPaths.TasksDir(draft.Request, draft.Root);
        return Task.CompletedTask;
    }

    private static async Task FindTargetAsync(PreparationDraft draft, CancellationToken cancellationToken)
    {
        (draft.Target, var problem) = await Target.FindAsync(draft.Repository!, draft.Request.Target ?? draft.Config.TargetBranch, cancellationToken).ConfigureAwait(false);
        if (problem is not null)
        {
            draft.Problems.Add(problem);
        }

        if (draft is { Target: { } target, Request.Feature: { } name })
        {
            (draft.Feature, draft.Target, var unusable) = await FeatureStart.FindAsync(draft.Repository!, draft.Config.Feature.BranchPrefix, name, target, cancellationToken).ConfigureAwait(false);
            draft.Problems.AddRange(unusable is null ? [] : [unusable]);
        }
    }

    private static Task CheckRepositoryAsync(PreparationDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Repository!.IsShallow)
        {
            draft.Problems.Add(DiagnosticCodes.ShallowClone.Because("this is a shallow clone: merges that need older history will fail; `git fetch --unshallow` fetches it"));
        }

        if (FreeDisk.Problem(draft.Root) is { } little)
        {
            draft.Problems.Add(little);
        }

        draft.Problems.AddRange(WritableRepository.Problems(draft.Repository));
        return Task.CompletedTask;
    }
}
