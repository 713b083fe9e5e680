namespace Choo.Testing.GitHub.GraphQL;

/// <summary>A branch.</summary>
internal sealed record RefNode(string Branch);
