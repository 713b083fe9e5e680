using System.Collections.Immutable;
using System.Text;

namespace Choo.Core.CodeReview;

/// <summary>Keeps a patch within the length that a prompt can hold: very long lines do not count as lines.</summary>
public static class PatchText
{
    private const int LongestFile = 60_000;
    private const int Longest = 240_000;
    private const string Head = "diff --git ";

    /// <summary>The patch with each file and the whole cut at the end of a line; a cut is said in a line of its own. Files of which nothing is left are given by their paths.</summary>
    public static (string Patch, ImmutableArray<string> Dropped) Bound(string patch)
    {
        ArgumentNullException.ThrowIfNull(patch);
        var bound = new StringBuilder(Math.Min(patch.Length, Longest));
        var dropped = ImmutableArray.CreateBuilder<string>();
        foreach (var file in Files(patch))
        {
            var room = Math.Min(LongestFile, Longest - bound.Length);
            var head = file.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? file[..end] : file;
            if (room <= head.Length)
            {
                dropped.Add(PathIn(head));
                continue;
            }

            bound.Append(Cut(file, room));
        }

        return (bound.ToString(), dropped.ToImmutable());
    }

    /// <summary>The path of <c>diff --git a/PATH b/PATH</c>; what stands there where there are two, or where git quotes them.</summary>
    private static string PathIn(string head)
    {
        var both = head.StartsWith(Head, StringComparison.Ordinal) ? head[Head.Length..] : head;
        var half = both.Length / 2;
        return both.Length % 2 == 1 && both[half] == ' ' && both.StartsWith("a/", StringComparison.Ordinal) && both[(half + 1)..].StartsWith("b/", StringComparison.Ordinal)
            && both[2..half] == both[(half + 3)..] ? both[2..half] : both;
    }

    /// <summary>No line of a file's content begins with the head of a file: each has a sign before it.</summary>
    private static IEnumerable<string> Files(string patch)
    {
        for (var at = 0; at < patch.Length;)
        {
            var next = patch.IndexOf("\n" + Head, at, StringComparison.Ordinal);
            var end = next < 0 ? patch.Length : next + 1;
            yield return patch[at..end];
            at = end;
        }
    }

    private static string Cut(string file, int room)
    {
        if (file.Length <= room)
        {
            return file;
        }

        var line = file.LastIndexOf('\n', room - 1);
        return file[..(line + 1)] + "(cut here: the rest is too long to show)\n";
    }
}
