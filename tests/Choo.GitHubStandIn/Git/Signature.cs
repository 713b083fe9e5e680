namespace Choo.Testing.GitHub.Git;

/// <summary>Who wrote a commit.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="Email">The address.</param>
/// <param name="Date">When, as git reads it; null is the time of the commit.</param>
public sealed record Signature(string Name, string Email, string? Date = null);
