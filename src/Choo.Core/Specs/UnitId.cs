namespace Choo.Core.Specs;

/// <summary>What a unit's id must be so that it can stand in a git ref and in a path on every platform.</summary>
public static class UnitId
{
    /// <summary>The longest id, in UTF-16 units.</summary>
    public const int Longest = 100;

    private const string Forbidden = " ~^:?*[\\/\"<>|";

    /// <summary>Why an id cannot be used, in a few words; null when it can.</summary>
    public static string? WhyUnusable(string id)
    {
        if (id.Length is 0 or > Longest)
        {
            return id.Length == 0 ? "it is empty" : $"it is longer than {Longest} characters";
        }
        foreach (var c in id)
        {
            if (c < ' ' || c is >= '\x7F' and < '\xA0')
            {
                return "it contains a control character";
            }
            if (char.IsWhiteSpace(c) || Forbidden.Contains(c))
            {
                return c == ' ' ? "it contains a space" : $"it contains '{c}'";
            }
            if (c == '\uFFFD' || char.IsSurrogate(c) && !IsPaired(id))
            {
                return "it is not valid Unicode";
            }
        }
        return WhyUnusableAsWhole(id);
    }

    internal static string Shown(string id) => $"'{string.Concat(id.Take(Longest).Select(c => char.IsControl(c) ? '?' : c))}'";

    private static string? WhyUnusableAsWhole(string id) => id switch
    {
        ['-', ..] => "it begins with '-'",
        ['.', ..] => "it begins with '.'",
        [.., '.'] => "it ends with '.'",
        "@" => "it is '@'",
        _ when id.Contains("..", StringComparison.Ordinal) => "it contains '..'",
        _ when id.Contains("@{", StringComparison.Ordinal) => "it contains '@{'",
        _ when id.EndsWith(".lock", StringComparison.OrdinalIgnoreCase) => "it ends with '.lock'",
        _ when IsReservedOnWindows(id) => "Windows reserves that name",
        _ => null,
    };

    private static bool IsReservedOnWindows(string id)
    {
        var dot = id.IndexOf('.', StringComparison.Ordinal);
        var name = (dot < 0 ? id : id[..dot]).ToUpperInvariant();
        return name is "CON" or "PRN" or "AUX" or "NUL"
            || (name.Length == 4 && (name.StartsWith("COM", StringComparison.Ordinal) || name.StartsWith("LPT", StringComparison.Ordinal)) && name[3] is >= '1' and <= '9');
    }

    private static bool IsPaired(string id)
    {
        for (var index = 0; index < id.Length; index++)
        {
            if (char.IsSurrogate(id[index]) && (!char.IsHighSurrogate(id[index]) || ++index == id.Length || !char.IsLowSurrogate(id[index])))
            {
                return false;
            }
        }
        return true;
    }
}
