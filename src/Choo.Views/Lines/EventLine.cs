using System.Collections.Immutable;
using Choo.Views.Text;

namespace Choo.Views.Lines;

/// <summary>An event as a line for a person.</summary>
/// <param name="Level">The verbosity from which on it is shown.</param>
/// <param name="Tone">Its colour.</param>
/// <param name="Text">The line.</param>
internal sealed record EventLine(Verbosity Level, Tone Tone, string Text)
{
    /// <summary>Whether it is a diagnostic: printed as it is, without the time before it, because tools read it too.</summary>
    public bool IsDiagnostic { get; init; }

    /// <summary>Lines below it: the gate's diagnostics.</summary>
    public ImmutableArray<string> Details { get; init; } = [];
}
