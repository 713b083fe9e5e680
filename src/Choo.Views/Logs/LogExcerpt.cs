using System.Collections.Immutable;

namespace Choo.Views.Logs;

/// <summary>The beginning and the end of an agent's log as lines for a person.</summary>
/// <param name="Head">The first lines.</param>
/// <param name="Tail">The last lines; empty when the first are all.</param>
/// <param name="IsCut">Whether there is more between them.</param>
internal sealed record LogExcerpt(ImmutableArray<string> Head, ImmutableArray<string> Tail, bool IsCut)
{
    /// <summary>How many bytes of a log's beginning are enough for it.</summary>
    public const int HeadBytes = 32 << 10;

    /// <summary>How many bytes of its end are.</summary>
    public const int TailBytes = 96 << 10;

    private const int HeadLines = 40;
    private const int TailLines = 80;

    /// <summary>How many characters it has.</summary>
    public int Length => Head.Concat(Tail).Sum(line => line.Length + 1);

    /// <summary>From the bytes' text.</summary>
    /// <param name="head">The text of the beginning, or of all of it.</param>
    /// <param name="tail">The text of the end, which may begin in the middle of a line; empty where the head is all.</param>
    /// <param name="skipped">How many bytes lie between the two.</param>
    public static LogExcerpt Of(string head, string tail, long skipped)
    {
        var text = new RenderedLog();
        var first = text.Add(head).ToList();
        if (skipped == 0)
        {
            first.AddRange(text.Add(tail));
            first.AddRange(text.Finish());
            return first.Count <= HeadLines + TailLines
                ? new LogExcerpt([.. first], [], false)
                : new LogExcerpt([.. first.Take(HeadLines)], [.. first.TakeLast(TailLines)], true);
        }

        var begin = tail.IndexOf('\n', StringComparison.Ordinal) + 1;
        var rest = new RenderedLog();
        List<string> last = [.. rest.Add(tail[begin..]), .. rest.Finish()];
        return new LogExcerpt([.. first.Take(HeadLines)], [.. last.TakeLast(TailLines)], true);
    }
}
