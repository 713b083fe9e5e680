using System.Collections.Immutable;
using System.Globalization;

namespace Choo.Core.Agents;

/// <summary>The arguments that start a turn: the agent's fixed ones, its dialect's, then the configuration's.</summary>
public static class AgentArguments
{
    /// <summary>Everything after the program, with <c>{prompt_file} {worktree} {unit} {task}</c> filled in. The prompt itself goes on standard input.</summary>
    /// <param name="request">The turn.</param>
    /// <param name="promptFile">Absolute path of the file that holds the prompt too.</param>
    public static ImmutableArray<string> For(AgentRequest request, string promptFile)
    {
        ArgumentNullException.ThrowIfNull(request);
        var agent = request.Agent;
        return
        [
            .. agent.Command.Skip(1).Select(argument => Fill(argument, request, promptFile)),
            .. agent.Dialect.FirstArguments(agent.Model),
            .. (agent.Args ?? agent.Dialect.DefaultArguments).Select(argument => Fill(argument, request, promptFile)),
            .. agent.Dialect.LastArguments,
        ];
    }

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
