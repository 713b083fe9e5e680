using System.Collections.Immutable;

namespace Choo.Adapters.Git;

/// <summary>A file of saved work.</summary>
/// <param name="Path">Relative to the repository's root.</param>
/// <param name="Before">Its blob where the work began, null when it was not there.</param>
/// <param name="After">Its blob in the saved work, null when the work deleted it.</param>
public sealed record SavedFile(string Path, string? Before, string? After);

/// <summary>A commit under <c>refs/choo/backup/&lt;unit&gt;/&lt;number&gt;</c>.</summary>
/// <param name="Unit">The unit; target or unknown where it belonged to none.</param>
/// <param name="Number">1 for the oldest of its unit.</param>
/// <param name="Ref">The ref.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Time">When the commit was made.</param>
public sealed record SavedCommit(string Unit, int Number, string Ref, string Commit, DateTimeOffset Time)
{
    /// <summary>The files that the saved work changes.</summary>
    public ImmutableArray<SavedFile> Files { get; init; } = [];
}
