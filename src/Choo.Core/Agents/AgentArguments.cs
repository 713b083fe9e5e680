using System.Collections.Immutable;
using System.Globalization;

namespace Choo.Core.Agents;

/// <summary>The arguments that start a turn: the agent's fixed ones, its dialect's, then the configuration's.</summary>
public static class AgentArguments
{
    // Nobody is there to ask: what is not allowed is refused. Edits are allowed by acceptEdits, which keeps them inside the worktree;
    // named among the tools they would be allowed everywhere.
    private static readonly ImmutableArray<string> ClaudeDefaults =
        ["--permission-mode", "acceptEdits", "--allowedTools", "Bash,Read,Glob,Grep,TodoWrite,Task"];

    private static readonly ImmutableArray<string> CodexDefaults = ["--sandbox", "workspace-write"];

    /// <summary>Everything after the program, with <c>{prompt_file} {worktree} {unit} {task}</c> filled in. The prompt itself goes on standard input.</summary>
    /// <param name="request">The turn.</param>
    /// <param name="promptFile">Absolute path of the file that holds the prompt too.</param>
    public static ImmutableArray<string> For(AgentRequest request, string promptFile)
    {
        ArgumentNullException.ThrowIfNull(request);
        var arguments = ImmutableArray.CreateBuilder<string>();
        foreach (var argument in request.Agent.Command.AsSpan()[1..])
        {
            arguments.Add(Fill(argument, request, promptFile));
        }

        AddDialect(arguments, request.Agent);
        foreach (var argument in request.Agent.Args ?? DefaultsOf(request.Agent.Kind))
        {
            arguments.Add(Fill(argument, request, promptFile));
        }

        if (request.Agent.Kind == AgentKind.Codex)
        {
            arguments.Add("-");
        }

        return arguments.ToImmutable();
    }

    private static void AddDialect(ImmutableArray<string>.Builder arguments, AgentCommand agent)
    {
        switch (agent.Kind)
        {
            case AgentKind.Claude:
                arguments.AddRange("-p", "--output-format", "stream-json", "--verbose");
                AddModel(arguments, "--model", agent.Model);
                break;
            case AgentKind.Codex:
                arguments.AddRange("exec", "--json", "--skip-git-repo-check");
                AddModel(arguments, "-m", agent.Model);
                break;
            case AgentKind.Command:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(agent));
        }
    }

    private static void AddModel(ImmutableArray<string>.Builder arguments, string option, string? model)
    {
        if (model is not null)
        {
            arguments.AddRange(option, model);
        }
    }

    private static ImmutableArray<string> DefaultsOf(AgentKind kind) => kind switch
    {
        AgentKind.Claude => ClaudeDefaults,
        AgentKind.Codex => CodexDefaults,
        _ => [],
    };

    // One pass from left to right, so that a value that holds a placeholder's text stays as it is.
    private static string Fill(string argument, AgentRequest request, string promptFile)
    {
        var filled = "";
        var from = 0;
        for (var at = argument.IndexOf('{', StringComparison.Ordinal); at >= 0; at = argument.IndexOf('{', at + 1))
        {
            var end = argument.IndexOf('}', at);
            if (end > at && ValueOf(argument.AsSpan((at + 1)..end), request, promptFile) is { } value)
            {
                filled += argument[from..at] + value;
                from = end + 1;
                at = end;
            }
        }

        return filled + argument[from..];
    }

    private static string? ValueOf(ReadOnlySpan<char> name, AgentRequest request, string promptFile) => name switch
    {
        "prompt_file" => promptFile,
        "worktree" => request.Worktree,
        "unit" => request.Unit,
        "task" => request.Task.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
