using System.Collections.Immutable;

namespace Choo.Core.Agents;

/// <summary>An agent that was found: its name, dialect and the absolute command line.</summary>
/// <param name="Name">The provider's name: claude, codex, or a name of the configuration.</param>
/// <param name="Dialect">Its dialect.</param>
/// <param name="Command">Absolute program path first, then fixed arguments (may hold the placeholders <c>{prompt_file} {worktree} {unit} {task}</c>).</param>
public sealed record AgentCommand(string Name, AgentDialect Dialect, ImmutableArray<string> Command)
{
    /// <summary>Arguments after those that choo gives; null means the dialect's defaults.</summary>
    public ImmutableArray<string>? Args { get; init; }

    /// <summary>The model to ask for, null for the agent's own choice.</summary>
    public string? Model { get; init; }

    /// <summary>Variables set for this agent.</summary>
    public ImmutableDictionary<string, string> Env { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>One turn: one start of an agent's command line.</summary>
public sealed record AgentRequest
{
    /// <summary>Which agent.</summary>
    public required AgentCommand Agent { get; init; }

    /// <summary>Absolute path of the folder it works in.</summary>
    public required string Worktree { get; init; }

    /// <summary>The unit's id.</summary>
    public required string Unit { get; init; }

    /// <summary>The task's number, 0 for a turn that belongs to the whole unit (baseline, conflict).</summary>
    public required int Task { get; init; }

    /// <summary>Ends the turn early; what it used and did is still reported.</summary>
    public CancellationToken Halt { get; init; }

    /// <summary>The prompt, given on standard input.</summary>
    public required string Prompt { get; init; }

    /// <summary>A file name (no folder) for the whole output within the run's log folder.</summary>
    public required string LogName { get; init; }

    /// <summary>Variables given to the agent in addition to the filtered environment.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }
}
