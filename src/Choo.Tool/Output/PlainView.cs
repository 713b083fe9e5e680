using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Views.Lines;
using Choo.Views.Live;
using Choo.Views.Text;

namespace Choo.Tool.Output;

/// <summary>A line for each event that matters, and one after each long silence, without any control sequence: for logs, pipes and CI.</summary>
internal sealed class PlainView : IRunView
{
    private readonly Lock gate = new();
    private readonly SeenDiagnostics seen = new();
    private readonly LiveModel model = new();
    private readonly TextWriter output;
    private readonly Verbosity verbosity;
    private readonly TimeProvider clock;
    private readonly ITimer silence;
    private LiveFrame frame = new();
    private DateTimeOffset? began;
    private bool disposed;

    /// <summary>Begins to print.</summary>
    public PlainView(TextWriter output, Verbosity verbosity, TimeProvider clock)
    {
        (this.output, this.verbosity, this.clock) = (output, verbosity, clock);
        silence = clock.CreateTimer(_ => Beat(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public void OnDiagnostics(IReadOnlyList<Diagnostic> diagnostics)
    {
        seen.Add(diagnostics);
        lock (gate)
        {
            foreach (var diagnostic in diagnostics.Where(Shown))
            {
                output.WriteLine(OneLine.Of(diagnostic.ToString()));
            }
        }
    }

    /// <inheritdoc/>
    public void OnEvent(RunEvent e, RunState state)
    {
        lock (gate)
        {
            if (began is null || e.Data is RunResumed)
            {
                began = e.Time;
                Wait();
            }

            frame = model.Take(e, state);
            var line = EventLines.Of(e, state);
            if (line.Level > verbosity || seen.Contains(e))
            {
                return;
            }

            var time = line.IsDiagnostic ? "" : $"[{Amounts.Clock(e.Time - began.Value)}] ";
            output.WriteLine(time + OneLine.Of(line.Text));
            foreach (var detail in line.Details)
            {
                output.WriteLine($"  {OneLine.Of(detail)}");
            }

            Wait();
        }
    }

    /// <inheritdoc/>
    public void OnStopping(string signal)
    {
        lock (gate)
        {
            output.WriteLine(StopNotice.For(signal));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
        }

        silence.Dispose();
        output.Flush();
    }

    private bool Shown(Diagnostic diagnostic) => diagnostic.Severity == Severity.Error || verbosity > Verbosity.Quiet;

    private void Wait()
    {
        if (!disposed && verbosity > Verbosity.Quiet)
        {
            silence.Change(Heartbeat.Silence, Timeout.InfiniteTimeSpan);
        }
    }

    private void Beat()
    {
        lock (gate)
        {
            if (disposed || began is not { } start)
            {
                return;
            }

            try
            {
                var now = clock.GetUtcNow();
                if (Heartbeat.Text(frame, now) is { } text)
                {
                    output.WriteLine($"[{Amounts.Clock(now - start)}] {OneLine.Of(text)}");
                }
            }
            catch (Exception closed) when (closed is IOException or ObjectDisposedException)
            {
                // On the timer's thread this would end the process; the next event finds out, and the view is dropped.
                return;
            }

            Wait();
        }
    }
}
