using System.Globalization;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Forge;
using Choo.Core.Ports;

namespace Choo.Core.Routes;

/// <summary>Follows an open pull request until it landed, needs a turn or a proof, or waits for a person.</summary>
internal sealed class PullRequestWatch(PullRequestContext context, PullRequestPoller poller, ForgeFacts facts, EarlierChecks earlier, PullRequestLanding landing, PullRequestStack stack, PullRequestLog log)
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2);

    private readonly ForgePatience patience = context.Patience;
    private DateTimeOffset? refusedSince;
    private string? notRebased;
    private bool hasLeftQueue;
    private string? toldOfChecks;

    private int Number => log.Known.Number!.Value;

    /// <summary>Returns when the unit is done here; what became of it is in its events.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var since = context.Clock.GetUtcNow();
        while (true)
        {
            var view = await ViewAsync(since, stop).ConfigureAwait(false);
            var decision = PullRequestJudge.Decide(view);
            if (view.HasBase is null && decision is PullRequestDecision.Merge or PullRequestDecision.Update)
            {
                view = view with { HasBase = await HasBaseAsync(view, stop).ConfigureAwait(false) };
                decision = PullRequestJudge.Decide(view);
            }

            if (PullRequestJudge.TakesChecksAsAll(view, decision))
            {
                view = view with { Awaited = await earlier.AwaitedAsync(log.Known, stop).ConfigureAwait(false) };
                decision = PullRequestJudge.Decide(view);
                TellOfChecks(view, decision);
            }

            hasLeftQueue = !view.Snapshot.IsInMergeQueue && log.Known.Queued == log.Known.Commit;
            refusedSince = decision is PullRequestDecision.Merge or PullRequestDecision.Enqueue ? refusedSince : null;
            await TellStatusAsync(view, decision).ConfigureAwait(false);
            if (await DoAsync(view, decision, stop).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    private Task<bool> HasBaseAsync(PullRequestView view, CancellationToken stop) => view.Below is { } below
        ? context.Landing.ContainsAsync(log.Known.Commit, below.PullRequest.Commit, stop)
        : landing.HasBaseAsync(log.Known.Commit, stop);

    private async Task<PullRequestView> ViewAsync(DateTimeOffset since, CancellationToken stop)
    {
        var snapshot = await SnapshotAsync(stop).ConfigureAwait(false);
        var (me, repository, asked) = await facts.ReadAsync(stop).ConfigureAwait(false);
        var rules = Allowed(asked, repository);
        var checks = CheckVerdict.NeedsChecks(snapshot, rules)
            ? await patience.ReadAsync(token => context.Forge.Checks.OfAsync(snapshot.HeadCommit, token), stop).ConfigureAwait(false)
            : null;
        return new PullRequestView
        {
            Unit = log.Unit.Id,
            Snapshot = snapshot,
            Known = log.Known,
            Base = context.Base,
            Below = stack.Below(log.Known),
            Rules = rules,
            Checks = checks,
            Me = me,
            IsPublic = repository.IsPublic,
            HasLeftQueue = hasLeftQueue,
            CannotRebase = notRebased == log.Known.Commit,
            Since = since,
            Now = context.Clock.GetUtcNow(),
            Config = context.Config,
            Review = context.Review,
        };
    }

    /// <summary>A forge may not know for a while what was opened a moment ago.</summary>
    private async Task<PullRequestSnapshot> SnapshotAsync(CancellationToken stop)
    {
        while (true)
        {
            if (await poller.NextAsync(Number, stop).ConfigureAwait(false) is { } snapshot)
            {
                return snapshot;
            }

            if (context.Clock.GetUtcNow() - log.Known.PushedAt is var age && (age > Late || age < TimeSpan.Zero))
            {
                throw new PortException(ForgeDiagnostics.Of(new ForgeFailure.NotFound($"pull request #{Number}"), context.Forge.Repository));
            }
        }
    }

    /// <summary>The ways of merging that the branch's rules and the repository's settings both allow.</summary>
    private static BranchRules Allowed(BranchRules rules, RepositoryFacts repository) =>
        repository.MergeMethods.IsEmpty ? rules
        : rules with { MergeMethods = rules.MergeMethods is { IsEmpty: false } some ? [.. some.Where(repository.MergeMethods.Contains)] : repository.MergeMethods };

    /// <summary>Records what reviewers say where that changed.</summary>
    private async Task TellStatusAsync(PullRequestView view, PullRequestDecision decision)
    {
        var status = decision switch
        {
            PullRequestDecision.Wait wait => wait.Status,
            PullRequestDecision.Merge or PullRequestDecision.Enqueue when view.Review.IsRequired => PullRequestStatus.Approved,
            _ => log.Known.Status,
        };
        if (status != log.Known.Status)
        {
            await log.PostAsync(new PullRequestReviewed(Number, status)).ConfigureAwait(false);
        }
    }

    /// <summary>Says once for each head which checks it waits for, and which of them it did not wait for any longer.</summary>
    private void TellOfChecks(PullRequestView view, PullRequestDecision decision)
    {
        if (view.Awaited is not { Unreported: { IsEmpty: false } missing } awaited)
        {
            return;
        }

        var what = $"{log.Unit.Id}: pull request #{Number} ({log.Known.Url}) has no report of {string.Join(", ", missing)}, which ran on {(awaited.OfHead ? "its commit before" : context.Base)}";
        var minutes = (int)context.Config.CheckStart.TotalMinutes;
        if (decision is not PullRequestDecision.Wait)
        {
            earlier.Forget(missing);
            if (awaited.OfHead || toldOfChecks == log.Known.Commit)
            {
                log.Note(DiagnosticCodes.CheckNotReported.Because(string.Create(CultureInfo.InvariantCulture, $"{what}; it was waited for {minutes} minutes, and what there is is green")));
            }
        }
        else if (toldOfChecks != log.Known.Commit)
        {
            toldOfChecks = log.Known.Commit;
            log.Note(DiagnosticCodes.CheckNotReported.Because(string.Create(CultureInfo.InvariantCulture, $"{what}; it is waited for up to {minutes} minutes from the push")));
        }
    }

    /// <summary>Carries out a decision; true when the unit is done here.</summary>
    private async Task<bool> DoAsync(PullRequestView view, PullRequestDecision decision, CancellationToken stop)
    {
        switch (decision)
        {
            case PullRequestDecision.Answer answer:
                var items = await new CheckDetails(context).AddAsync(answer.Items, view.Checks, stop).ConfigureAwait(false);
                await log.PostAsync(new PullRequestFeedback(Number, answer.Round, answer.Seen, items)).ConfigureAwait(false);
                return true;
            case PullRequestDecision.Update:
                var onto = view.Below?.PullRequest.Commit ?? await landing.FollowBaseAsync(stop).ConfigureAwait(false);
                await log.PostAsync(new PullRequestOutdated(Number, onto)).ConfigureAwait(false);
                return true;
            case PullRequestDecision.Retarget:
                await RetargetAsync(view.Snapshot.Base, stop).ConfigureAwait(false);
                return true;
            case PullRequestDecision.Merge merge:
                return await MergeAsync(merge, stop).ConfigureAwait(false);
            case PullRequestDecision.Enqueue enqueue:
                await EnqueueAsync(view.Snapshot.Key, enqueue.Commit, stop).ConfigureAwait(false);
                return false;
            case PullRequestDecision.Confirm confirm:
                await landing.CompleteAsync(log, confirm.Commit, stop).ConfigureAwait(false);
                return true;
            case PullRequestDecision.GiveUp giveUp:
                log.Wait(giveUp.Diagnostic);
                return true;
            default:
                return false;
        }
    }

    /// <summary>What it stood on has landed: the target is its base now, and it is proved on top of that.</summary>
    private async Task RetargetAsync(string from, CancellationToken stop)
    {
        if (from != context.Base && await landing.RetargetAsync(Number, stop).ConfigureAwait(false) is { } refused)
        {
            throw new PortException(ForgeDiagnostics.Of(refused, context.Forge.Repository));
        }

        var onto = await landing.FollowBaseAsync(stop).ConfigureAwait(false);
        await log.PostAsync(new PullRequestOutdated(Number, onto) { Base = context.Base }).ConfigureAwait(false);
    }

    /// <summary>A merge whose answer was lost is not made again before the forge was looked at.</summary>
    private async Task<bool> MergeAsync(PullRequestDecision.Merge merge, CancellationToken stop)
    {
        var request = new PullRequestMerge(Number, merge.Commit, merge.Method);
        switch (await landing.MergeAsync(log.Unit.Id, request, stop).ConfigureAwait(false))
        {
            case null:
                return false;
            case ForgeAnswer<string>.Ok merged:
                await landing.CompleteAsync(log, merged.Value, stop).ConfigureAwait(false);
                return true;
            case { Problem: ForgeFailure.NotRebaseable not } when notRebased != log.Known.Commit:
                // A rebase replays commits without the merges between them. Where no other way is allowed it is refused again, which a person has to know.
                notRebased = log.Known.Commit;
                log.Note(DiagnosticCodes.NotRebased.Because($"{log.Unit.Id}: pull request #{Number} ({log.Known.Url}) is not rebased: {not.Message}; it is merged in another way that the branch allows"));
                return false;
            case { Problem: ForgeFailure.StaleHead or ForgeFailure.NotMergeable } refused:
                Bound(refused.Problem!);
                return false;
            case var failed:
                await patience.PauseAsync(failed.Problem!, RefusedSince(), stop).ConfigureAwait(false);
                return false;
        }
    }

    private async Task EnqueueAsync(PullRequestKey key, string commit, CancellationToken stop)
    {
        switch (await context.Forge.PullRequests.EnqueueAsync(key, commit, stop).ConfigureAwait(false))
        {
            case null or ForgeFailure.AlreadyExists:
                await log.PostAsync(new PullRequestQueued(Number, commit)).ConfigureAwait(false);
                break;
            case (ForgeFailure.StaleHead or ForgeFailure.NotMergeable) and var refused:
                Bound(refused);
                break;
            case var failed:
                await patience.PauseAsync(failed, RefusedSince(), stop).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>A forge may refuse for a while what it lets pass later: its own view of a push or of the rules is late.</summary>
    private void Bound(ForgeFailure refused)
    {
        if (context.Clock.GetUtcNow() - RefusedSince() >= context.Review.Timeout)
        {
            throw new PortException(ForgeDiagnostics.Of(refused, context.Forge.Repository));
        }
    }

    private DateTimeOffset RefusedSince() => refusedSince ??= context.Clock.GetUtcNow();
}
