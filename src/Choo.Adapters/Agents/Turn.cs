using Choo.Adapters.Processes;
using Choo.Core.Agents;

namespace Choo.Adapters.Agents;

/// <summary>One turn while it runs: passes on what the agent prints and ends it early when its provider rejects its credentials.</summary>
internal sealed class Turn(AgentReader reader, Action<AgentEvent> observe, CancellationToken halt, CancellationToken cancellationToken) : IDisposable
{
    private readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(halt, cancellationToken);
    private bool stopped;

    public CancellationToken Token => stop.Token;

    public LineMeaning Read(ReadOnlyMemory<byte> line)
    {
        reader.Feed(line.Span, observe);
        if (reader.IsRejected && !stopped)
        {
            stopped = true;

            // Not Cancel: the thread that reads all processes must not run what hangs on the token.
            _ = stop.CancelAsync();
        }

        return reader.FinalEventSeen ? LineMeaning.Final : LineMeaning.More;
    }

    public AgentOutcome End(ProcessOutcome outcome, DateTimeOffset at) => reader.End(new AgentEnd
    {
        ExitCode = outcome.ExitCode,
        DurationMs = (long)outcome.Duration.TotalMilliseconds,
        ErrorTail = outcome.Stderr.End(2_000),
        TimedOut = outcome.TimedOut,
        Silent = outcome.Silent,
        Halted = outcome.Cancelled && halt.IsCancellationRequested,
        EndedAt = at,
    });

    public void Dispose() => stop.Dispose();
}
