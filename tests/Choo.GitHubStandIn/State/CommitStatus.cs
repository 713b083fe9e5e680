namespace Choo.Testing.GitHub.State;

/// <summary>A status of a commit.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Context">Its name, which rules ask for.</param>
/// <param name="State">error, failure, pending or success.</param>
/// <param name="Description">A line of text.</param>
/// <param name="CreatedAt">When it was set.</param>
public sealed record CommitStatus(long Id, string Commit, string Context, string State, string? Description, DateTimeOffset CreatedAt);
