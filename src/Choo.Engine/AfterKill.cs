using System.Collections.Immutable;
using Choo.Adapters.Git;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>What git, killed together with choo, left of a landing: looked at before anything else is read, for it makes the checkout look edited.</summary>
internal static class AfterKill
{
    // How much older or younger than the newest event a lock may be that git took just before the kill.
    private static readonly TimeSpan Shortly = TimeSpan.FromMinutes(1);

    /// <summary>Mends it; what was done.</summary>
    public static async Task<ImmutableArray<Diagnostic>> MendAsync(Repository repository, RunState? state, CancellationToken cancellationToken)
    {
        if (state is not { End: null })
        {
            return [];
        }

        var target = state.Started.Target;
        var begun = state.Units.Select(unit => unit.LandingBegun).OfType<(UnitLanding Landing, DateTimeOffset Time)>().OrderBy(each => each.Time).LastOrDefault();
        var (from, to) = (begun.Landing?.Onto ?? "", begun.Landing?.Head ?? "");
        var undone = await HalfForward.UndoAsync(repository, target, from, to, (to.Length > 0 ? begun.Time : state.Newest - Shortly, state.Newest + Shortly), cancellationToken).ConfigureAwait(false);
        return undone.Count == 0
            ? []
            : [DiagnosticCodes.LeftoversEnded.Because(
                $"git was killed while moving the checkout of {target}: {undone.Count} {(undone.Count == 1 ? "file is" : "files are")} again as before, and the landing starts again")];
    }
}
