namespace Choo.Testing.GitHub.State;

/// <summary>What a reviewer says about a line.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line, from 1; the last one of several.</param>
/// <param name="Body">The text.</param>
public sealed record LineComment(string Path, int Line, string Body)
{
    /// <summary>The first line of several; null for one.</summary>
    public int? StartLine { get; init; }

    /// <summary>RIGHT for the new file, LEFT for the old one.</summary>
    public string Side { get; init; } = "RIGHT";
}
