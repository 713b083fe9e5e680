using System.Globalization;

namespace Choo.Core.Agents;

/// <summary>A time as people write it, read word by word: a span from now ("in 2h 5m"), a time of day, or a date with one.</summary>
internal ref struct LimitTime
{
    private const string Months = "janfebmaraprmayjunjulaugsepoctnovdec";
    private ReadOnlySpan<char> rest;
    private TimeSpan span;
    private bool relative;
    private bool utc;
    private int month;
    private int? day;
    private int? year;
    private int? hour;
    private int minute;
    private int? number;

    public LimitTime(ReadOnlySpan<char> words)
    {
        rest = words;
        while (Next() is { IsEmpty: false } word && Take(word))
        {
        }
    }

    public readonly DateTimeOffset? Resolve(DateTimeOffset now)
    {
        if (relative)
        {
            return span > TimeSpan.Zero ? now + span : null;
        }

        if (hour is not (>= 0 and < 24) || minute > 59)
        {
            return null;
        }

        var here = utc ? now.ToUniversalTime() : now;
        return month == 0 ? TimeOfDay(here) : OnDate(here);
    }

    private readonly DateTimeOffset TimeOfDay(DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.Year, now.Month, now.Day, hour!.Value, minute, 0, now.Offset);
        return today > now ? today : today.AddDays(1);
    }

    private readonly DateTimeOffset? OnDate(DateTimeOffset now)
    {
        var inYear = year ?? now.Year;
        if (inYear is < 2000 or > 2999 || day is not { } onDay || onDay < 1 || onDay > DateTime.DaysInMonth(inYear, month))
        {
            return null;
        }

        var date = new DateTimeOffset(inYear, month, onDay, hour!.Value, minute, 0, now.Offset);
        return year is null && date < now.AddDays(-1) ? date.AddYears(1) : date;
    }

    private ReadOnlySpan<char> Next()
    {
        rest = rest.TrimStart(" ,·()");
        var end = rest.IndexOfAny(" ,·()");
        var word = end < 0 ? rest : rest[..end];
        rest = rest[word.Length..];
        return word.TrimEnd('.');
    }

    private bool Take(ReadOnlySpan<char> word)
    {
        if (char.IsAsciiDigit(word[0]))
        {
            return TakeNumber(word);
        }

        if (word.Equals("in", StringComparison.OrdinalIgnoreCase))
        {
            return relative = true;
        }

        if (word.Equals("at", StringComparison.OrdinalIgnoreCase) || word.Equals("resets", StringComparison.OrdinalIgnoreCase)
            || word.Equals("on", StringComparison.OrdinalIgnoreCase) || word.Equals("and", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (word.Equals("UTC", StringComparison.OrdinalIgnoreCase))
        {
            return utc = true;
        }

        return relative ? TakeUnit(word) : TakeHalf(word) || TakeMonth(word);
    }

    private bool TakeNumber(ReadOnlySpan<char> word)
    {
        var digits = 0;
        while (digits < word.Length && char.IsAsciiDigit(word[digits]))
        {
            digits++;
        }

        if (!int.TryParse(word[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        var suffix = word[digits..];
        if (relative)
        {
            number = value;
            return suffix.IsEmpty || TakeUnit(suffix);
        }

        return suffix.StartsWith(":") ? TakeClock(value, suffix[1..]) : TakePlain(value, suffix);
    }

    private bool TakeClock(int value, ReadOnlySpan<char> minutes)
    {
        if (minutes.Length < 2 || !int.TryParse(minutes[..2], NumberStyles.None, CultureInfo.InvariantCulture, out minute))
        {
            return false;
        }

        hour = value;
        return minutes.Length == 2 || TakeHalf(minutes[2..]);
    }

    private bool TakePlain(int value, ReadOnlySpan<char> suffix)
    {
        if (suffix.StartsWith("am", StringComparison.OrdinalIgnoreCase) || suffix.StartsWith("pm", StringComparison.OrdinalIgnoreCase))
        {
            hour = value;
            return TakeHalf(suffix);
        }

        if (value >= 2000)
        {
            year = value;
        }
        else if (month != 0 && day is null)
        {
            day = value;
        }
        else
        {
            hour = value;
        }

        return true;
    }

    private bool TakeHalf(ReadOnlySpan<char> half)
    {
        if (hour is not (>= 1 and <= 12) || half.Length != 2 || half[1] is not ('m' or 'M') || half[0] is not ('a' or 'A' or 'p' or 'P'))
        {
            return false;
        }

        hour = (hour % 12) + (half[0] is 'p' or 'P' ? 12 : 0);
        return true;
    }

    private bool TakeMonth(ReadOnlySpan<char> word)
    {
        Span<char> lower = stackalloc char[3];
        var at = word.Length >= 3 && word[..3].ToLowerInvariant(lower) == 3 ? Months.AsSpan().IndexOf(lower) : -1;
        if (at < 0 || at % 3 != 0)
        {
            return false;
        }

        month = (at / 3) + 1;
        return true;
    }

    private bool TakeUnit(ReadOnlySpan<char> unit)
    {
        TimeSpan? one = unit[0] switch
        {
            'd' or 'D' => TimeSpan.FromDays(1),
            'h' or 'H' => TimeSpan.FromHours(1),
            'm' or 'M' => TimeSpan.FromMinutes(1),
            's' or 'S' => TimeSpan.FromSeconds(1),
            _ => null,
        };
        if (one is not { } length || number is not { } count || count > 100_000)
        {
            return false;
        }

        span += length * count;
        number = null;
        return true;
    }
}
