using System.Collections.Immutable;
using System.Text;

namespace Choo.Core.Gates;

/// <summary>
/// The part of an output that reports tests: vstest's console logger (<c>  Failed Name [12 ms]</c>), the testing platform's
/// (<c>failed Name (12ms)</c>) and xunit's own (<c>Name [FAIL]</c>).
/// </summary>
internal sealed class TestOutput(WorktreePaths paths)
{
    private const int Limit = 50;
    private const int LongestName = 500;
    private const int LongestMessage = 2000;

    // Deterministic builds write this for the root of their own repository: the frames of test frameworks have it.
    private const string SourceLinked = "/_/";

    private readonly List<TestFailure> failures = [];
    private readonly HashSet<string> named = [];
    private readonly List<string> onlyNamed = [];
    private readonly TestTotals totals = new();
    private readonly OtherRunners others = new();
    private readonly StringBuilder message = new();
    private string? name;
    private string? file;
    private int fileLine;
    private bool isInside;
    private Part part;

    private enum Part
    {
        None,
        Header,
        Message,
        Stack,
    }

    public TestCounts? Counts => totals.Counts;

    public bool Missed => totals.Missed || others.Missed;

    public bool Ran => others.Ran;

    /// <summary>True when the line is a test's and nothing else's.</summary>
    public bool Line(ReadOnlySpan<char> line)
    {
        if (totals.Line(line))
        {
            Close();
            return true;
        }

        if (TestHeader.Failed(line) is { } failed)
        {
            Open(failed.Name, failed.IsPlatform);
            return true;
        }

        if (TestHeader.Marked(line) is { IsEmpty: false } marked)
        {
            Mark(marked);
            return true;
        }

        others.Line(line);
        return part != Part.None && Inside(line);
    }

    public ImmutableArray<TestFailure> Failures()
    {
        Close();
        var rest = onlyNamed.Where(n => !named.Contains(n)).Select(n => new TestFailure(n, "", null, 0));
        return [.. failures.Concat(rest).Take(Limit)];
    }

    private void Open(string test, bool isPlatform)
    {
        Close();
        name = test.Length <= LongestName ? test : test[..LongestName];
        part = isPlatform ? Part.Message : Part.Header;
    }

    private void Mark(ReadOnlySpan<char> test)
    {
        Close();
        if (onlyNamed.Count < Limit)
        {
            onlyNamed.Add(test.ToString());
        }
    }

    private bool Inside(ReadOnlySpan<char> line)
    {
        if (TestHeader.OtherTest(line))
        {
            Close();
            return true;
        }

        if (line.StartsWith("  Error Message:"))
        {
            part = Part.Message;
            return true;
        }

        if (line.StartsWith("  Stack Trace:"))
        {
            part = Part.Stack;
            return true;
        }

        // What the test itself printed may look like anything; it still goes to the parser of diagnostics.
        if (line.StartsWith("  Standard Output") || line.StartsWith("  Standard Error") || line.StartsWith("  Debug Trace"))
        {
            Close();
            return true;
        }

        return part switch
        {
            Part.Message => Message(line),
            Part.Stack => Stack(line),
            _ => false,
        };
    }

    private bool Message(ReadOnlySpan<char> line)
    {
        if (IsFrame(line))
        {
            part = Part.Stack;
            return Stack(line);
        }

        // The testing platform prints the message twice when it runs under dotnet test; the second one is the whole one.
        if (line.StartsWith("  from ") && line.EndsWith(")"))
        {
            message.Clear();
            return true;
        }

        if (message.Length < LongestMessage)
        {
            message.Append(line.Trim()).Append('\n');
        }

        return true;
    }

    private bool Stack(ReadOnlySpan<char> line)
    {
        if (!IsFrame(line))
        {
            Close();
            return line.IsWhiteSpace();
        }

        var at = line.LastIndexOf(" in ");
        if (at >= 0 && !isInside)
        {
            Locate(line[(at + 4)..]);
        }

        return true;
    }

    /// <summary>The first frame inside the worktree is the place; before one is seen, the first that has a file of this machine.</summary>
    private void Locate(ReadOnlySpan<char> place)
    {
        var colon = place.LastIndexOf(':');
        if (colon <= 0 || place.StartsWith(SourceLinked) || !int.TryParse(place[(colon + 1)..].TrimStart("line ").Trim(), out var number))
        {
            return;
        }

        isInside = paths.Contains(place[..colon]);
        if (isInside || file is null)
        {
            (file, fileLine) = (paths.Relative(place[..colon]), number);
        }
    }

    private static bool IsFrame(ReadOnlySpan<char> line) => line.StartsWith("  ") && line.TrimStart().StartsWith("at ");

    private void Close()
    {
        if (name is not null && failures.Count < Limit && named.Add(name))
        {
            var text = message.ToString().Trim();
            failures.Add(new(name, text.Length <= LongestMessage ? text : text[..LongestMessage], file, file is null ? 0 : fileLine));
        }

        (name, file, fileLine, isInside, part) = (null, null, 0, false, Part.None);
        message.Clear();
    }
}
