using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Forge;
using Choo.Core.Ports;
using Choo.Core.State;

namespace Choo.Core.Routes;

/// <summary>
/// Ends a run of a feature: its branch is pushed, and one pull request to the target lists its units. Every step looks before it makes
/// something, so it may be cut off anywhere and done again, by this run or by a later one.
/// </summary>
/// <param name="context">What pull requests are brought on with.</param>
/// <param name="feature">The feature.</param>
public sealed class FeaturePullRequest(PullRequestContext context, FeatureBranch feature)
{
    private readonly ForgePatience patience = context.Patience;

    /// <summary>Proposes it; why that could not be done, null when it is done or there is nothing to propose.</summary>
    /// <param name="units">The run's units, all of them complete.</param>
    /// <param name="events">Where to report.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Diagnostic?> ProposeAsync(IReadOnlyList<UnitProgress> units, IEvents events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(events);
        try
        {
            if (await PushAsync(cancellationToken).ConfigureAwait(false) is { } commit)
            {
                await ProposeAsync(commit, units, events, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                Tell(events, $"{feature.Target} on the remote has all of {feature.Branch}: there is nothing to propose");
            }

            return null;
        }
        catch (PortException failure)
        {
            return failure.Diagnostic;
        }
    }

    /// <summary>The commit that the feature's branch is at on the remote now; null when the target there has all of it.</summary>
    private async Task<string?> PushAsync(CancellationToken cancellationToken)
    {
        var here = await context.Landing.TipAsync(cancellationToken).ConfigureAwait(false);
        var target = await patience.ReachAsync(token => context.Remote.FetchAsync(feature.Target, token), cancellationToken).ConfigureAwait(false)
            ?? throw new PortException(DiagnosticCodes.TargetNotPushed.Because($"the remote has no branch {feature.Target}: push it and resume"));
        if (await context.Landing.ContainsAsync(target, here, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var there = await patience.ReachAsync(token => context.Remote.FetchAsync(feature.Branch, token), cancellationToken).ConfigureAwait(false);
        if (there != here
            && ((there is not null && !await context.Landing.ContainsAsync(here, there, cancellationToken).ConfigureAwait(false))
                || !await patience.ReachAsync(token => context.Remote.AdvanceAsync(feature.Branch, here, token), cancellationToken).ConfigureAwait(false)))
        {
            throw new PortException(DiagnosticCodes.FeatureMoved.Because($"the remote's {feature.Branch} has commits that the branch here lacks: merge them into it and resume"));
        }

        return here;
    }

    private async Task ProposeAsync(string commit, IReadOnlyList<UnitProgress> units, IEvents events, CancellationToken cancellationToken)
    {
        var since = context.Clock.GetUtcNow();
        while (true)
        {
            var found = await FindAsync(cancellationToken).ConfigureAwait(false);
            if (found.FirstOrDefault(each => each.State == PullRequestState.Open) is { } open)
            {
                await UpdateAsync(open, commit, units, events, cancellationToken).ConfigureAwait(false);
                return;
            }

            if (found.FirstOrDefault(each => each.HeadCommit == commit) is { } over)
            {
                if (over.State == PullRequestState.Closed)
                {
                    throw new PortException(DiagnosticCodes.PullRequestClosed.Because($"{feature.Branch}: pull request #{over.Key.Number} ({over.Url}) was closed without a merge; open it again and resume"));
                }

                Tell(events, $"{feature.Branch} has nothing new since its pull request #{over.Key.Number} ({over.Url}) was merged: there is nothing to propose");
                return;
            }

            var body = Redacted(FeatureDescription.Write(feature, units, context.Run.Units, await PullRequestTemplate.OfRepositoryAsync(context.Texts, commit, cancellationToken).ConfigureAwait(false) ?? ""));
            switch (await context.Forge.PullRequests.CreateAsync(new NewPullRequest(feature.Branch, feature.Target, $"Feature {feature.Name}", body, context.Config.IsDraft), cancellationToken).ConfigureAwait(false))
            {
                case ForgeAnswer<PullRequest>.Ok { Value: var made }:
                    await new PullRequestDress(context).PutOnAsync(made.Key, problem => events.Post(null, null, new DiagnosticReported(problem)), cancellationToken).ConfigureAwait(false);
                    await events.PostDurablyAsync(null, null, new FeatureProposed(made.Key.Number, made.Url, feature.Branch, feature.Target, commit)).ConfigureAwait(false);
                    return;
                case { Problem: ForgeFailure.AlreadyExists }:
                    // Made by a request whose answer was lost, and not to be found yet.
                    await patience.PauseAsync(new ForgeFailure.Unavailable($"the pull request of {feature.Branch} cannot be found"), since, cancellationToken).ConfigureAwait(false);
                    break;
                case var failed:
                    await patience.PauseAsync(failed.Problem!, since, cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    /// <summary>Those of the feature to its target, newest first; an open one that is not choo's is in the way.</summary>
    private async Task<ImmutableArray<PullRequest>> FindAsync(CancellationToken cancellationToken)
    {
        var found = await patience.ReadAsync(token => context.Forge.PullRequests.FindAsync(feature.Branch, token), cancellationToken).ConfigureAwait(false);
        var mark = FeatureDescription.MarkOf(feature);
        var toTarget = found.Where(each => each.Base == feature.Target).ToArray();
        return toTarget.FirstOrDefault(each => each.State == PullRequestState.Open && !each.Body.Contains(mark, StringComparison.Ordinal)) is { } foreign
            ? throw new PortException(DiagnosticCodes.PullRequestChanged.Because($"{feature.Branch} has pull request #{foreign.Key.Number} already, which is not choo's; put {mark} into its description, and choo writes its units there"))
            : [.. toTarget.Where(each => each.Body.Contains(mark, StringComparison.Ordinal))];
    }

    private async Task UpdateAsync(PullRequest open, string commit, IReadOnlyList<UnitProgress> units, IEvents events, CancellationToken cancellationToken)
    {
        var body = Redacted(FeatureDescription.Write(feature, units, context.Run.Units, open.Body.ReplaceLineEndings("\n")));
        if (body != open.Body
            && await patience.DoAsync(token => context.Forge.PullRequests.UpdateAsync(open.Key, new PullRequestChange { Body = body }, token), cancellationToken).ConfigureAwait(false) is { } failure)
        {
            throw new PortException(ForgeDiagnostics.Of(failure, context.Forge.Repository));
        }

        await events.PostDurablyAsync(null, null, new FeatureUpdated(open.Key.Number, open.Url, feature.Branch, feature.Target, commit)).ConfigureAwait(false);
    }

    private static void Tell(IEvents events, string what) => events.Post(null, null, new DiagnosticReported(DiagnosticCodes.FeatureLeft.Because(what)));

    private string Redacted(string body) => context.Run.Redactor.Redact(body);
}
