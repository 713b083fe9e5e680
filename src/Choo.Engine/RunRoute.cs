using System.Collections.Immutable;
using Choo.Adapters.Forge;
using Choo.Adapters.Forge.GitHub;
using Choo.Adapters.Git;
using Choo.Adapters.Processes;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Flow;
using Choo.Core.Forge;
using Choo.Core.Ports;
using Choo.Core.Routes;

namespace Choo.Engine;

/// <summary>The route by which a run's units land, with the forge where it needs one.</summary>
internal sealed class RunRoute : IDisposable
{
    private readonly GitHubForge? forge;

    private RunRoute(ILandingRoute route, GitHubForge? forge) => (Route, this.forge) = (route, forge);

    /// <summary>It.</summary>
    public ILandingRoute Route { get; }

    /// <summary>Makes it; throws <see cref="PortException"/> when it needs a forge and there is none, or no token for it.</summary>
    public static async Task<RunRoute> OpenAsync(RunStart start, RunContext context, TargetHistory history, CancellationToken cancellationToken)
    {
        var target = start.Resources.Target;
        if (context.NoMerge)
        {
            return new RunRoute(new BranchRoute(target), null);
        }

        if (context.Config.Land != LandingWay.PullRequest)
        {
            return new RunRoute(new MergeRoute(target, history, context.Target), null);
        }

        var repository = start.Inputs.Repository;
        var feature = FeatureEnd.BranchOf(start.State.Started);
        var followed = feature?.Target ?? context.Target;
        var remote = await ForgeRemotes.FindAsync(repository, followed, cancellationToken).ConfigureAwait(false)
            ?? throw new PortException(DiagnosticCodes.NoForge.Because("the repository has no remote to push to; add one, or set land to merge"));
        var opening = new ForgeOpening(repository, context.Config.GitHub, start.Request.Variables ?? ChildEnvironment.Own()) { Version = start.Request.Version, Clock = start.Request.Clock };
        var (forge, token, problem) = await opening.OpenAsync(followed, cancellationToken).ConfigureAwait(false);
        if (forge is null || token is null)
        {
            throw new PortException(problem!);
        }

        start.Resources.Secrets.Learn(token);
        return new RunRoute(
            new PullRequestRoute(new PullRequestContext
            {
                Run = context,
                Forge = forge,
                Feature = feature,
                Texts = new CommitTexts(repository, start.Resources.Store),
                Opened = start.State.Units.Where(unit => unit.PullRequest?.Number is not null).ToImmutableDictionary(unit => unit.Id, unit => unit.PullRequest!.Number!.Value),
                Remote = RemoteOf(repository.Git, remote, forge.Repository, token),
                Source = start.Inputs.Source,
                Landing = target,
                History = history,
                Clock = start.Request.Clock,
            }),
            forge);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        (Route as IDisposable)?.Dispose();
        forge?.Dispose();
    }

    /// <summary>A remote with the token that its forge takes.</summary>
    internal static GitRemote RemoteOf(GitCall git, ForgeRemote remote, ForgeRepository place, ForgeToken token) =>
        new(git, remote.Name, remote.Pushed.Append(remote.Address).Select(address => TokenHelper.With(git, address, place.Host, token.Value)).FirstOrDefault(given => given is not null));
}
