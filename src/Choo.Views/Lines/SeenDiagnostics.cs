using Choo.Core.Diagnostics;
using Choo.Core.Events;

namespace Choo.Views.Lines;

/// <summary>What was shown before the start comes again as events of the journal; it is shown once.</summary>
internal sealed class SeenDiagnostics
{
    private readonly HashSet<Diagnostic> seen = [];

    /// <summary>Remembers what is being shown.</summary>
    public void Add(IEnumerable<Diagnostic> diagnostics) => seen.UnionWith(diagnostics);

    /// <summary>Whether an event repeats what was shown already.</summary>
    public bool Contains(RunEvent e) => e.Data is DiagnosticReported noted && seen.Contains(noted.Diagnostic);
}
