using System.Collections.Immutable;
using Choo.Core.Events;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.State;

namespace Choo.Core.Scheduling;

/// <summary>The proofs that run just now: each can be ended when its commit can no longer land. Touched by the loop alone.</summary>
internal sealed class RunningProofs(ILandingQueue queue, ILandingRunner runner, IEvents events)
{
    private readonly Dictionary<string, CancellationTokenSource> proofs = new(StringComparer.Ordinal);

    /// <summary>The flow of a proof; the queue is told what came of it.</summary>
    public LandingStep.Flow Begin(TrainCommand.Prove prove, ImmutableArray<UnitAssignment> units)
    {
        var cancelled = new CancellationTokenSource();
        proofs[prove.Commit] = cancelled;
        var request = new ProofRequest(prove, units, cancelled.Token);
        return new LandingStep.Flow([.. prove.Units], stop => ProveAsync(request, stop))
        {
            Begins = new BaselineStarted(prove.Commit),
            Broken = () => proofs.Remove(prove.Commit),
        };
    }

    /// <summary>Ends the proof of a commit, if it still runs.</summary>
    public void Cancel(string commit)
    {
        if (proofs.Remove(commit, out var proof))
        {
            proof.Cancel();
        }
    }

    private async Task<Action> ProveAsync(ProofRequest request, CancellationToken stop)
    {
        var prove = request.Proof;
        ProofOutcome outcome;
        try
        {
            outcome = await runner.ProveAsync(request, events, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (request.Cancelled.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return () => { };
        }

        return () =>
        {
            if (!proofs.Remove(prove.Commit))
            {
                // Its commit can no longer land; that came too late to end it.
                return;
            }

            switch (outcome)
            {
                case ProofOutcome.Passed:
                    queue.Passed(prove.Commit);
                    break;
                case ProofOutcome.Failed:
                    queue.Failed(prove.Commit);
                    break;
                default:
                    prove.Units.ToList().ForEach(queue.Leave);
                    break;
            }
        };
    }
}
