using System.Collections.Immutable;
using Choo.Core.Specs;

namespace Choo.Core.Ports;

/// <summary>The units that a source has in a commit, and the texts that they were read from.</summary>
/// <param name="Set">The units and every problem.</param>
/// <param name="Folders">The texts, one folder a unit, by its name; folders that are no unit are among them.</param>
public sealed record UnitsAtCommit(SpecSet Set, ImmutableArray<SpecFolder> Folders)
{
    private readonly Dictionary<string, SpecFolder> byName = Folders.ToDictionary(folder => folder.Name, StringComparer.Ordinal);

    /// <summary>Of a commit without units, or that is gone.</summary>
    public static UnitsAtCommit None { get; } = new(new SpecSet([], []), []);

    /// <summary>The texts of units that are records of larger files, by id.</summary>
    public ImmutableDictionary<string, UnitRecord> Records { get; init; } = ImmutableDictionary<string, UnitRecord>.Empty;

    /// <summary>Whether it has anything of that name.</summary>
    public bool Has(string unit) => byName.ContainsKey(unit) || Records.ContainsKey(unit);

    /// <summary>Names of the files of a unit (or of the parts of its record) whose text is another in a later commit, ordinal; statuses aside, which are choo's to write.</summary>
    public ImmutableArray<string> Changed(string unit, UnitsAtCommit later)
    {
        ArgumentNullException.ThrowIfNull(later);
        return Records.ContainsKey(unit) || later.Records.ContainsKey(unit)
            ? UnitRecord.Changed(Records.GetValueOrDefault(unit), later.Records.GetValueOrDefault(unit))
            : SpecComparison.Changed(byName.GetValueOrDefault(unit), later.byName.GetValueOrDefault(unit));
    }
}
