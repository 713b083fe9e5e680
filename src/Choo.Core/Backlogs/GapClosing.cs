namespace Choo.Core.Backlogs;

/// <summary>What is written into a gap's record when it is closed.</summary>
/// <param name="Id">The gap.</param>
/// <param name="Date">The day.</param>
/// <param name="Commit">The commit with its work.</param>
public sealed record GapClosing(string Id, DateOnly Date, string Commit);
