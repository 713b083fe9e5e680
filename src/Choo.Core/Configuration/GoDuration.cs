using System.Buffers;
using System.Globalization;

namespace Choo.Core.Configuration;

/// <summary>Durations as Go writes them: <c>300ms</c>, <c>30s</c>, <c>1h30m</c>, <c>1.5h</c>; <c>0</c> is zero.</summary>
public static class GoDuration
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>Reads one; false when it is none, is negative, or is longer than a year.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text == "0")
        {
            return true;
        }

        var rest = text.AsSpan();
        var seconds = 0.0;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            rest = rest[digits..];
            var (unit, length) = rest switch
            {
                ['m', 's', ..] => (0.001, 2),
                ['h', ..] => (3600.0, 1),
                ['m', ..] => (60.0, 1),
                ['s', ..] => (1.0, 1),
                _ => (0.0, 0),
            };
            if (length == 0)
            {
                return false;
            }

            seconds += number * unit;
            rest = rest[length..];
        }

        if (text.Length == 0 || seconds > TimeSpan.FromDays(366).TotalSeconds)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }
}
