using System.Text.RegularExpressions;
using Choo.Testing;
using Xunit;

namespace Choo.Tool.Tests;

/// <summary>The tables of docs/reliability.md: no incident is missing, and every test that they name is there.</summary>
public sealed partial class ReliabilityTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(RepositoryRoot.Folder, "docs/reliability.md"));

    [Fact]
    public void Every_incident_has_a_line()
    {
        var numbers = Lines.Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|')[1].Trim()).ToHashSet();
        string[] expected = [.. Enumerable.Range(1, 30).Select(n => $"{n}"), .. "abcdefg".Select(c => $"{c}"), .. Enumerable.Range(1, 26).Select(n => $"W{n}")];
        Assert.Empty(expected.Except(numbers));
    }

    [Fact]
    public void Every_line_names_a_test_or_says_why_there_is_none()
    {
        foreach (var line in Lines.Where(line => Numbered().IsMatch(line)))
        {
            Assert.True(Test().IsMatch(line) || line.Contains("does not apply", StringComparison.Ordinal), line);
        }
    }

    [Fact]
    public void Every_test_that_is_named_is_there()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Folder, "tests"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText).ToArray();
        foreach (Match named in Lines.SelectMany(line => Test().Matches(line)))
        {
            var (type, method) = (named.Groups[1].Value, named.Groups[2].Value);
            Assert.True(
                sources.Any(text => text.Contains($" class {type}", StringComparison.Ordinal) && text.Contains($" {method}(", StringComparison.Ordinal)),
                $"there is no test {type}.{method}");
        }
    }

    [GeneratedRegex("`([A-Z]\\w*(?:Tests|Properties))\\.(\\w+)`")]
    private static partial Regex Test();

    [GeneratedRegex("^\\| (\\d+|[a-g]|W\\d+) \\|")]
    private static partial Regex Numbered();
}
