using System.Runtime.InteropServices;
using System.Text;

namespace Choo.Tool;

/// <summary>What choo says of itself.</summary>
internal static class VersionText
{
    /// <summary>The answer to <c>--version</c> and a bare <c>version</c>; null when something else was asked.</summary>
    public static string? Asked(string[] args) => args switch
    {
        ["--version"] => $"{BuildInfo.Version}\n",
        ["version"] => Full(),
        _ => null,
    };

    /// <summary>The three lines of <c>version</c>.</summary>
    public static string Full() =>
        $"choo {BuildInfo.Version}\ncommit: {BuildInfo.Commit}\nruntime: .NET {Environment.Version} {RuntimeInformation.RuntimeIdentifier}\n";

    /// <summary>Writes bytes straight to standard output: Console and its encodings would cost more than all the rest.</summary>
    public static int Print(string answer)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(Encoding.UTF8.GetBytes(answer));
        return 0;
    }
}
