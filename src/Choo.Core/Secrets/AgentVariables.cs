using System.Collections.Immutable;

namespace Choo.Core.Secrets;

/// <summary>
/// The variables of an agent's own, by name; an entry may end with <c>*</c>. Another secret does not pass because it begins as the agent's
/// settings do: CODEX_GITHUB_PERSONAL_ACCESS_TOKEN for instance.
/// </summary>
/// <param name="Settings">Its settings; those that are named as secrets are do not pass.</param>
/// <param name="Keys">Its keys.</param>
public sealed record AgentVariables(ImmutableArray<string> Settings, ImmutableArray<string> Keys)
{
    /// <summary>No variables.</summary>
    public static AgentVariables None { get; } = new([], []);
}
