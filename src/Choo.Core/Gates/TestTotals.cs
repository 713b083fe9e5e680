using System.Globalization;

namespace Choo.Core.Gates;

/// <summary>Sums the totals of all test runs in one output, in each form that the runners have.</summary>
internal sealed class TestTotals
{
    private int passed;
    private int failed;
    private int skipped;
    private bool any;
    private bool inBlock;

    /// <summary>Whether a runner said that there was no test to run: that of vstest for a filter or an assembly, and that of the testing platform.</summary>
    public bool Missed { get; private set; }

    public TestCounts? Counts => any ? new(passed, failed, skipped) : null;

    /// <summary>True when the line is one of totals.</summary>
    public bool Line(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart();
        if (text.StartsWith("No test matches the given testcase filter") || text.StartsWith("No test is available in ") || text.StartsWith("Zero tests ran"))
        {
            return Missed = true;
        }

        if (text.StartsWith("Failed!  - ") || text.StartsWith("Passed!  - ") || text.StartsWith("Skipped!  - ") || text.StartsWith("Failed! - ") || text.StartsWith("Passed! - "))
        {
            return OneLine(text[(text.IndexOf('-') + 1)..]);
        }

        if (text.StartsWith("Test summary: "))
        {
            return OneLine(text["Test summary: ".Length..]);
        }

        if (text.StartsWith("Test run summary: ") || text.StartsWith("Total tests: "))
        {
            return inBlock = any = true;
        }

        return inBlock && InBlock(text);
    }

    // Failed:     1, Passed:     2, Skipped:     0, Total:     3, Duration: 12 ms - A.dll (net10.0)
    private bool OneLine(ReadOnlySpan<char> text)
    {
        inBlock = false;
        foreach (var range in text.Split(','))
        {
            any |= Count(text[range].Trim());
        }

        return true;
    }

    private bool InBlock(ReadOnlySpan<char> text)
    {
        if (Count(text) || text.StartsWith("total: "))
        {
            return true;
        }

        inBlock = false;
        return false;
    }

    private bool Count(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        if (colon < 0 || !int.TryParse(text[(colon + 1)..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        switch (text[..colon].Trim())
        {
            case "Passed" or "passed" or "succeeded":
                passed += number;
                return true;
            case "Failed" or "failed":
                failed += number;
                return true;
            case "Skipped" or "skipped":
                skipped += number;
                return true;
            default:
                return false;
        }
    }
}
