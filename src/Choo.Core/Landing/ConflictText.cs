using System.Collections.Immutable;
using System.Text;

namespace Choo.Core.Landing;

/// <summary>What git writes into a file that it cannot merge, found by comparing and not by a fixed form: its length can be configured, and sides may have such lines of their own.</summary>
public static class ConflictText
{
    private const int Shortest = 7;

    /// <summary>The marker lines of a merge's result: those of seven or more of the same sign that neither side has.</summary>
    public static ImmutableHashSet<string> Markers(byte[]? merged, byte[]? ours, byte[]? theirs) => merged is null
        ? []
        : [.. Lines(merged).Where(IsMarker).Except(Lines(ours)).Except(Lines(theirs))];

    /// <summary>Whether a text has one of those lines.</summary>
    public static bool HasAny(byte[]? content, ImmutableHashSet<string> markers) => markers.Count > 0 && Lines(content).Any(markers.Contains);

    /// <summary>Whether a path is a name that git made up, because a file and a folder of two sides want the same one: <c>thing~COMMIT</c>.</summary>
    public static bool IsMakeshift(string path, string ours, string theirs)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Contains($"~{ours}", StringComparison.Ordinal) || path.Contains($"~{theirs}", StringComparison.Ordinal);
    }

    /// <summary>The name that the path would have.</summary>
    public static string Wanted(string path, string ours, string theirs)
    {
        ArgumentNullException.ThrowIfNull(path);
        var at = path.IndexOf($"~{ours}", StringComparison.Ordinal) is >= 0 and var one ? one : path.IndexOf($"~{theirs}", StringComparison.Ordinal);
        return at < 0 ? path : path[..at];
    }

    private static bool IsMarker(string line)
    {
        if (line.Length < Shortest || line[0] is not ('<' or '=' or '>' or '|'))
        {
            return false;
        }

        var run = line.Length - line.TrimStart(line[0]).Length;
        return run >= Shortest && (run == line.Length || line[run] == ' ');
    }

    private static IEnumerable<string> Lines(byte[]? content) =>
        content is null ? [] : Encoding.UTF8.GetString(content).Split('\n').Select(line => line.TrimEnd('\r'));
}
