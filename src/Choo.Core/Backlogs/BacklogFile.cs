namespace Choo.Core.Backlogs;

/// <summary>One file of a backlog.</summary>
/// <param name="Path">Repository-relative, with forward slashes.</param>
/// <param name="Content">Its bytes.</param>
public readonly record struct BacklogFile(string Path, ReadOnlyMemory<byte> Content);
