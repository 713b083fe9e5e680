namespace Choo.Testing.GitHub.GraphQL;

/// <summary>A commit.</summary>
internal sealed record CommitNode(string Oid, IReadOnlyList<string> Required);
