using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Tool.Cli;

namespace Choo.Tool.Output;

/// <summary>Several views as one. A view that throws (a closed terminal, a full disk, a fault of its own) is dropped: paid work does not end for want of a view.</summary>
internal sealed class ViewGroup(TextWriter error, params IRunView[] views) : IRunView
{
    private readonly List<IRunView> open = [.. views];

    /// <inheritdoc/>
    public void OnDiagnostics(IReadOnlyList<Diagnostic> diagnostics) => Tell(view => view.OnDiagnostics(diagnostics));

    /// <inheritdoc/>
    public void OnEvent(RunEvent e, RunState state) => Tell(view => view.OnEvent(e, state));

    /// <inheritdoc/>
    public void OnStopping(string signal) => Tell(view => view.OnStopping(signal));

    /// <inheritdoc/>
    public void Dispose() => Tell(view => view.Dispose());

    private void Tell(Action<IRunView> tell)
    {
        IRunView[] now;
        lock (open)
        {
            now = [.. open];
        }

        foreach (var view in now)
        {
            try
            {
                tell(view);
            }
#pragma warning disable CA1031 // The boundary between a run and those who watch it; see above.
            catch (Exception broken)
#pragma warning restore CA1031
            {
                Drop(view, broken);
            }
        }
    }

    private void Drop(IRunView view, Exception broken)
    {
        lock (open)
        {
            open.Remove(view);
        }

        if (broken is not (IOException or ObjectDisposedException))
        {
            error.WriteLine(FaultFile.Report(broken, [view.GetType().Name]).ToString());
        }
    }
}
