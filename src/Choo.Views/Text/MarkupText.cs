using System.Security;
using System.Text;

namespace Choo.Views.Text;

/// <summary>Text that others wrote, made safe for XML.</summary>
internal static class MarkupText
{
    /// <summary>One line, with what means something in XML escaped; for elements and for attributes in either kind of quotes.</summary>
    public static string Escaped(string text) => SecurityElement.Escape(WellFormed(OneLine.Of(text)));

    /// <summary>Every line of it so, in their order; a tab is four blanks.</summary>
    public static string Lines(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => Escaped(line.Replace("\t", "    ", StringComparison.Ordinal))));

    /// <summary>Without half surrogate pairs and the two code points that are no characters of XML 1.0; control characters stay.</summary>
    public static string WellFormed(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.Value is 0xFFFE or 0xFFFF ? Rune.ReplacementChar : rune);
        }

        return clean.ToString();
    }
}
