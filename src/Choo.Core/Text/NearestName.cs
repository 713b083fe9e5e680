namespace Choo.Core.Text;

/// <summary>Finds the known name that a mistyped one was probably meant to be.</summary>
public static class NearestName
{
    // Longer names are not typing slips, and the distance is quadratic in the length.
    private const int Longest = 100;

    /// <summary>The known name nearest to <paramref name="given"/> by swaps, additions, omissions and changes of characters, case aside; null when none is near.</summary>
    public static string? Of(string given, IEnumerable<string> known)
    {
        if (given.Length is 0 or > Longest)
        {
            return null;
        }
        string? best = null;
        var bestDistance = Math.Max(1, given.Length / 3) + 1;
        foreach (var name in known)
        {
            if (name.Length > Longest || Math.Abs(name.Length - given.Length) >= bestDistance && !IsBeginning(given, name))
            {
                continue;
            }
            var distance = IsBeginning(given, name) ? 1 : Distance(given, name);
            if (distance < bestDistance || (distance == bestDistance && best is not null && string.CompareOrdinal(name, best) < 0))
            {
                (best, bestDistance) = (name, distance);
            }
        }
        return best;
    }

    /// <summary>A clause to put at the end of a message, <c>; did you mean 'x'?</c>, or nothing.</summary>
    public static string Hint(string given, IEnumerable<string> known) => Of(given, known) is { } near ? $"; did you mean '{near}'?" : "";

    /// <summary>The same, and then what to do: <c>; did you mean 'x'? See y</c>, or <c>; see y</c>.</summary>
    public static string Hint(string given, IEnumerable<string> known, string next) =>
        Hint(given, known) is { Length: > 0 } hint ? $"{hint} {char.ToUpperInvariant(next[0])}{next[1..]}" : $"; {next}";

    private static bool IsBeginning(string given, string name) => given.Length >= 3 && name.StartsWith(given, StringComparison.OrdinalIgnoreCase);

    private static int Distance(string left, string right)
    {
        var before = new int[right.Length + 1];
        var above = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
        {
            above[column] = column;
        }
        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var same = Same(left[row - 1], right[column - 1]);
                current[column] = Math.Min(Math.Min(above[column], current[column - 1]) + 1, above[column - 1] + (same ? 0 : 1));
                if (row > 1 && column > 1 && Same(left[row - 1], right[column - 2]) && Same(left[row - 2], right[column - 1]))
                {
                    current[column] = Math.Min(current[column], before[column - 2] + 1);
                }
            }
            (before, above, current) = (above, current, before);
        }
        return above[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
