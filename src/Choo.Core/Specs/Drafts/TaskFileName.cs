using System.Globalization;
using System.Text;

namespace Choo.Core.Specs.Drafts;

/// <summary>The name of a task's file, made of its title.</summary>
public static class TaskFileName
{
    // Enough to know a task by; a file system takes 255 bytes, and a letter may take four.
    private const int LongestSlug = 48;

    /// <summary>The most tasks a unit can have: their files begin with two digits.</summary>
    public const int MostTasks = 99;

    /// <summary><c>02-read-the-file.md</c> for number 2 and "Read the file".</summary>
    public static string Of(int number, string title) => string.Create(CultureInfo.InvariantCulture, $"{number:00}-{Slug(title)}.md");

    /// <summary>Letters and digits of any script in lower case, with a dash for all that stands between them; <c>task</c> when there is none.</summary>
    public static string Slug(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        var slug = new StringBuilder();
        var gap = false;
        foreach (var rune in title.EnumerateRunes())
        {
            if (!IsPartOfWord(rune))
            {
                // "don't" is one word.
                gap |= slug.Length > 0 && rune.Value is not ('\'' or '’');
                continue;
            }
            if (slug.Length + (gap ? 1 : 0) + rune.Utf16SequenceLength > LongestSlug)
            {
                break;
            }
            slug.Append(gap ? "-" : "").Append(Rune.ToLowerInvariant(rune).ToString());
            gap = false;
        }
        return slug.Length == 0 ? "task" : slug.ToString();
    }

    private static bool IsPartOfWord(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
