namespace Choo.Core.CodeReview;

/// <summary>How much a file changed between two commits.</summary>
/// <param name="Path">Path relative to the repository.</param>
/// <param name="Added">Lines it gained; null for a binary file.</param>
/// <param name="Removed">Lines it lost; null for a binary file.</param>
public sealed record ChangedLines(string Path, int? Added, int? Removed);
