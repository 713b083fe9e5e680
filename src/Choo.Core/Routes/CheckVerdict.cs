using System.Collections.Immutable;
using System.Globalization;
using Choo.Core.Agents;
using Choo.Core.Forge;

namespace Choo.Core.Routes;

/// <summary>What the checks of a pull request's head come to. Where the base names required checks, those alone count; otherwise all do.</summary>
/// <param name="Red">Those that failed.</param>
/// <param name="Pending">Those that have not ended.</param>
/// <param name="Missing">Those that are required and that nobody has reported.</param>
internal sealed record CheckVerdict(ImmutableArray<FeedbackItem> Red, ImmutableArray<string> Pending, ImmutableArray<string> Missing)
{
    /// <summary>What a check that has no log says.</summary>
    public const string NoText = "It failed; it gives no details.";

    /// <summary>How long after a push the checks that there are, or that there are none, are not believed to be all: a quick one may have ended before others are reported.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>Whether the head's checks have to be read for a verdict: not where all that there are passed, or there are none.</summary>
    public static bool NeedsChecks(PullRequestSnapshot snapshot, BranchRules rules) => snapshot.Checks is { } all && (all != CheckState.Passed || !rules.RequiredChecks.IsEmpty);

    public bool Passed => Red.IsEmpty && Pending.IsEmpty && Missing.IsEmpty;

    public static CheckVerdict Of(PullRequestView view)
    {
        var rollup = view.Snapshot.Checks;
        var required = view.Rules.RequiredChecks;
        var age = view.Now - view.Known.PushedAt;
        ImmutableArray<string> early = required.IsEmpty && age >= TimeSpan.Zero && age < Grace ? ["checks that may still be reported"] : [];
        if (rollup == CheckState.Passed && required.IsEmpty)
        {
            return new CheckVerdict([], early, []);
        }

        if (rollup is null && view.Checks is null)
        {
            return new CheckVerdict([], early, [.. required.Select(check => check.Name)]);
        }

        if (view.Checks is not { } checks)
        {
            return new CheckVerdict([], ["checks"], []);
        }

        var runs = checks.Runs.Where(run => required.IsEmpty || required.Any(check => check.Name == run.Name && (check.AppId is null || check.AppId == run.AppId))).ToArray();
        var statuses = checks.Statuses.Where(status => required.IsEmpty || required.Any(check => check.Name == status.Context)).ToArray();
        var named = runs.Select(run => run.Name).Concat(statuses.Select(status => status.Context)).ToHashSet(StringComparer.Ordinal);
        return new CheckVerdict(
            [.. runs.Where(run => IsRed(run.State)).Select(Item), .. statuses.Where(status => IsRed(status.State)).Select(Item)],
            [.. runs.Where(run => IsPending(run.State)).Select(run => run.Name), .. statuses.Where(status => IsPending(status.State)).Select(status => status.Context)],
            [.. required.Select(check => check.Name).Where(name => !named.Contains(name))]);
    }

    private static bool IsRed(CheckState state) => state is CheckState.Failed or CheckState.TimedOut or CheckState.Cancelled;

    private static bool IsPending(CheckState state) => state is CheckState.Waiting or CheckState.Running or CheckState.ActionRequired;

    private static FeedbackItem Item(CheckRun run) => new(FeedbackKind.Check, run.Id.ToString(CultureInfo.InvariantCulture), run.Name, NoText);

    private static FeedbackItem Item(CommitStatus status) => new(FeedbackKind.Check, "", status.Context, status.Description.Length > 0 ? status.Description : NoText);
}
