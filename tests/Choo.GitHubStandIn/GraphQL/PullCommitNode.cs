namespace Choo.Testing.GitHub.GraphQL;

/// <summary>A commit of a pull request.</summary>
internal sealed record PullCommitNode(CommitNode Commit);
