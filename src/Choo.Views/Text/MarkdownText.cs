using System.Text;

namespace Choo.Views.Text;

/// <summary>Text that others wrote, within markdown: every character that means something there is escaped, so that it is shown as it is.</summary>
internal static class MarkdownText
{
    private const string Letters = "\\`*_{}[]()#+-.!|~:/@$^=\"'";

    /// <summary>One line of it. ASCII punctuation may be escaped by a backslash: https://github.github.com/gfm/#backslash-escapes</summary>
    public static string Of(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var letter in OneLine.Of(text).ReplaceLineEndings(" "))
        {
            switch (letter)
            {
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                case '&':
                    escaped.Append("&amp;");
                    break;
                default:
                    escaped.Append(Letters.Contains(letter, StringComparison.Ordinal) ? "\\" : "").Append(letter);
                    break;
            }
        }

        return escaped.ToString();
    }
}
