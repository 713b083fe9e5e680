using System.Globalization;
using System.Text.RegularExpressions;

namespace Choo.Testing.GitHub.Git;

/// <summary>One hunk of a difference: which lines of the old file became which of the new one.</summary>
/// <param name="OldStart">First line in the old file, from 1; with no lines, the line before.</param>
/// <param name="OldCount">Lines of the old file.</param>
/// <param name="NewStart">First line in the new file, from 1.</param>
/// <param name="NewCount">Lines of the new file.</param>
public sealed partial record Hunk(int OldStart, int OldCount, int NewStart, int NewCount)
{
    /// <summary>Where a line of the old file is in the new one; null when it was changed or taken out.</summary>
    /// <param name="line">From 1.</param>
    /// <param name="hunks">All hunks of the file, without lines of context.</param>
    public static int? Moved(int line, IReadOnlyList<Hunk> hunks)
    {
        var shift = 0;
        foreach (var hunk in hunks)
        {
            if (hunk.OldCount > 0 && line >= hunk.OldStart && line < hunk.OldStart + hunk.OldCount)
            {
                return null;
            }

            if (line > hunk.OldStart)
            {
                shift += hunk.NewCount - hunk.OldCount;
            }
        }

        return line + shift;
    }

    internal static Hunk? Read(string line)
    {
        var match = Header().Match(line);
        return match.Success ? new Hunk(Number(match, 1), Count(match, 2), Number(match, 3), Count(match, 4)) : null;
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static int Count(Match match, int group) => match.Groups[group].Success ? Number(match, group) : 1;

    [GeneratedRegex("^@@ -([0-9]+)(?:,([0-9]+))? \\+([0-9]+)(?:,([0-9]+))? @@")]
    private static partial Regex Header();
}
