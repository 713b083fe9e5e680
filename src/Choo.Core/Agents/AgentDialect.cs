using System.Collections.Immutable;
using Choo.Core.Agents.Claude;
using Choo.Core.Agents.Codex;
using Choo.Core.Agents.Command;
using Choo.Core.Secrets;

namespace Choo.Core.Agents;

/// <summary>
/// A kind of command line: how it is started, read and stopped, and what it gets of the environment. Each has a folder of its own with its
/// dialect, reader and transcript; a new one is added to <see cref="Known"/>.
/// </summary>
public abstract class AgentDialect
{
    private protected AgentDialect(string name) => Name = name;

    /// <summary>Claude Code: <c>claude -p --output-format stream-json --verbose</c>.</summary>
    public static AgentDialect Claude { get; } = new ClaudeDialect();

    /// <summary>Codex: <c>codex exec --json</c>.</summary>
    public static AgentDialect Codex { get; } = new CodexDialect();

    /// <summary>Any other program: its exit code and the diff are all that is known of it.</summary>
    public static AgentDialect Command { get; } = new CommandDialect();

    /// <summary>Those that are known by name, and need no command in the configuration.</summary>
    public static ImmutableArray<AgentDialect> Known { get; } = [Claude, Codex];

    /// <summary>Their names.</summary>
    public static ImmutableArray<string> KnownNames { get; } = [.. Known.Select(each => each.Name)];

    /// <summary>The program's name, which is also the provider's.</summary>
    public string Name { get; }

    /// <summary>The variables of choo's environment that it gets besides those that all programs get.</summary>
    public virtual AgentVariables Variables => AgentVariables.None;

    /// <summary>Whether it ends the commands that it is running on an interrupt only, and leaves them behind on a termination.</summary>
    public virtual bool EndsOnInterrupt => false;

    /// <summary>Arguments after those of choo and before <see cref="LastArguments"/>, unless the configuration has others.</summary>
    public virtual ImmutableArray<string> DefaultArguments => [];

    /// <summary>Arguments in place of <see cref="DefaultArguments"/> for a turn that only reads, unless the configuration has others.</summary>
    public virtual ImmutableArray<string> ReadOnlyArguments => [];

    /// <summary>The dialect of a provider's name.</summary>
    public static AgentDialect Of(string provider) => Known.FirstOrDefault(each => each.Name == provider) ?? Command;

    /// <summary>A reader for one turn's output.</summary>
    public abstract AgentReader NewReader();

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The arguments that make it print what its reader reads.</summary>
    /// <param name="model">The model to ask for, null for the agent's own choice.</param>
    internal virtual ImmutableArray<string> FirstArguments(string? model) => [];

    /// <summary>The arguments that make it take its prompt from standard input.</summary>
    internal virtual ImmutableArray<string> LastArguments => [];

    /// <summary>What shows its log to a person; null when it has no format of its own.</summary>
    internal virtual AgentTranscript? NewTranscript() => null;
}
