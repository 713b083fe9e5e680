using System.Collections.Immutable;
using Choo.Core.Diagnostics;

namespace Choo.Core.Gates;

/// <summary>What made a gate fail, the most telling first: errors, then failed tests; warnings only where neither was found.</summary>
public static class GateCauses
{
    /// <summary>The diagnostics that may have made it fail: a warning is none beside a failed test.</summary>
    public static ImmutableArray<Diagnostic> Diagnostics(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var errors = evidence.Diagnostics.Where(each => each.Severity == Severity.Error).ToImmutableArray();
        return errors.IsEmpty && evidence.FailedTests.IsEmpty ? evidence.Diagnostics : errors;
    }

    /// <summary>One line each, each once.</summary>
    public static IEnumerable<string> Lines(Evidence evidence) => Diagnostics(evidence)
        .Select(diagnostic => diagnostic.ToString())
        .Concat(evidence.FailedTests.Select(Line))
        .Distinct(StringComparer.Ordinal);

    /// <summary><c>file(line): failed test Name: the message's first line</c>.</summary>
    public static string Line(TestFailure test)
    {
        ArgumentNullException.ThrowIfNull(test);
        var place = test.File is null ? "" : test.Line > 0 ? $"{test.File}({test.Line}): " : $"{test.File}: ";
        var message = test.Message.AsSpan().Trim();
        var end = message.IndexOfAny('\r', '\n');
        var first = end < 0 ? message : message[..end];
        return first.IsEmpty ? $"{place}failed test {test.Name}" : $"{place}failed test {test.Name}: {first}";
    }
}
