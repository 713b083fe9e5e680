using System.Runtime.ExceptionServices;

namespace Choo.Adapters.Processes;

/// <summary>The one place that starts processes.</summary>
public static class ProcessRun
{
    /// <summary>Runs to its end and ends what is left of its tree. Never throws for what the program does; cancelling ends the tree and is an outcome too.</summary>
    public static Task<ProcessOutcome> RunAsync(ProcessSpec spec, LineObserver? observe, CancellationToken cancellationToken)
        => RunAsync(Platform.Current, spec, observe, cancellationToken);

    /// <summary>The fast way for short commands such as git: the whole standard output in memory, no log, no digest, no search for leftovers (a daemon that git starts is meant to stay).</summary>
    public static Task<Capture> CaptureAsync(ProcessSpec spec, CancellationToken cancellationToken)
        => CaptureAsync(Platform.Current, spec, cancellationToken);

    internal static async Task<ProcessOutcome> RunAsync(Platform platform, ProcessSpec spec, LineObserver? observe, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return CancelledBefore;
        }

        var begun = spec.Time.GetTimestamp();
        using var output = new ProcessOutput(spec, observe);
        using var running = new RunningProcess(spec);
        output.Heard = running.Heard;
        output.Final = running.Final;
        output.Continues = running.Continues;
        var started = platform.Start(new() { Spec = spec, Marker = RunningProcess.NewMarker() }, output);
        if (started.Child is not { } child)
        {
            return output.AddTo(NotStarted(started.Problem));
        }

        var outcome = await running.ToItsEndAsync(child, cancellationToken).ConfigureAwait(false);
        var leftovers = await child.EndLeftoversAsync().ConfigureAwait(false);
        Rethrow(output.Failure);
        return output.AddTo(outcome) with { Duration = spec.Time.GetElapsedTime(begun), Leftovers = leftovers };
    }

    internal static async Task<Capture> CaptureAsync(Platform platform, ProcessSpec spec, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return new(CancelledBefore, default, "");
        }

        var begun = spec.Time.GetTimestamp();
        var output = new CaptureOutput(spec);
        using var running = new RunningProcess(spec);
        output.TooMuch = () => running.Stop(ProcessEnd.TooMuchOutput);
        var started = platform.Start(new() { Spec = spec }, output);
        if (started.Child is not { } child)
        {
            return new(NotStarted(started.Problem), default, "");
        }

        var outcome = await running.ToItsEndAsync(child, cancellationToken).ConfigureAwait(false);
        var errors = output.Errors;
        return new(outcome with { Duration = spec.Time.GetElapsedTime(begun), Stderr = errors }, output.Captured, errors.Text);
    }

    private static ProcessOutcome CancelledBefore => new() { End = ProcessEnd.Cancelled, ExitCode = -1, Problem = "cancelled before it was started" };

    private static ProcessOutcome NotStarted(string? problem) => new() { End = ProcessEnd.NotStarted, ExitCode = -1, Problem = problem };

    private static void Rethrow(Exception? failure)
    {
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
