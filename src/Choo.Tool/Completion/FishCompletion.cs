using System.Text;
using Choo.Tool.Cli;

namespace Choo.Tool.Completion;

/// <summary>Completion for fish.</summary>
internal static class FishCompletion
{
    /// <summary>The script.</summary>
    public static string Script()
    {
        var text = new StringBuilder("""
            # fish completion for dotnet-choo; made by 'dotnet-choo completion fish'
            function __dotnet_choo_units
                for plan in specs/tasks/*/IMPLEMENTATION_PLAN.md
                    basename (dirname $plan)
                end
            end
            complete -c dotnet-choo -f
            complete -c dotnet-choo -n __fish_use_subcommand -l version -d 'print the version'

            """);
        foreach (var command in CommandTable.All)
        {
            text.Append($"complete -c dotnet-choo -n __fish_use_subcommand -a {command.Name} -d {Quote(command.Purpose)}\n");
            var when = $"complete -c dotnet-choo -n '__fish_seen_subcommand_from {command.Name}'";
            foreach (var option in command.AllOptions)
            {
                text.Append(when).Append(option.Short is { } letter ? $" -s {letter}" : "").Append($" -l {option.Long}")
                    .Append(option.Value is null ? "" : $" -x{Values(option.Kind, option.Choices)}").Append($" -d {Quote(option.Help)}\n");
            }

            foreach (var argument in command.Arguments)
            {
                text.Append(when).Append(Values(argument.Kind, argument.Choices)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Values(ValueKind kind, IReadOnlyCollection<string> choices) => choices.Count > 0
        ? $" -a '{string.Join(' ', choices)}'"
        : kind switch
        {
            ValueKind.Folder => " -a '(__fish_complete_directories)'",
            ValueKind.Unit => " -a '(__dotnet_choo_units)'",
            ValueKind.Branch => " -a \"(git branch --format='%(refname:short)' 2>/dev/null)\"",
            ValueKind.Code => $" -a '{string.Join(' ', CompletionWords.Codes())}'",
            _ => "",
        };

    private static string Quote(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
