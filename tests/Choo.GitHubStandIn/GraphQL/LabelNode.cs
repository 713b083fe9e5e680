namespace Choo.Testing.GitHub.GraphQL;

/// <summary>A label.</summary>
internal sealed record LabelNode(string Name);
