using System.Globalization;
using System.Text;

namespace Choo.Core.Specs.Yaml;

/// <summary>Writes a text so that every YAML reader gives it back as it was.</summary>
public static class YamlText
{
    private static readonly string[] Meanings = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

    /// <summary>The text as it is where it can mean nothing else (<c>order-export</c>), in double quotes otherwise.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsWord(text) && !Meanings.Contains(text, StringComparer.OrdinalIgnoreCase) ? text : Quoted(text);
    }

    /// <summary>The text in double quotes, on one line.</summary>
    public static string Quoted(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            Append(quoted, rune);
        }
        return quoted.Append('"').ToString();
    }

    private static bool IsWord(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(each => char.IsAsciiLetterOrDigit(each) || each is '-' or '_');

    private static void Append(StringBuilder quoted, Rune rune)
    {
        switch (rune.Value)
        {
            case '"' or '\\':
                quoted.Append('\\').Append((char)rune.Value);
                break;
            case '\n':
                quoted.Append("\\n");
                break;
            case '\t':
                quoted.Append("\\t");
                break;
            default:
                quoted.Append(IsShown(rune) ? rune.ToString() : Escaped(rune));
                break;
        }
    }

    // What nobody sees in an editor, or what YAML takes for the end of a line, is written as its number.
    private static bool IsShown(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);

    private static string Escaped(Rune rune) =>
        rune.IsBmp ? string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}") : string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
}
