using Choo.Core.Diagnostics;
using Choo.Core.Ports;

namespace Choo.Core.Routes;

/// <summary>The feature's branch on the remote, where no unit is in it yet.</summary>
internal sealed class FeatureBase(PullRequestContext context, FeatureBranch feature)
{
    private readonly ForgePatience patience = context.Patience;

    /// <summary>Makes it where the branch is here, once the remote's target has all of that; returns that commit. Nothing of a person's comes out that they have not pushed.</summary>
    public async Task<string> MakeAsync(CancellationToken cancellationToken)
    {
        var here = await context.Landing.TipAsync(cancellationToken).ConfigureAwait(false);
        var target = await patience.ReachAsync(token => context.Remote.FetchAsync(feature.Target, token), cancellationToken).ConfigureAwait(false);
        if (target is null || !await context.Landing.ContainsAsync(target, here, cancellationToken).ConfigureAwait(false))
        {
            throw new PortException(DiagnosticCodes.TargetNotPushed.Because(
                $"{feature.Branch} has commits that {feature.Target} on the remote lacks: push {feature.Target} and resume; or, if {feature.Branch} was merged there in other commits, delete the branch here or give the feature another name"));
        }

        return await patience.ReachAsync(token => context.Remote.AdvanceAsync(feature.Branch, here, token), cancellationToken).ConfigureAwait(false)
            ? here
            : throw new PortException(DiagnosticCodes.FeatureMoved.Because($"somebody moved {feature.Branch} on the remote while choo made it: resume"));
    }
}
