using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.State;

namespace Choo.Core.Flow;

/// <summary>
/// Makes git know that what a unit stands on has landed. A squash or a rebase brings the work of a pull request onto the target in other commits: to
/// git the unit that stands on it would then change the same lines once more, and conflict.
/// </summary>
/// <param name="landing">The target.</param>
/// <param name="history">What landed, and as which commits.</param>
/// <param name="message">The message of commits that this makes.</param>
/// <param name="settled">The file that is not merged, as a commit has it.</param>
internal sealed class LandedParents(ILanding landing, TargetHistory history, string message, Func<string, SettledFile?> settled)
{
    /// <summary>A commit with the tree of <paramref name="onto"/> whose history has the commits that <paramref name="tip"/> stands on; <paramref name="onto"/> itself where it has them.</summary>
    public async Task<string> JoinAsync(UnitAssignment unit, string onto, string tip, CancellationToken cancellationToken)
    {
        foreach (var (parent, known) in unit.Parents)
        {
            if (history.LandingOf(parent) is { Tip: { } proved, Commit: var landed } && proved != landed
                && await StandsOnAsync(tip, known, cancellationToken).ConfigureAwait(false)
                && !await landing.ContainsAsync(onto, proved, cancellationToken).ConfigureAwait(false)
                && await landing.ContainsAsync(onto, landed, cancellationToken).ConfigureAwait(false))
            {
                onto = await JoinAsync(onto, landed, proved, cancellationToken).ConfigureAwait(false);
            }
        }

        return onto;
    }

    private async Task<bool> StandsOnAsync(string tip, PullRequestProgress parent, CancellationToken cancellationToken)
    {
        var missing = await landing.MissingAsync(tip, parent.Heads, cancellationToken).ConfigureAwait(false);
        return missing.Count < parent.Heads.Length;
    }

    /// <summary>The proved commit merged into the one that it landed as, which changes nothing there, and that merged onto the target.</summary>
    private async Task<string> JoinAsync(string onto, string landed, string proved, CancellationToken cancellationToken)
    {
        if (await landing.MergeAsync(landed, proved, message, settled(landed), cancellationToken).ConfigureAwait(false) is not MergeOutcome.Merged joined
            || joined.Tree != await landing.TreeOfAsync(landed, cancellationToken).ConfigureAwait(false))
        {
            return onto;
        }

        return onto == landed ? joined.Commit
            : await landing.MergeAsync(onto, joined.Commit, message, settled(onto), cancellationToken).ConfigureAwait(false) is MergeOutcome.Merged both ? both.Commit : onto;
    }
}
