namespace Choo.Core.Landing;

/// <summary>A file that a merge does not merge as text, whatever both sides made of it: it is as a commit has it, or as it is given.</summary>
/// <param name="Path">Repository-relative.</param>
/// <param name="Commit">The commit whose file it is.</param>
public sealed record SettledFile(string Path, string Commit)
{
    /// <summary>Its content; null for that of <see cref="Commit"/>.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }
}
