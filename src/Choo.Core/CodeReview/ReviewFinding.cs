namespace Choo.Core.CodeReview;

/// <summary>One thing that a reviewer found.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="File">Path relative to the repository; null when it is about no file, or about one outside.</param>
/// <param name="Line">1-based line of the file; 0 when unknown.</param>
/// <param name="Message">What is wrong, in one line of at most 1,000 characters.</param>
/// <param name="Suggestion">What to do, in one line of at most 1,000 characters; null when the reviewer did not say.</param>
public sealed record ReviewFinding(FindingSeverity Severity, string? File, int Line, string Message, string? Suggestion);
