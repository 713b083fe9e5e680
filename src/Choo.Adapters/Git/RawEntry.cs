namespace Choo.Adapters.Git;

/// <summary>One difference as <c>diff-tree --raw</c> prints it.</summary>
/// <param name="ModeBefore">The mode in the first tree, six octal digits; zeros where the file was not there.</param>
/// <param name="ModeAfter">The mode in the second tree.</param>
/// <param name="Before">The object in the first tree; zeros where the file was not there.</param>
/// <param name="After">The object in the second tree.</param>
/// <param name="Path">Relative to the repository's root.</param>
internal sealed record RawEntry(string ModeBefore, string ModeAfter, string Before, string After, string Path);
