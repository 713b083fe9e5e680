using Choo.Core.Diagnostics;
using Choo.Core.Forge;

namespace Choo.Core.Routes;

/// <summary>Labels, reviewers and milestone of a pull request that was opened. That one of them cannot be set keeps no work from landing.</summary>
internal sealed class PullRequestDress(PullRequestContext context)
{
    /// <summary>Puts them on.</summary>
    /// <param name="key">The pull request.</param>
    /// <param name="note">Told of what the forge refuses.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task PutOnAsync(PullRequestKey key, Action<Diagnostic> note, CancellationToken cancellationToken)
    {
        var config = context.Config;
        if (config.Labels.IsEmpty && config.Reviewers.IsEmpty && config.Milestone is null)
        {
            return;
        }

        var change = new PullRequestChange { AddLabels = config.Labels, AddReviewers = config.Reviewers, Milestone = config.Milestone };
        if (await context.Patience.DoAsync(token => context.Forge.PullRequests.UpdateAsync(key, change, token), cancellationToken).ConfigureAwait(false) is { } failure)
        {
            note(ForgeDiagnostics.Of(failure, context.Forge.Repository));
        }
    }
}
