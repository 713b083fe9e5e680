using System.Text;
using System.Text.RegularExpressions;
using Choo.Core.Agents;

namespace Choo.Core.Routes;

/// <summary>Texts of specs and commands within a description: they notify nobody, link nothing, close nothing, and end no fence.</summary>
public static partial class PullRequestMarkdown
{
    private const int LongestLine = 160;
    private const int LongestText = 1000;

    /// <summary>One line of plain text. Code spans stay as they are.</summary>
    public static string Line(string text) => Line(text, LongestLine);

    /// <summary>The same of up to 1,000 characters.</summary>
    public static string Paragraph(string text) => Line(text, LongestText);

    private static string Line(string text, int longest)
    {
        var parts = Cut(OneLine(text), longest, "…").Split('`');
        if (parts.Length % 2 == 0)
        {
            return Plain(string.Join('\'', parts));
        }

        var line = new StringBuilder();
        for (var i = 0; i < parts.Length; i++)
        {
            line.Append(i % 2 == 1 ? $"`{parts[i]}`" : Plain(parts[i]));
        }

        return line.ToString();
    }

    /// <summary>One line as code.</summary>
    public static string Code(string text) => $"`{Cut(OneLine(text), LongestLine, "…").Replace('`', '\'')}`";

    /// <summary>A text between fences that it cannot close: within them nothing is a mention, a link or a closing word.</summary>
    public static string Quote(string text) => new PromptText().Quote(text, "markdown").ToString().TrimEnd('\n');

    /// <summary>A text without choo's marks, by which pull requests and answers are found.</summary>
    public static string Unmarked(string text) => text.Replace("<!-- choo:", "<!-- choo :", StringComparison.OrdinalIgnoreCase);

    /// <summary>The beginning of a text that is too long, and what says so; never half a character.</summary>
    public static string Cut(string text, int longest, string end)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var length = longest - end.Length - 1;
        length -= char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
        return $"{text[..length]}{(text.Contains('\n', StringComparison.Ordinal) ? "\n" : " ")}{end}";
    }

    private static string OneLine(string text) => string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    /// <summary>An empty comment within a mention or a number of an issue is not shown, and makes it plain text.</summary>
    private static string Plain(string text) => Reference().Replace(text.Replace("<", "&lt;", StringComparison.Ordinal), "$0<!-- -->");

    [GeneratedRegex(@"@(?=\w)|#(?=\d)|GH-(?=\d)|/issues/(?=\d)|/pull/(?=\d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
