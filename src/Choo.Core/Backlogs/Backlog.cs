using System.Collections.Immutable;
using Choo.Core.Diagnostics;

namespace Choo.Core.Backlogs;

/// <summary>A backlog: its gaps in the order of files and places, and every problem found in it.</summary>
/// <param name="Gaps">The gaps that have an id; of several with one id each is there and ambiguous.</param>
/// <param name="Diagnostics">Problems in order of file, line and column.</param>
public sealed record Backlog(ImmutableArray<Gap> Gaps, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Whether any problem is an error.</summary>
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);
}
