using Choo.Core.Diagnostics;

namespace Choo.Core.State;

/// <summary>How a run ended.</summary>
/// <param name="ExitCode">The process's exit code by the contract: 0, 1, 2, 3, 130, 143.</param>
/// <param name="State">The run's last state, null when it did not start.</param>
/// <param name="RunFolder">The run's folder (journal and logs), null when it did not start.</param>
/// <param name="Diagnostics">What was found before the start.</param>
public sealed record RunReport(int ExitCode, RunState? State, string? RunFolder, IReadOnlyList<Diagnostic> Diagnostics);
