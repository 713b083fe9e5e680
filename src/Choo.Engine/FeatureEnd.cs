using Choo.Adapters.Forge;
using Choo.Adapters.Git;
using Choo.Adapters.Processes;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Flow;
using Choo.Core.Ports;
using Choo.Core.Routes;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>The end of a run of a feature: one pull request from its branch to the target, where there is a forge.</summary>
internal sealed class FeatureEnd(RunStart start, RunContext context, TargetHistory history)
{
    /// <summary>The feature of a run; null without one.</summary>
    public static FeatureBranch? BranchOf(RunStarted started) =>
        started is { Feature: { } name, FeatureTarget: { } target } ? new FeatureBranch(name, started.Target, target) : null;

    /// <summary>Proposes it; why that could not be done, null when it is done or there is no forge to do it on.</summary>
    public async Task<Diagnostic?> ProposeAsync(FeatureBranch feature, IEvents events, CancellationToken cancellationToken)
    {
        try
        {
            var repository = start.Inputs.Repository;
            var remote = await ForgeRemotes.FindAsync(repository, feature.Target, cancellationToken).ConfigureAwait(false);
            var opening = new ForgeOpening(repository, context.Config.GitHub, start.Request.Variables ?? ChildEnvironment.Own()) { Version = start.Request.Version, Clock = start.Request.Clock };
            var (forge, token, problem) = await opening.OpenAsync(feature.Target, cancellationToken).ConfigureAwait(false);
            using (forge)
            {
                if (remote is null || problem?.Code == DiagnosticCodes.NoForge.Id)
                {
                    Leave(feature, problem?.Message ?? "the repository has no remote", events);
                    return null;
                }

                // A run that had no unit left to do proposes what earlier ones gathered.
                IReadOnlyList<UnitProgress> units = start.State.Units.Count > 0 ? start.State.Units : EarlierRun.GatheredFor(repository, feature.Name);
                return problem ?? await new FeaturePullRequest(Context(forge!, RunRoute.RemoteOf(repository.Git, remote, forge!.Repository, token!), repository), feature).ProposeAsync(units, events, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (PortException failure)
        {
            return failure.Diagnostic;
        }
    }

    private static void Leave(FeatureBranch feature, string why, IEvents events) => events.Post(null, null, new DiagnosticReported(DiagnosticCodes.FeatureLeft.Because(
        $"the units are on {feature.Branch}, and no pull request was opened: {why}. Merge it yourself: git switch {feature.Target} && git merge {feature.Branch}")));

    private PullRequestContext Context(IForge forge, IRemote remote, Repository repository) => new()
    {
        Run = context,
        Forge = forge,
        Texts = new CommitTexts(repository, start.Resources.Store),
        Remote = remote,
        Source = start.Inputs.Source,
        Landing = start.Resources.Target,
        History = history,
        Clock = start.Request.Clock,
    };
}
