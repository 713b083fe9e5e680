using Choo.Core.Diagnostics;
using Choo.Core.Running;

namespace Choo.Tool.Output;

/// <summary>A line for each event that matters, without any control sequence: for logs, pipes and CI.</summary>
internal sealed class PlainView(TextWriter output, Verbosity verbosity) : IRunView
{
    private readonly Lock gate = new();
    private readonly SeenDiagnostics seen = new();
    private DateTimeOffset? began;

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
        if (began is null || e.Data is RunResumed)
        {
            began = e.Time;
        }

        var line = EventLines.Of(e, state);
        if (line.Level > verbosity || seen.Contains(e))
        {
            return;
        }

        lock (gate)
        {
            var time = line.IsDiagnostic ? "" : $"[{Amounts.Clock(e.Time - began.Value)}] ";
            output.WriteLine(time + OneLine.Of(line.Text));
            foreach (var detail in line.Details)
            {
                output.WriteLine($"  {OneLine.Of(detail)}");
            }
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
    public void Dispose() => output.Flush();

    private bool Shown(Diagnostic diagnostic) => diagnostic.Severity == Severity.Error || verbosity > Verbosity.Quiet;
}
