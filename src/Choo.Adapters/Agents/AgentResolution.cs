using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.Diagnostics;

namespace Choo.Adapters.Agents;

/// <summary>The agents that were found, by name, and what is wrong with the others.</summary>
public sealed record AgentResolution(ImmutableDictionary<string, AgentCommand> Commands, ImmutableArray<Diagnostic> Diagnostics);
