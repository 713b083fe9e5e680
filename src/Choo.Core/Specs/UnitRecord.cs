using System.Collections.Immutable;

namespace Choo.Core.Specs;

/// <summary>What a unit is worked by, where it is a record of a larger file: the file's other records are none of its business.</summary>
/// <param name="Parts">Its parts by name, ordinal.</param>
public sealed record UnitRecord(ImmutableSortedDictionary<string, string> Parts)
{
    private static readonly ImmutableSortedDictionary<string, string> Nothing = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Names of the parts that are new, gone or another, in ordinal order.</summary>
    /// <param name="before">The record as it was; null when there was none.</param>
    /// <param name="now">The same now; null when it is gone.</param>
    public static ImmutableArray<string> Changed(UnitRecord? before, UnitRecord? now)
    {
        var (old, young) = (before?.Parts ?? Nothing, now?.Parts ?? Nothing);
        return [.. old.Keys.Union(young.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Where(name => old.GetValueOrDefault(name) != young.GetValueOrDefault(name))];
    }
}
