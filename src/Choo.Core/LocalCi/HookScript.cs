using System.Security.Cryptography;
using System.Text;
using Choo.Core.Shell;

namespace Choo.Core.LocalCi;

/// <summary>The <c>post-receive</c> hook that checks each pushed branch. git runs it in the repository and gives it a line <c>old new ref</c> for each ref.</summary>
public static class HookScript
{
    private const string Mark = "# Checks each pushed branch; written by `dotnet choo ci install-hook`, and to be deleted when that is not wanted any more.";

    private const string Digest = "# sha256 ";

    /// <summary>Whether a hook is as choo wrote it: what a person added is theirs.</summary>
    public static bool IsOwn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.LastIndexOf(Digest, StringComparison.Ordinal);
        return at > 0 && text[at..].TrimEnd() == Digest + DigestOf(text[..at]);
    }

    /// <summary>The hook's text.</summary>
    /// <param name="command">choo's program and its first arguments.</param>
    /// <param name="wait">Whether a push waits for the checks and shows them; otherwise they go on after it, with hook.log as their output.</param>
    public static string Of(IEnumerable<string> command, bool wait)
    {
        var run = string.Join(' ', command.Select(ShellQuote.Of));
        var end = wait ? "check" : """
            log=$repository/ci-status/hook.log
            if touch "$log"; then (trap '' HUP; check) >>"$log" 2>&1 </dev/null & else echo "choo: nothing is checked: $log cannot be written" >&2; fi
            """;
        var text = $"""
            #!/bin/sh
            {Mark}
            repository=$(pwd)
            pushed=$(cat)
            case $(git config core.sharedRepository) in group|true|1) umask 002 ;; esac
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
        return text + Digest + DigestOf(text) + "\n";
    }

    private static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
