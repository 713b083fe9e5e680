using System.Text;
using Choo.Tool.Cli;

namespace Choo.Tool.Completion;

/// <summary>Completion for bash 4 and later: of <c>dotnet-choo</c>, and of <c>dotnet choo</c> in front of whatever completes <c>dotnet</c>.</summary>
internal static class BashCompletion
{
    /// <summary>The script.</summary>
    public static string Script()
    {
        var text = new StringBuilder("""
            # bash completion for dotnet-choo; made by 'dotnet-choo completion bash'
            _dotnet_choo_units() { (cd "${_dotnet_choo_dir:-.}" 2>/dev/null && UNITS); }
            _dotnet_choo_reply() { local IFS=$'\n'; COMPREPLY=($(compgen "$@" -- "$cur")); }
            _dotnet_choo() {
                local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command="" _dotnet_choo_dir="" i
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case ${COMP_WORDS[i]} in
                        -C|--directory) i=$((i + 1)); _dotnet_choo_dir=${COMP_WORDS[i]} ;;
                        -*) ;;
                        *) command=${COMP_WORDS[i]}; break ;;
                    esac
                done
                case $prev in

            """.Replace("UNITS", CompletionWords.ListUnits, StringComparison.Ordinal));
        AppendValues(text);
        text.Append("    esac\n    case $command in\n");
        text.Append($"        \"\") _dotnet_choo_reply -W $'{Lines([.. CommandTable.Names, .. CommonOptions.All.SelectMany(CompletionWords.Forms), "--version"])}' ;;\n");
        foreach (var command in CommandTable.All)
        {
            AppendCommand(text, command);
        }

        text.Append("""
                esac
            }
            complete -F _dotnet_choo dotnet-choo
            if [[ $(complete -p dotnet 2>/dev/null) =~ -F\ ([^ ]+) && ${BASH_REMATCH[1]} != _dotnet_choo_in_dotnet ]]; then
                _dotnet_choo_other=${BASH_REMATCH[1]}
            fi
            _dotnet_choo_in_dotnet() {
                if [[ ${COMP_WORDS[1]} == choo && $COMP_CWORD -gt 1 ]]; then
                    COMP_WORDS=(dotnet-choo "${COMP_WORDS[@]:2}"); COMP_CWORD=$((COMP_CWORD - 1)); _dotnet_choo
                elif [[ -n $_dotnet_choo_other ]]; then
                    "$_dotnet_choo_other" "$@"
                fi
            }
            complete -o default -F _dotnet_choo_in_dotnet dotnet

            """);
        return text.ToString();
    }

    private static void AppendValues(StringBuilder text)
    {
        foreach (var option in CompletionWords.WithChoices())
        {
            text.Append($"        {Pattern(CompletionWords.Forms(option))}) _dotnet_choo_reply -W $'{Lines(option.Choices)}'; return ;;\n");
        }

        text.Append($"        {Pattern(CompletionWords.FormsOf(ValueKind.Unit))}) _dotnet_choo_reply -W \"$(_dotnet_choo_units)\"; return ;;\n");
        text.Append($"        {Pattern(CompletionWords.FormsOf(ValueKind.Folder))}) _dotnet_choo_reply -d; return ;;\n");
        text.Append($"        {Pattern(CompletionWords.FormsOf(ValueKind.Branch))}) _dotnet_choo_reply -W \"$(git branch --format='%(refname:short)' 2>/dev/null)\"; return ;;\n");
        text.Append($"        {Pattern(CompletionWords.FormsOf(ValueKind.Number).Concat(CompletionWords.FormsOf(ValueKind.Text)))}) return ;;\n");
    }

    private static void AppendCommand(StringBuilder text, CommandSpec command)
    {
        text.Append($"        {command.Name})\n            if [[ $cur == -* ]]; then _dotnet_choo_reply -W $'{Lines(CompletionWords.Forms(command))}'");
        if (command.Arguments is [var argument, ..])
        {
            text.Append(argument switch
            {
                { Choices.Length: > 0 } => $"; else _dotnet_choo_reply -W $'{Lines(argument.Choices)}'",
                { Kind: ValueKind.Code } => $"; else _dotnet_choo_reply -W $'{Lines(CompletionWords.Codes())}'",
                { Kind: ValueKind.Unit } => "; else _dotnet_choo_reply -W \"$(_dotnet_choo_units)\"",
                _ => "; else _dotnet_choo_reply -d",
            });
        }

        text.Append("; fi ;;\n");
    }

    private static string Pattern(IEnumerable<string> forms) => string.Join('|', forms);

    private static string Lines(IEnumerable<string> words) => string.Join("\\n", words);
}
