namespace Choo.Testing.GitHub.State;

/// <summary>A milestone.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Its number in the repository.</param>
/// <param name="Title">Its title.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record Milestone(long Id, int Number, string Title, DateTimeOffset CreatedAt);
