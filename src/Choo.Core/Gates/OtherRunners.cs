namespace Choo.Core.Gates;

/// <summary>Test runners besides those of .NET that end with exit code 0 when they find no test: go, cargo, ctest, unittest, mocha and node.</summary>
internal sealed class OtherRunners
{
    /// <summary>Whether one said that it ran none.</summary>
    public bool Missed { get; private set; }

    /// <summary>Whether one said that it ran some.</summary>
    public bool Ran { get; private set; }

    /// <summary>Looks at a line.</summary>
    public void Line(ReadOnlySpan<char> line)
    {
        var text = line.Trim();
        if (Count(text) is { } count)
        {
            Note(count > 0);
        }
        else if (text.StartsWith("ok  \t"))
        {
            Note(!text.EndsWith("[no tests to run]"));
        }
        else if (text.StartsWith("100% tests passed") || text.SequenceEqual("No tests were found!!!"))
        {
            Note(text[0] == '1');
        }
    }

    private void Note(bool ran)
    {
        Ran |= ran;
        Missed |= !ran;
    }

    private static int? Count(ReadOnlySpan<char> text) =>
        text.StartsWith("test result: ok. ") ? Number(text[17..], " passed; ")
        : text.StartsWith("Ran ") ? Number(text[4..], " test")
        : text.StartsWith("\u2139 tests ") ? Number(text[8..], "")
        : Number(text, " passing (");

    private static int? Number(ReadOnlySpan<char> text, string then)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9') is var stop and >= 0 ? stop : text.Length;
        return end > 0 && text[end..].StartsWith(then) && int.TryParse(text[..end], out var number) ? number : null;
    }
}
