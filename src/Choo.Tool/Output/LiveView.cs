using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Views.Lines;
using Choo.Views.Live;
using Choo.Views.Text;
using Spectre.Console;

namespace Choo.Tool.Output;

/// <summary>
/// The view on a terminal: what is under way is redrawn in place at most four times a second, what is over scrolls away above it.
/// No alternate screen; the cursor comes back on every exit.
/// </summary>
internal sealed class LiveView : IRunView
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);
    private readonly Lock gate = new();
    private readonly ToolConsole console;
    private readonly Verbosity verbosity;
    private readonly IAnsiConsole terminal;
    private readonly LiveRegion region;
    private readonly LiveModel model = new();
    private readonly SeenDiagnostics seen = new();
    private readonly TaskCompletionSource over = new();
    private readonly Task display;
    private readonly ITimer timer;
    private LiveDisplayContext? context;
    private LiveFrame frame = new();
    private long drawn;
    private bool stopping;
    private bool disposed;

    /// <summary>Begins to draw.</summary>
    public LiveView(ToolConsole console, Verbosity verbosity)
    {
        (this.console, this.verbosity) = (console, verbosity);
        terminal = LiveConsole.Over(console);
        region = new LiveRegion(console.Color);
        frame = frame with { Began = console.Clock.GetUtcNow() };
        region.Lines = frame.Lines(frame.Began, 80, 3);
        display = new LiveDisplay(terminal, region).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
        {
            context = live;
            await over.Task.ConfigureAwait(false);
        });
        timer = console.Clock.CreateTimer(_ => Redraw(), null, Pace, Pace);
        AppDomain.CurrentDomain.ProcessExit += RestoreCursor;
    }

    /// <inheritdoc/>
    public void OnDiagnostics(IReadOnlyList<Diagnostic> diagnostics)
    {
        lock (gate)
        {
            seen.Add(diagnostics);
            foreach (var diagnostic in diagnostics.Where(each => each.Severity == Severity.Error || verbosity > Verbosity.Quiet))
            {
                Above(diagnostic.Severity == Severity.Error ? Tone.Bad : Tone.Warning, diagnostic.ToString());
            }
        }
    }

    /// <inheritdoc/>
    public void OnEvent(RunEvent e, RunState state)
    {
        lock (gate)
        {
            frame = model.Take(e, state) with { Stopping = stopping };
            if (e.Data is not AgentActivity && !seen.Contains(e) && Scrolls(EventLines.Of(e, state)) is { } line)
            {
                Above(line.Tone, line.IsDiagnostic ? line.Text : $"[{Amounts.Clock(e.Time - frame.Began)}] {line.Text}");
                foreach (var detail in line.Details)
                {
                    Above(Tone.Plain, $"  {detail}");
                }
            }

            if (console.Clock.GetElapsedTime(drawn) >= Pace)
            {
                Draw();
            }
        }
    }

    /// <inheritdoc/>
    public void OnStopping(string signal)
    {
        lock (gate)
        {
            stopping = true;
            frame = frame with { Stopping = true };
            Above(Tone.Warning, StopNotice.For(signal));
            Draw();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            if (disposed)
            {
                return;
            }

            disposed = true;
        }

        timer.Dispose();
        AppDomain.CurrentDomain.ProcessExit -= RestoreCursor;
        over.TrySetResult();
        display.GetAwaiter().GetResult();
    }

    /// <summary>A person sees in the region what is under way: above it goes one step less than the plain view would print.</summary>
    private EventLine? Scrolls(EventLine line) =>
        line.Level < verbosity || line.Level == Verbosity.Quiet || (line.Level == verbosity && line.Tone is Tone.Bad or Tone.Warning) ? line : null;

    private void Above(Tone tone, string text)
    {
        if (!disposed)
        {
            // The whole text: it may wrap, for it is drawn once and scrolls away. Diagnostics must be readable and copied whole.
            terminal.Write(new ScrolledLine(OneLine.Of(text), LiveRegion.StyleOf(tone, console.Color)));
        }
    }

    private void Redraw()
    {
        lock (gate)
        {
            try
            {
                Draw();
            }
#pragma warning disable CA1031 // On the timer's thread an exception would end the process, and with it paid work; the run goes on without a view.
            catch (Exception)
#pragma warning restore CA1031
            {
                disposed = true;
                timer.Dispose();
                over.TrySetResult();
            }
        }
    }

    private void Draw()
    {
        if (disposed)
        {
            return;
        }

        drawn = console.Clock.GetTimestamp();
        // Columns stay free for the ^C that a terminal echoes: one that wraps would shift the region. Two rows stay free for a line above.
        region.Lines = frame.Lines(console.Clock.GetUtcNow(), Math.Max(20, console.Width() - 5), Math.Max(3, console.Height() - 2));
        context?.Refresh();
    }

    private void RestoreCursor(object? sender, EventArgs e) => console.Error.Write("\e[?25h");
}
