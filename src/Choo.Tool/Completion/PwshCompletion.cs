using System.Text;
using Choo.Tool.Cli;

namespace Choo.Tool.Completion;

/// <summary>Completion for PowerShell.</summary>
internal static class PwshCompletion
{
    /// <summary>The script.</summary>
    public static string Script()
    {
        var text = new StringBuilder("""
            # PowerShell completion for dotnet-choo; made by 'dotnet-choo completion pwsh'
            Register-ArgumentCompleter -Native -CommandName 'dotnet-choo' -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                $commands = [ordered]@{

            """);
        foreach (var command in CommandTable.All)
        {
            text.Append($"        {Quote(command.Name)} = {Quote(command.Purpose)}\n");
        }

        text.Append("    }\n    $options = @{\n");
        foreach (var command in CommandTable.All)
        {
            text.Append($"        {Quote(command.Name)} = @({string.Join(", ", CompletionWords.Forms(command).Select(Quote))})\n");
        }

        text.Append("    }\n    $values = @{\n");
        foreach (var option in CompletionWords.WithChoices())
        {
            foreach (var form in CompletionWords.Forms(option))
            {
                text.Append($"        {Quote(form)} = @({string.Join(", ", option.Choices.Select(Quote))})\n");
            }
        }

        text.Append($"    }}\n    $takesUnit = @({string.Join(", ", CompletionWords.CommandsTaking(ValueKind.Unit).Select(Quote))})\n");
        text.Append($"    $takesCode = @({string.Join(", ", CompletionWords.CommandsTaking(ValueKind.Code).Select(Quote))})\n");
        text.Append($"    $codes = @({string.Join(", ", CompletionWords.Codes().Select(Quote))})\n");
        return text.Append("""
                $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
                $before = @($words | Where-Object { $_ -ne $wordToComplete })
                $command = @($before | Where-Object { $commands.Contains($_) }) | Select-Object -First 1
                $previous = if ($before.Count -gt 0) { $before[-1] } else { '' }
                $units = { Get-ChildItem -Path 'specs/tasks/*/IMPLEMENTATION_PLAN.md' -ErrorAction SilentlyContinue | ForEach-Object { $_.Directory.Name } }
                $candidates =
                    if ($values.ContainsKey($previous)) { $values[$previous] }
                    elseif ($previous -eq '--unit') { & $units }
                    elseif (-not $command) { $commands.Keys }
                    elseif ($wordToComplete -like '-*') { $options[$command] }
                    elseif ($command -eq 'completion') { 'bash', 'zsh', 'fish', 'pwsh' }
                    elseif ($takesCode -contains $command) { $codes }
                    elseif ($takesUnit -contains $command) { & $units }
                $candidates | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
                    $about = if ($commands.Contains($_)) { $commands[$_] } else { $_ }
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $about)
                }
            }

            """).ToString();
    }

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
