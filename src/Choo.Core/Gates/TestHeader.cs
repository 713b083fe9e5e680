using System.Buffers;

namespace Choo.Core.Gates;

/// <summary>The first line of one test's report.</summary>
/// <param name="Name">The test's name, as printed.</param>
/// <param name="IsPlatform">Whether the testing platform printed it, which puts the message right below.</param>
internal sealed record TestHeader(string Name, bool IsPlatform)
{
    private static readonly SearchValues<char> Duration = SearchValues.Create("0123456789 <.,hms");

    /// <summary><c>  Failed Name [12 ms]</c> of vstest or <c>failed Name (1s 012ms)</c> of the testing platform; null for other lines.</summary>
    public static TestHeader? Failed(ReadOnlySpan<char> line)
    {
        if (line.StartsWith("  Failed ") && VsTestName(line[9..]) is { IsEmpty: false } vstest)
        {
            return new(vstest.ToString(), false);
        }

        return line.StartsWith("failed ") && PlatformName(line[7..]) is { IsEmpty: false } platform ? new(platform.ToString(), true) : null;
    }

    /// <summary>The report of a test that did not fail.</summary>
    public static bool OtherTest(ReadOnlySpan<char> line)
        => ((line.StartsWith("  Passed ") || line.StartsWith("  Skipped ")) && !VsTestName(line[9..]).IsEmpty)
        || (line.StartsWith("passed ") && !PlatformName(line[7..]).IsEmpty)
        || line.StartsWith("skipped ");

    /// <summary>The name in <c>[xUnit.net 00:00:00.20]     Name [FAIL]</c> and in <c>    Name [FAIL]</c>; empty for other lines.</summary>
    public static ReadOnlySpan<char> Marked(ReadOnlySpan<char> line)
    {
        if (!line.EndsWith(" [FAIL]") || line[0] is not (' ' or '['))
        {
            return default;
        }

        var name = line[..^7];
        return (name.StartsWith("[xUnit.net ") && name.IndexOf(']') is var end and > 0 ? name[(end + 1)..] : name).Trim();
    }

    private static ReadOnlySpan<char> VsTestName(ReadOnlySpan<char> rest)
    {
        var open = rest.EndsWith("s]") ? rest.LastIndexOf(" [") : -1;
        return open > 0 && IsDuration(rest[(open + 2)..^1]) ? rest[..open].Trim() : default;
    }

    private static ReadOnlySpan<char> PlatformName(ReadOnlySpan<char> rest)
    {
        var open = rest.EndsWith("s)") ? rest.LastIndexOf(" (") : -1;
        return open > 0 && IsDuration(rest[(open + 2)..^1]) ? rest[..open].Trim() : default;
    }

    // 12 ms, < 1 ms, 1 m 2 s, 1s 026ms
    private static bool IsDuration(ReadOnlySpan<char> text) => text.ContainsAnyInRange('0', '9') && !text.ContainsAnyExcept(Duration);
}
