using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>Notified of a run while it is running. All members are called one at a time.</summary>
public interface IRunObserver
{
    /// <summary>Problems found before anything started; with an error among them nothing will start.</summary>
    void OnDiagnostics(IReadOnlyList<Diagnostic> diagnostics);

    /// <summary>An event, after it was journaled; <see cref="AgentActivity"/> events have sequence number 0 and are not journaled.</summary>
    void OnEvent(RunEvent e, RunState state);
}

/// <summary>How a run ended.</summary>
/// <param name="ExitCode">The process's exit code by the contract: 0, 1, 2, 3, 130, 143.</param>
/// <param name="State">The run's last state, null when it did not start.</param>
/// <param name="RunFolder">The run's folder (journal and logs), null when it did not start.</param>
/// <param name="Diagnostics">What was found before the start.</param>
public sealed record RunReport(int ExitCode, RunState? State, string? RunFolder, IReadOnlyList<Diagnostic> Diagnostics);
