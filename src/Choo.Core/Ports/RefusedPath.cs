namespace Choo.Core.Ports;

/// <summary>What git cannot add: it is no file, cannot be read, or has a name that git does not take.</summary>
/// <param name="Path">Relative to the worktree, as git has it; it may be no text.</param>
/// <param name="Why">The end of a sentence: "it is a named pipe".</param>
public sealed record RefusedPath(string Path, string Why);
