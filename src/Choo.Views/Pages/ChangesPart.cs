using System.Globalization;
using System.Text;
using Choo.Core.CodeReview;
using Choo.Views.Text;

namespace Choo.Views.Pages;

/// <summary>What a unit changed: its files, and the patch, folded.</summary>
internal static class ChangesPart
{
    private const int MostFiles = 100;
    private const int MostCharacters = 48 << 10;
    private const int MostLines = 600;

    /// <summary>Writes it.</summary>
    public static void Write(HtmlText html, UnitChanges changes, PageBudget budget)
    {
        var files = changes.Files;
        html.Element("h4", "Changes").Break()
            .Open("details", ("class", "changes"))
            .Element("summary", $"{Amounts.Count(files.Length, "file")}, +{files.Sum(file => file.Added ?? 0)} −{files.Sum(file => file.Removed ?? 0)}").Break()
            .Open("ul", ("class", "files"));
        foreach (var file in files.Take(MostFiles))
        {
            html.Open("li").Element("code", file.Path).Text($" {Counts(file)}").Close();
        }

        if (files.Length > MostFiles)
        {
            html.Element("li", $"and {files.Length - MostFiles} more");
        }

        html.Close().Break();
        WritePatch(html, changes, budget);
        html.Open("p", ("class", "faint")).Text("All of it: ").Element("code", $"git diff {changes.Since} {changes.Until}").Close().Close().Break();
    }

    private static string Counts(ChangedLines file) => file.Added is { } added ? string.Create(CultureInfo.InvariantCulture, $"+{added} −{file.Removed ?? 0}") : "binary";

    private static void WritePatch(HtmlText html, UnitChanges changes, PageBudget budget)
    {
        var (lines, isCut) = Cut(changes.Patch);
        if (lines.Count == 0)
        {
            return;
        }

        if (!budget.TakePatch(lines.Sum(line => line.Length + 1)))
        {
            html.Element("p", "The patch is left out, because the page would be too large.", ("class", "faint")).Break();
            return;
        }

        html.Open("pre", ("class", "diff"), ("tabindex", "0"));
        for (var i = 0; i < lines.Count;)
        {
            // Neighbours of a kind share an element: a page has room for so many.
            var (kind, text) = (KindOf(lines[i]), new StringBuilder());
            for (; i < lines.Count && KindOf(lines[i]) == kind; i++)
            {
                text.Append(lines[i]).Append('\n');
            }

            _ = kind.Length == 0 ? html.Lines(text.ToString()) : html.Open("span", ("class", kind)).Lines(text.ToString()).Close();
        }

        html.Close().Break();
        if (isCut || changes.FilesLeftOut > 0)
        {
            html.Element("p", $"The patch is cut{(changes.FilesLeftOut > 0 ? $"; {Amounts.Count(changes.FilesLeftOut, "file")} more changed" : "")}.", ("class", "cut")).Break();
        }
    }

    private static (List<string> Lines, bool IsCut) Cut(string patch)
    {
        var kept = new List<string>();
        var room = MostCharacters;
        foreach (var line in patch.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            room -= line.Length + 1;
            if (room < 0 || kept.Count >= MostLines)
            {
                return (kept, true);
            }

            kept.Add(line);
        }

        return (kept is [""] ? [] : kept, false);
    }

    private static string KindOf(string line) => line switch
    {
        _ when line.StartsWith("diff --git ", StringComparison.Ordinal) => "file",
        _ when line.StartsWith("@@", StringComparison.Ordinal) => "hunk",
        _ when line.StartsWith("+++", StringComparison.Ordinal) || line.StartsWith("---", StringComparison.Ordinal) => "",
        ['+', ..] => "new",
        ['-', ..] => "old",
        _ => "",
    };
}
