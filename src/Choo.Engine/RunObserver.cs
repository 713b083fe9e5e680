using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>Notified of a run while it is running. All members are called one at a time.</summary>
public interface IRunObserver
{
    /// <summary>Problems found before anything started, and with an error among them nothing will start; or warnings that came after the run's last event.</summary>
    void OnDiagnostics(IReadOnlyList<Diagnostic> diagnostics);

    /// <summary>An event, after it was journaled; <see cref="AgentActivity"/> events have sequence number 0 and are not journaled.</summary>
    void OnEvent(RunEvent e, RunState state);
}
