using Choo.Testing.GitHub.State;

namespace Choo.Testing.GitHub.GraphQL;

/// <summary>Somebody was asked for a review.</summary>
internal sealed record ReviewRequestNode(Account Reviewer);
