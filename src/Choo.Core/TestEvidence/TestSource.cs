using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Choo.Core.TestEvidence;

/// <summary>A test method as its source has it.</summary>
/// <param name="Name">Class and method, without the namespace.</param>
/// <param name="Assertions">How many assertions its body holds.</param>
/// <param name="IsSkipped">Whether its attributes say that it is not to run.</param>
public sealed record SourceTest(string Name, int Assertions, bool IsSkipped);

/// <summary>A file before and after.</summary>
/// <param name="Path">Relative to the repository.</param>
/// <param name="Before">Its text before, null when it was not there.</param>
/// <param name="Now">Its text now, null when it is gone.</param>
public sealed record ChangedFile(string Path, string? Before, string? Now);

/// <summary>Reads test methods of xUnit, NUnit and MSTest out of C#, closely enough to count what assertions they hold.</summary>
public static partial class TestSource
{
    /// <summary>Whether a file can hold tests that are read here.</summary>
    public static bool IsRead(string path) => path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);

    /// <summary>What changed for the worse in files taken together: a test may move from one to another.</summary>
    public static ImmutableArray<TestChange> Compare(IEnumerable<ChangedFile> files)
    {
        var (before, now) = (new List<SourceTest>(), new List<SourceTest>());
        foreach (var file in files)
        {
            before.AddRange(file.Before is null ? [] : Read(file.Before));
            now.AddRange(file.Now is null ? [] : Read(file.Now));
        }

        var there = now.ToLookup(test => test.Name, StringComparer.Ordinal);
        return [.. before.GroupBy(test => test.Name, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Compare(group.Key, [.. group], [.. there[group.Key]])).OfType<TestChange>()];
    }

    /// <summary>The test methods of a file.</summary>
    public static ImmutableArray<SourceTest> Read(string source)
    {
        var code = CSharpText.CodeOnly(source);
        var found = Find(code);
        var classes = ClassHead().Matches(code).Select(match => (match.Index, Name: match.Groups[1].Value)).ToArray();
        var tests = ImmutableArray.CreateBuilder<SourceTest>(found.Count);
        var around = -1;
        for (var i = 0; i < found.Count; i++)
        {
            while (around + 1 < classes.Length && classes[around + 1].Index < found[i].At)
            {
                around++;
            }

            // A body ends at the next test at the latest, so that a file of unclosed ones is read once and not again for each.
            var body = Body(code.AsSpan(found[i].Parameters, (i + 1 < found.Count ? found[i + 1].At : code.Length) - found[i].Parameters));
            tests.Add(new(around < 0 ? found[i].Name : $"{classes[around].Name}.{found[i].Name}", Assertion().Count(body), found[i].IsSkipped));
        }

        return tests.ToImmutable();
    }

    private static List<(int At, int Parameters, string Name, bool IsSkipped)> Find(string code)
    {
        var found = new List<(int, int, string, bool)>();
        for (var at = code.IndexOf('['); at >= 0; at = at < code.Length ? code.IndexOf('[', at) : -1)
        {
            var end = AttributesEnd(code, at);
            var attributes = code[at..end];
            if (BeginsMember(code, at) && TestAttribute().IsMatch(attributes) && MethodName(code, end) is { } method)
            {
                found.Add((at, method.End, method.Name, Skip().IsMatch(attributes)));
            }

            at = Math.Max(end, at + 1);
        }

        return found;
    }

    private static bool BeginsMember(string code, int at)
    {
        var before = code.AsSpan(0, at).TrimEnd();
        return before.IsEmpty || before[^1] is '{' or '}' or ';';
    }

    /// <summary>The end of the attribute lists that follow each other from here.</summary>
    private static int AttributesEnd(string code, int at)
    {
        var depth = 0;
        for (var i = at; i < code.Length; i++)
        {
            if (code[i] == '[')
            {
                depth++;
            }
            else if (code[i] == ']')
            {
                depth--;
            }
            else if (depth == 0 && !char.IsWhiteSpace(code[i]))
            {
                return i;
            }
        }

        return code.Length;
    }

    /// <summary>The name right before the first parenthesis, and where that is; null when what follows is no method.</summary>
    private static (string Name, int End)? MethodName(string code, int from)
    {
        var open = code.AsSpan(from).IndexOfAny("(;{=");
        if (open < 0 || code[from + open] != '(')
        {
            return null;
        }

        var head = code.AsSpan(from, open).TrimEnd();
        if (head.EndsWith(">") && head.LastIndexOf('<') is > 0 and var generic)
        {
            head = head[..generic].TrimEnd();
        }

        var begin = head.Length;
        while (begin > 0 && (char.IsLetterOrDigit(head[begin - 1]) || head[begin - 1] == '_'))
        {
            begin--;
        }

        return begin == head.Length ? null : (head[begin..].ToString(), from + open);
    }

    private static TestChange? Compare(string name, SourceTest[] before, SourceTest[] now)
    {
        if (now.Length < before.Length)
        {
            return new(TestChangeKind.Vanished, name, before.Length, now.Length);
        }

        if (now.Count(test => test.IsSkipped) > before.Count(test => test.IsSkipped))
        {
            return new(TestChangeKind.Skipped, name, 1, 0);
        }

        var (had, has) = (before.Sum(test => test.Assertions), now.Sum(test => test.Assertions));
        return has < had ? new(TestChangeKind.FewerAssertions, name, had, has) : null;
    }

    /// <summary>From the parameter list's opening parenthesis to the end of the body, be it a block or an expression.</summary>
    private static ReadOnlySpan<char> Body(ReadOnlySpan<char> code)
    {
        var depth = 0;
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '{' or '(' or '[':
                    depth++;
                    break;
                case '}' or ')' or ']':
                    depth--;
                    if (depth <= 0 && code[i] == '}')
                    {
                        return code[..i];
                    }

                    break;
                case ';' when depth == 0:
                    return code[..i];
            }
        }

        return code;
    }

    [GeneratedRegex(@"\b(?:class|struct|record)\s+([\p{L}_]\w*)", RegexOptions.CultureInvariant)]
    private static partial Regex ClassHead();

    [GeneratedRegex(@"(?:^|[\[,.:\s])(?:\w*Fact|\w*Theory|Test|TestCase|TestCaseSource|\w*TestMethod|Property)(?:Attribute)?\s*[\](,]", RegexOptions.CultureInvariant)]
    private static partial Regex TestAttribute();

    [GeneratedRegex(@"\bSkip\w*\s*=|\bIgnore\w*\b|\bExplicit\b", RegexOptions.CultureInvariant)]
    private static partial Regex Skip();

    [GeneratedRegex(@"\b(?:\w*Assert\w*|Verify\w*|Expect\w*|Should\w*|Must\w*|Throws\w*)\s*[.(<]", RegexOptions.CultureInvariant)]
    private static partial Regex Assertion();
}
