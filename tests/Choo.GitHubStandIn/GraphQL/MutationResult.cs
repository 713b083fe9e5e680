namespace Choo.Testing.GitHub.GraphQL;

/// <summary>What a mutation gives.</summary>
/// <param name="Changed">The thing that it changed.</param>
/// <param name="ClientMutationId">What the caller named it.</param>
internal sealed record MutationResult(object Changed, string? ClientMutationId);
