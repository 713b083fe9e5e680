using System.Collections.Immutable;
using Choo.Core.CodeReview;

namespace Choo.Views.Pages;

/// <summary>What a unit changed.</summary>
/// <param name="Since">The commit before.</param>
/// <param name="Until">The commit with its work.</param>
/// <param name="Files">Each changed file.</param>
/// <param name="Patch">The patch of some or all of the files, in git's form.</param>
internal sealed record UnitChanges(string Since, string Until, ImmutableArray<ChangedLines> Files, string Patch)
{
    /// <summary>How many of the files are not in the patch.</summary>
    public int FilesLeftOut { get; init; }
}
