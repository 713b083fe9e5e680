using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Forge;
using Choo.Core.Gates;
using Choo.Core.Ports;
using Choo.Core.Specs;

namespace Choo.Core.Routes;

/// <summary>
/// Brings a proved commit into the unit's pull request: pushed, opened where there is none, and what it answers replied to. Every step looks
/// before it makes something, so it may be cut off anywhere and begun again.
/// </summary>
internal sealed class PullRequestPush(PullRequestContext context, ForgeFacts facts, PullRequestLog log, ImmutableArray<Evidence> proof, PullRequestStack stack)
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    private readonly ForgePatience patience = context.Patience;

    private Unit Unit => context.Run.Units[log.Unit.Id];

    /// <summary>Done when the pull request has the commit and the journal says so.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await CheckBaseAsync(cancellationToken).ConfigureAwait(false);
        await PushAsync(cancellationToken).ConfigureAwait(false);
        if (log.Known.Number is null)
        {
            var opened = await OpenAsync(cancellationToken).ConfigureAwait(false);
            await new PullRequestDress(context).PutOnAsync(opened.Key, log.Note, cancellationToken).ConfigureAwait(false);
            await new FindingsReview(context, facts, log).PostAsync(opened.Key.Number, cancellationToken).ConfigureAwait(false);
            await log.PostAsync(new PullRequestOpened(opened.Key.Number, opened.Url, log.Known.Branch, log.Known.Commit)
            {
                Base = opened.Base == context.Base ? null : opened.Base,
                Stacks = context.Config.Stack ? true : null,
            }).ConfigureAwait(false);
        }
        else
        {
            await new FeedbackReplies(context, facts, log).SendAsync(cancellationToken).ConfigureAwait(false);
            await log.PostAsync(new PullRequestUpdated(log.Known.Number.Value, log.Known.Commit)).ConfigureAwait(false);
        }
    }

    /// <summary>A person's commits that only the target here has must not come out with the unit's.</summary>
    private async Task CheckBaseAsync(CancellationToken cancellationToken)
    {
        // What it stands on was looked at when that was pushed: its own is what it began from.
        var onto = stack.Below(log.Known) is null ? log.Known.Onto : log.Unit.Base ?? log.Known.Onto;
        var tip = await patience.ReachAsync(token => context.Remote.FetchAsync(context.Base, token), cancellationToken).ConfigureAwait(false)
            ?? (context.Feature is { } feature ? await new FeatureBase(context, feature).MakeAsync(cancellationToken).ConfigureAwait(false) : null);
        if (tip is null || !await context.Landing.ContainsAsync(tip, onto, cancellationToken).ConfigureAwait(false))
        {
            throw new PortException(DiagnosticCodes.TargetNotPushed.Because(
                $"{log.Unit.Id} is proved on top of commits of {context.Base} that the remote does not have: push {context.Base} and resume"));
        }
    }

    private async Task PushAsync(CancellationToken cancellationToken)
    {
        var known = log.Known;
        var tip = await patience.ReachAsync(token => context.Remote.TipAsync(known.Branch, token), cancellationToken).ConfigureAwait(false);
        if (tip is not null && !known.Heads.Contains(tip) && (known.Number is not null || !await IsUnitsAsync(tip, cancellationToken).ConfigureAwait(false) || await IsTakenAsync(cancellationToken).ConfigureAwait(false)))
        {
            throw Changed($"the branch {known.Branch} is at {tip}, which choo did not push");
        }

        if (tip != known.Commit)
        {
            await NoteWhatWasSaidAsync(cancellationToken).ConfigureAwait(false);
        }

        if (tip != known.Commit && !await patience.ReachAsync(token => context.Remote.PushAsync(known.Branch, known.Commit, tip, token), cancellationToken).ConfigureAwait(false))
        {
            throw Changed($"somebody moved the branch {known.Branch} while choo pushed to it");
        }
    }

    /// <summary>Who approved while an answer was made has not seen that answer.</summary>
    private async Task NoteWhatWasSaidAsync(CancellationToken cancellationToken)
    {
        if (log.Known is not { Asked: { } asked, Number: { } number } known)
        {
            return;
        }

        var read = await patience.ReadAsync(token => context.Forge.PullRequests.SnapshotAsync([number], token), cancellationToken).ConfigureAwait(false);
        if (read is [var snapshot] && ReviewOpinion.Latest(snapshot, known.AnsweredAt) is var latest && latest > asked.Seen && latest != known.AnsweredAt)
        {
            await log.PostAsync(new PullRequestPushing(known.Branch, known.Commit, known.Onto) { Below = known.Below, Seen = latest }).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a commit on the unit's branch is what choo made of the unit in another run: a person's work is not pushed away.</summary>
    private async Task<bool> IsUnitsAsync(string tip, CancellationToken cancellationToken) =>
        await patience.ReachAsync(token => context.Remote.FetchAsync(log.Known.Branch, token), cancellationToken).ConfigureAwait(false) == tip
        && await context.Landing.UnitOfAsync(tip, cancellationToken).ConfigureAwait(false) == log.Unit.Id;

    /// <summary>Whether the branch has an open pull request that is not this unit's.</summary>
    private async Task<bool> IsTakenAsync(CancellationToken cancellationToken) =>
        (await FindAsync(cancellationToken).ConfigureAwait(false)).Any(each => each.State == PullRequestState.Open && !IsOurs(each));

    private Task<ImmutableArray<PullRequest>> FindAsync(CancellationToken cancellationToken) =>
        patience.ReadAsync(token => context.Forge.PullRequests.FindAsync(log.Known.Branch, token), cancellationToken);

    /// <summary>The open one of this unit, or one that had this very commit; made where there is none.</summary>
    private async Task<PullRequest> OpenAsync(CancellationToken cancellationToken)
    {
        var since = context.Clock.GetUtcNow();
        string? body = null;
        while (true)
        {
            var target = stack.BaseOf(log.Known);
            var found = await FindAsync(cancellationToken).ConfigureAwait(false);
            var ours = found.Where(IsOurs).ToArray();
            if ((ours.FirstOrDefault(each => each.State == PullRequestState.Open) ?? await EndedAsync(ours, cancellationToken).ConfigureAwait(false)) is { } open)
            {
                return open;
            }

            if (found.FirstOrDefault(each => each.State == PullRequestState.Open && each.Base == target) is { } foreign)
            {
                throw Changed($"the branch {log.Known.Branch} has pull request #{foreign.Key.Number} already, which is not choo's");
            }

            body ??= await new PullRequestDescription(context, log, proof, stack.Numbers).WriteAsync(cancellationToken).ConfigureAwait(false);
            var request = new NewPullRequest(log.Known.Branch, target, PullRequestText.TitleOf(Unit), body, context.Config.IsDraft);
            switch (await context.Forge.PullRequests.CreateAsync(request, cancellationToken).ConfigureAwait(false))
            {
                case ForgeAnswer<PullRequest>.Ok ok:
                    return ok.Value;
                case { Problem: ForgeFailure.AlreadyExists }:
                    // Made by a request whose answer was lost, and not to be found yet.
                    await patience.PauseAsync(new ForgeFailure.Unavailable($"the pull request of {log.Known.Branch} cannot be found"), since, cancellationToken).ConfigureAwait(false);
                    break;
                case { Problem: ForgeFailure.Invalid or ForgeFailure.Refused or ForgeFailure.NotFound } when target != stack.BaseOf(log.Known):
                    // What it stands on was merged meanwhile, and its branch is gone.
                    break;
                case { Problem: ForgeFailure.Invalid invalid } when context.Clock.GetUtcNow() - since < Late:
                    // The forge's own view of the branch that was pushed may be late.
                    await patience.PauseAsync(new ForgeFailure.Unavailable(string.Join(", ", invalid.Messages)), since, cancellationToken).ConfigureAwait(false);
                    break;
                case var failed:
                    await patience.PauseAsync(failed.Problem!, since, cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    /// <summary>One that had this very commit and was closed or merged meanwhile; not one whose merge was taken back.</summary>
    private async Task<PullRequest?> EndedAsync(PullRequest[] ours, CancellationToken cancellationToken)
    {
        foreach (var each in ours.Where(each => each.HeadCommit == log.Known.Commit))
        {
            var tip = each.MergeCommit is null ? null : await patience.ReachAsync(token => context.Remote.FetchAsync(context.Base, token), cancellationToken).ConfigureAwait(false);
            if (tip is null || (await context.Landing.MissingAsync(tip, [each.MergeCommit!], cancellationToken).ConfigureAwait(false)).Count == 0)
            {
                return each;
            }
        }

        return null;
    }

    private bool IsOurs(PullRequest pullRequest) => (pullRequest.Base == context.Base || pullRequest.Base == stack.Below(log.Known)?.PullRequest.Branch) && pullRequest.Body.Contains(PullRequestText.MarkOf(log.Unit.Id), StringComparison.Ordinal);

    private PortException Changed(string what) => new(DiagnosticCodes.PullRequestChanged.Because($"{log.Unit.Id}: {what}"));
}
