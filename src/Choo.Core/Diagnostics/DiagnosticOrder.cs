using System.Collections.Immutable;

namespace Choo.Core.Diagnostics;

/// <summary>The order in which diagnostics are shown.</summary>
public static class DiagnosticOrder
{
    /// <summary>By file (those without one first), line, column, code and message, all ordinal.</summary>
    public static ImmutableArray<Diagnostic> Sort(IReadOnlyCollection<Diagnostic> diagnostics)
    {
        var sorted = diagnostics.ToArray();
        Array.Sort(sorted, Compare);
        return [.. sorted];
    }

    private static int Compare(Diagnostic left, Diagnostic right)
    {
        var order = string.CompareOrdinal(left.File, right.File);
        order = order != 0 ? order : left.Line.CompareTo(right.Line);
        order = order != 0 ? order : left.Column.CompareTo(right.Column);
        order = order != 0 ? order : string.CompareOrdinal(left.Code, right.Code);
        return order != 0 ? order : string.CompareOrdinal(left.Message, right.Message);
    }
}
