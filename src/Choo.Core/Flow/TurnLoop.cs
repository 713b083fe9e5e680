using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.Events;
using Choo.Core.Ports;

namespace Choo.Core.Flow;

/// <summary>
/// The one loop of turns, whatever they are for: a prompt, a turn of the agent, choo's judgement of what it left, and again until that is
/// accepted or the attempts are used up.
/// </summary>
internal sealed class TurnLoop(UnitScope scope, Worktree worktree, TurnKind kind)
{
    private readonly TurnWork work = new(scope, worktree);

    /// <summary>Makes attempts until one is accepted.</summary>
    /// <param name="first">The first attempt; when its number is above the kind's attempts, none is made.</param>
    /// <param name="unjudged">A turn that ended before a crash and takes the first attempt's place; null when there is none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<StageResult> RunAsync(TurnAttempt first, AgentDone? unjudged, CancellationToken cancellationToken)
    {
        FailedAttempt? last = null;
        for (var attempt = first; attempt.Number <= kind.Attempts;)
        {
            var result = unjudged is null ? await TakeAsync(attempt, cancellationToken).ConfigureAwait(false) : new TurnResult.Ended(unjudged);
            unjudged = null;
            if (result is TurnResult.Refused refused)
            {
                return refused.Result;
            }

            var turn = ((TurnResult.Ended)result).Turn;
            if (await JudgeAsync(turn, cancellationToken).ConfigureAwait(false) is not TurnJudgement.Rejected rejected)
            {
                Post(kind.ReportAccepted(attempt.Number));
                return StageResult.Success;
            }

            last = new FailedAttempt(attempt.Number, rejected.Failure, turn.Outcome);
            var again = IsRetried(attempt.Number, kind.Attempts, turn.Outcome.Verdict);
            Post(kind.ReportRejected(attempt.Number, rejected.Failure, again));
            if (!again)
            {
                break;
            }

            attempt = new TurnAttempt(attempt.Number + 1) { Failure = rejected.Failure, Undone = rejected.Undone };
        }

        return new StageResult.Failed(last is { Outcome.Verdict: AgentVerdict.NotStarted } ? AgentTurn.Explain(scope, kind.Agent ?? scope.Agent, kind.Task, last) : kind.Exhausted(last));
    }

    /// <summary>Whether another attempt follows one that was not accepted. An agent that did not start would not start the next time either.</summary>
    private static bool IsRetried(int attempt, int attempts, AgentVerdict verdict) => attempt < attempts && verdict != AgentVerdict.NotStarted;

    private void Post(ImmutableArray<EventData> events)
    {
        foreach (var data in events)
        {
            scope.Post(data, kind.Task);
        }
    }

    /// <summary>One turn of the agent.</summary>
    private async Task<TurnResult> TakeAsync(TurnAttempt attempt, CancellationToken cancellationToken)
    {
        var prompt = await kind.PromptAsync(attempt, cancellationToken).ConfigureAwait(false);
        return await new AgentTurn(kind.Purpose, kind.Agent ?? scope.Agent, kind.Task, attempt.Number, prompt).RunAsync(scope, worktree, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>choo's look at what a turn left, with the gates that it runs: no agent works for this unit meanwhile.</summary>
    private async Task<TurnJudgement> JudgeAsync(AgentDone turn, CancellationToken cancellationToken)
    {
        await work.PutBackHeadAsync(kind.Task, cancellationToken).ConfigureAwait(false);
        return await kind.JudgeAsync(turn, cancellationToken).ConfigureAwait(false);
    }
}
