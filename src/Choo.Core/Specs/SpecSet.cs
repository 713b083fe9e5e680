using System.Collections.Immutable;
using Choo.Core.Diagnostics;

namespace Choo.Core.Specs;

/// <summary>Everything read from a tasks folder: the units by id (ordinal), and every problem found on the way.</summary>
/// <param name="Units">Units whose files could be read, in ordinal order of their ids.</param>
/// <param name="Diagnostics">Problems in order of file, line and column; folders that were skipped are among them.</param>
public sealed record SpecSet(ImmutableArray<Unit> Units, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Whether any problem is an error.</summary>
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);

    /// <summary>How many tasks all units have together.</summary>
    public int TaskCount => Units.Sum(unit => unit.Tasks.Length);
}
