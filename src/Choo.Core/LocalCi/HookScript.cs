using Choo.Core.Shell;

namespace Choo.Core.LocalCi;

/// <summary>The <c>post-receive</c> hook that checks each pushed branch. git runs it in the repository and gives it a line <c>old new ref</c> for each ref.</summary>
public static class HookScript
{
    /// <summary>The line by which a hook of choo's is known.</summary>
    public const string Mark = "# Checks each pushed branch; written by `dotnet choo ci install-hook`, and to be deleted when that is not wanted any more.";

    /// <summary>The hook's text.</summary>
    /// <param name="command">choo's program and its first arguments.</param>
    /// <param name="wait">Whether a push waits for the checks and shows them; otherwise they go on after it, with hook.log as their output.</param>
    public static string Of(IEnumerable<string> command, bool wait)
    {
        var run = string.Join(' ', command.Select(ShellQuote.Of));
        var end = wait ? "check" : "(trap '' HUP; check) >>\"$repository/ci-status/hook.log\" 2>&1 </dev/null &";
        return $"""
            #!/bin/sh
            {Mark}
            repository=$(pwd)
            pushed=$(cat)
            mkdir -p "$repository/ci-status"
            check() (
              printf '%s\n' "$pushed" | while read -r old new ref; do
                case $ref in
                  refs/heads/*) {run} ci run "$repository" "$ref" "$new" </dev/null ;;
                esac
              done
            )
            {end}
            exit 0

            """.ReplaceLineEndings("\n");
    }
}
