namespace Choo.Testing.GitHub.GraphQL;

/// <summary>All checks of a commit in one.</summary>
internal sealed record RollupNode(CommitNode Commit, string State);
