using Choo.Core.Agents;
using Choo.Core.Specs;

namespace Choo.Core.Routes;

/// <summary>What choo writes on a pull request. Everything carries a mark by which it is found again.</summary>
internal static class PullRequestText
{
    // GitHub's own limits.
    private const int LongestTitle = 256;

    private const string Mark = "<!-- choo:";

    /// <summary>The mark of a unit's pull request.</summary>
    public static string MarkOf(string unit) => $"{Mark}unit={unit} -->";

    /// <summary>The mark of the answer to a round of feedback.</summary>
    public static string MarkOf(string unit, int round) => $"{Mark}unit={unit} round={round} -->";

    /// <summary>The mark of what another agent found in a unit.</summary>
    public static string MarkOfFindings(string unit) => $"{Mark}unit={unit} findings -->";

    /// <summary>Whether a text is marked as choo's: it begins with the mark. One that quotes choo is a person's.</summary>
    public static bool HasMark(string text) => text.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>A text of others as it is kept.</summary>
    public static string Cut(string text) => Cut(text, FeedbackItem.LongestText);

    /// <summary>The end of a text of others as it is kept.</summary>
    public static string CutStart(string text)
    {
        var start = text.Length - FeedbackItem.LongestText + 2;
        return text.Length <= FeedbackItem.LongestText ? text : string.Concat("… ", text.AsSpan(char.IsLowSurrogate(text[start]) ? start + 1 : start));
    }

    /// <summary>The title: the unit, and what its first task is called.</summary>
    public static string TitleOf(Unit unit) => Cut(WholeTitleOf(unit), LongestTitle);

    private static string WholeTitleOf(Unit unit) => unit.Tasks switch
    {
        [{ Title.Length: > 0 } only] => $"{unit.Id}: {OneLine(only.Title)}",
        [{ Title.Length: > 0 } first, .. var more] => $"{unit.Id}: {OneLine(first.Title)}, and {more.Length} more",
        _ => unit.Id,
    };

    /// <summary>The answer to what was said in a round.</summary>
    public static string AnswerOf(string unit, int round, string commit) => $"{MarkOf(unit, round)}\nDone in {commit}.";

    /// <summary>The beginning of a text; two halves of one character stay together.</summary>
    private static string Cut(string text, int longest) =>
        text.Length <= longest ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[longest - 3]) ? longest - 3 : longest - 2), " …");

    private static string OneLine(string text) => string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
}
