using System.Collections.Immutable;
using System.Globalization;
using Choo.Core.Text;

namespace Choo.Core.CodeReview;

/// <summary>Which files of a change a reviewer is shown, and which are only named.</summary>
/// <param name="Shown">Paths whose patch is shown.</param>
/// <param name="Named">A line for each other file: its path, how much it changed, and why it is not shown.</param>
public sealed record ReviewSelection(ImmutableArray<string> Shown, ImmutableArray<string> Named)
{
    private const int MostFiles = 200;
    private const int MostLinesOfFile = 2_000;
    private const int MostLines = 6_000;
    private const int MostNamed = 200;

    /// <summary>Files in the order they come in, until the lines of a prompt are used up; the reviewer can read the others in the worktree.</summary>
    public static ReviewSelection Of(IEnumerable<ChangedLines> changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        var (shown, named, lines, unnamed) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>(), 0, 0);
        foreach (var file in changed)
        {
            var size = (file.Added ?? 0) + (file.Removed ?? 0);
            var why = file.Added is null ? "binary"
                : GeneratedFiles.Match(file.Path) ? "generated or a lock file"
                : size > MostLinesOfFile ? "too long to show"
                : lines + size > MostLines || shown.Count == MostFiles ? "the diff is too long to show all of it"
                : null;
            if (why is null)
            {
                shown.Add(file.Path);
                lines += size;
            }
            else if (named.Count < MostNamed)
            {
                named.Add($"{PathText.Show(file.Path)}: {(file.Added is null ? "" : string.Create(CultureInfo.InvariantCulture, $"+{file.Added} -{file.Removed} lines, "))}{why}");
            }
            else
            {
                unnamed++;
            }
        }

        if (unnamed > 0)
        {
            named.Add($"and {unnamed} other files");
        }

        return new ReviewSelection(shown.ToImmutable(), named.ToImmutable());
    }
}
