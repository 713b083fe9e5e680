using System.Text;
using Choo.Tool.Cli;

namespace Choo.Tool.Completion;

/// <summary>Completion for zsh, for a file <c>_dotnet-choo</c> on its fpath or for sourcing.</summary>
internal static class ZshCompletion
{
    /// <summary>The script.</summary>
    public static string Script()
    {
        var text = new StringBuilder("""
            #compdef dotnet-choo
            # zsh completion for dotnet-choo; made by 'dotnet-choo completion zsh'
            _dotnet_choo_units() { local -a units; units=(${(f)"$(UNITS)"}); _describe unit units }
            _dotnet_choo_branches() { local -a branches; branches=(${(f)"$(git branch --format='%(refname:short)' 2>/dev/null)"}); _describe branch branches }
            _dotnet_choo() {
                local -a commands
                commands=(

            """.Replace("UNITS", CompletionWords.ListUnits, StringComparison.Ordinal));
        foreach (var command in CommandTable.All)
        {
            text.Append($"        '{command.Name}:{Quote(command.Purpose)}'\n");
        }

        text.Append("""
                )
                if (( CURRENT == 2 )); then _describe command commands; return; fi
                local command=$words[2]
                shift words; (( CURRENT-- ))
                case $command in

            """);
        foreach (var command in CommandTable.All)
        {
            text.Append($"        {command.Name}) _arguments -s");
            foreach (var option in command.AllOptions)
            {
                foreach (var form in CompletionWords.Forms(option))
                {
                    text.Append($" \\\n            '{(option.Repeatable ? "*" : "")}{form}[{Quote(option.Help)}]{Value(option)}'");
                }
            }

            foreach (var argument in command.Arguments)
            {
                text.Append($" \\\n            ':{argument.Name}:{Action(argument.Kind, argument.Choices)}'");
            }

            text.Append(" ;;\n");
        }

        return text.Append("    esac\n}\nif [[ $funcstack[1] == _dotnet-choo ]]; then _dotnet_choo \"$@\"; else compdef _dotnet_choo dotnet-choo; fi\n").ToString();
    }

    private static string Value(OptionSpec option) => option.Value is null ? "" : $":{option.Value.Replace('=', ' ')}:{Action(option.Kind, option.Choices)}";

    private static string Action(ValueKind kind, IReadOnlyCollection<string> choices) => choices.Count > 0
        ? $"({string.Join(' ', choices)})"
        : kind switch
        {
            ValueKind.Folder => "_directories",
            ValueKind.File => "_files",
            ValueKind.Unit => "_dotnet_choo_units",
            ValueKind.Branch => "_dotnet_choo_branches",
            ValueKind.Code => $"({string.Join(' ', CompletionWords.Codes())})",
            _ => " ",
        };

    private static string Quote(string text) => text
        .Replace("'", "'\\''", StringComparison.Ordinal)
        .Replace("[", "\\[", StringComparison.Ordinal)
        .Replace("]", "\\]", StringComparison.Ordinal)
        .Replace(":", "\\:", StringComparison.Ordinal);
}
