using System.Collections.Immutable;
using System.Globalization;
using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Forge;

namespace Choo.Core.Routes;

/// <summary>Decides the next step of a pull request. The same view gives the same decision.</summary>
public static class PullRequestJudge
{
    private const int MostItems = 30;

    /// <summary>Whether a decision takes it that all checks are there: where the base requires none, those that ran before have to be looked at first.</summary>
    public static bool TakesChecksAsAll(PullRequestView view, PullRequestDecision decision)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Awaited is null && view.Rules.RequiredChecks.IsEmpty
            && (decision is PullRequestDecision.Merge or PullRequestDecision.Enqueue
                || (decision is PullRequestDecision.GiveUp { Diagnostic.Code: var code } && code == DiagnosticCodes.PullRequestReady.Id));
    }

    /// <summary>The next step.</summary>
    public static PullRequestDecision Decide(PullRequestView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var (snapshot, known) = (view.Snapshot, view.Known);
        if (snapshot.State == PullRequestState.Merged)
        {
            return snapshot.MergeCommit is { } merged ? new PullRequestDecision.Confirm(merged) : new PullRequestDecision.Wait(known.Status, "the commit of its merge");
        }

        if (snapshot.State == PullRequestState.Closed)
        {
            return GiveUp(view, DiagnosticCodes.PullRequestClosed, "was closed without a merge; open it again and resume, or take the unit out of the tasks");
        }

        if (snapshot.Base != view.Base && snapshot.Base != known.Base && snapshot.Base != view.Below?.PullRequest.Branch)
        {
            return known.WasStacked && snapshot.Base.StartsWith(PullRequestContext.BranchOf(""), StringComparison.Ordinal)
                ? Wait(view, known.Status, "the forge to see its new base")
                : GiveUp(view, DiagnosticCodes.PullRequestChanged, $"is to be merged into {snapshot.Base} now, and was proved for {view.Base}; set its base back and resume");
        }

        if (snapshot.HeadCommit != known.Commit)
        {
            return known.Heads.Contains(snapshot.HeadCommit)
                ? Wait(view, known.Status, "the forge to see the newest commit")
                : GiveUp(view, DiagnosticCodes.PullRequestChanged, $"is at {Short(snapshot.HeadCommit)}, which choo did not push; {Short(known.Commit)} is what was proved: set the branch back to it (git push --force-with-lease) or merge it yourself, and resume");
        }

        if (known is not { Below: null, Base: null } && view.Below is not { HasLanded: false })
        {
            return new PullRequestDecision.Retarget();
        }

        var opinion = ReviewOpinion.Of(view);
        var checks = CheckVerdict.Of(view);
        ImmutableArray<FeedbackItem> items = [.. opinion.Items, .. checks.Red];
        if (!items.IsEmpty)
        {
            return known.Rounds < view.Config.FeedbackRounds
                ? new PullRequestDecision.Answer(known.Rounds + 1, opinion.Seen, Bound(items))
                : GiveUp(view, DiagnosticCodes.PullRequestRounds, $"still has {Words(items)} after {known.Rounds} rounds of feedback");
        }

        if (view.Below is { } below && (snapshot.Mergeable != Mergeability.Conflicting || snapshot.Base != known.Base))
        {
            return DecideStacked(view, below, opinion.Status, checks);
        }

        return snapshot.Mergeable != Mergeability.Conflicting ? DecideMerge(view, opinion.Status, checks)
            : view.HasBase == true ? Wait(view, opinion.Status, "the forge to see that it merges")
            : new PullRequestDecision.Update();
    }

    /// <summary>What one turn can answer, reviews before all else: threads and checks that are left out are there again in the next round.</summary>
    private static ImmutableArray<FeedbackItem> Bound(ImmutableArray<FeedbackItem> items) => items.Length <= MostItems
        ? items
        : [.. items.OrderBy(item => item.Kind.Known == FeedbackKind.Review ? 0 : 1).Take(MostItems)];

    /// <summary>One that stands on another is merged after it.</summary>
    private static PullRequestDecision DecideStacked(PullRequestView view, StackedOn below, PullRequestStatus status, CheckVerdict checks) =>
        !below.IsStopped ? Wait(view, status, $"the merge of {below.Name}")
            : !view.Config.AutoMerge && status == PullRequestStatus.Approved && checks.Passed
            ? GiveUp(view, DiagnosticCodes.PullRequestReady, $"is approved and green; merge {below.Name} and resume")
            : GiveUp(view, DiagnosticCodes.PullRequestRounds, $"stands on {below.Name}, which {(below.HasFailed ? "failed" : "needs a person first")}");

    private static PullRequestDecision DecideMerge(PullRequestView view, PullRequestStatus status, CheckVerdict checks)
    {
        var (snapshot, known) = (view.Snapshot, view.Known);
        if (!checks.Missing.IsEmpty && view.Now - BeginOf(view) >= view.Config.CheckStart)
        {
            return GiveUp(view, DiagnosticCodes.CheckNeverStarted, $"needs the check {string.Join(", ", checks.Missing)}, which has not started");
        }

        if (snapshot.Base != view.Base)
        {
            return GiveUp(view, DiagnosticCodes.PullRequestChanged, $"is to be merged into {snapshot.Base} and not into {view.Base}; somebody changed that");
        }

        if (snapshot.IsDraft)
        {
            return Wait(view, status, "a person to mark it as ready");
        }

        if ((view.Review.IsRequired && status != PullRequestStatus.Approved) || snapshot.Decision is ReviewDecision.ReviewRequired or ReviewDecision.ChangesRequested)
        {
            return Wait(view, status, "a review");
        }

        if (view.Rules.MustResolveThreads && snapshot.Threads.Any(thread => !thread.IsResolved))
        {
            return Wait(view, status, "its conversations to be resolved");
        }

        if (!checks.Passed)
        {
            return Wait(view, status, string.Join(", ", checks.Pending.Concat(checks.Missing)));
        }

        if (view.Awaited is { } awaited && (!awaited.Running.IsEmpty || (!awaited.Unreported.IsEmpty && view.Now - BeginOf(view) < view.Config.CheckStart)))
        {
            return Wait(view, status, string.Join(", ", awaited.Running.Concat(awaited.Unreported)));
        }

        if (!view.Config.AutoMerge)
        {
            return GiveUp(view, DiagnosticCodes.PullRequestReady, "is approved and green; merge it and resume");
        }

        if (view.Rules.HasMergeQueue || snapshot.HasMergeQueue)
        {
            // A forge may tell of the queue and of the merge at different moments: one look is not believed.
            return snapshot.IsInMergeQueue || (known.Queued == known.Commit && !view.HasLeftQueue) ? Wait(view, status, "the merge queue")
                : known.Queued == known.Commit ? GiveUp(view, DiagnosticCodes.PullRequestRounds, "left the merge queue without a merge; look at its checks, and resume puts it into the queue again")
                : new PullRequestDecision.Enqueue(known.Commit);
        }

        if (snapshot.Mergeable == Mergeability.Unknown)
        {
            return Wait(view, status, "the forge to work out whether it merges");
        }

        return view.HasBase == false ? new PullRequestDecision.Update() : new PullRequestDecision.Merge(known.Commit, MethodOf(view));
    }

    /// <summary>
    /// The configured way of merging where the rules allow it, else the first that they allow. What stood on another is not rebased: it has that
    /// one's commits, and replaying them on their copies conflicts; nor is what the forge cannot rebase.
    /// </summary>
    private static MergeMethod MethodOf(PullRequestView view)
    {
        var cannot = view.Known.WasStacked || view.CannotRebase;
        var wanted = cannot && view.Config.Method == MergeMethod.Rebase ? MergeMethod.Squash : view.Config.Method;
        ImmutableArray<MergeMethod> allowed = view.Rules.MergeMethods ?? [];
        allowed = cannot && allowed.Length > 1 ? allowed.Remove(MergeMethod.Rebase) : allowed;
        return allowed.IsEmpty || allowed.Contains(wanted) ? wanted : allowed[0];
    }

    private static PullRequestDecision Wait(PullRequestView view, PullRequestStatus status, string reason) => view.Now - BeginOf(view) >= view.Review.Timeout
        ? GiveUp(view, DiagnosticCodes.PullRequestTimeout, $"waited {(int)view.Review.Timeout.TotalMinutes} minutes for {reason}")
        : new PullRequestDecision.Wait(status, reason);

    /// <summary>When the wait began: with the newest push of this start of the run, else with the start. A clock that was set back has pushes in the future.</summary>
    private static DateTimeOffset BeginOf(PullRequestView view) =>
        new[] { view.Since, view.Known.PushedAt, view.Below?.PullRequest.PushedAt ?? view.Since }.Where(time => time >= view.Since && time <= view.Now).DefaultIfEmpty(view.Since).Max();

    private static PullRequestDecision.GiveUp GiveUp(PullRequestView view, DiagnosticCode code, string what) =>
        new(code.Because(string.Create(CultureInfo.InvariantCulture, $"{view.Unit}: pull request #{view.Snapshot.Key.Number} ({view.Snapshot.Url}) {what}")));

    private static string Words(ImmutableArray<FeedbackItem> items) =>
        string.Join(", ", items.Select(item => item.Kind.Known == FeedbackKind.Check ? $"the red check {item.Author}" : $"a comment of {item.Author}").Distinct().Take(5));

    private static string Short(string commit) => commit.Length > 10 ? commit[..10] : commit;
}
