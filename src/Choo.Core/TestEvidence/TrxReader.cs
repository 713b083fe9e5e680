using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;

namespace Choo.Core.TestEvidence;

/// <summary>Reads the results that a VSTest run writes with its logger trx.</summary>
public static class TrxReader
{
    /// <summary>The results of one run; throws <see cref="XmlException"/> when it is no such file.</summary>
    public static TestResults Read(Stream trx)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false };
        using var reader = XmlReader.Create(trx, settings);
        var root = XDocument.Load(reader).Root;
        if (root is not { Name.LocalName: "TestRun" })
        {
            throw new XmlException("not a test run");
        }

        var space = root.Name.Namespace;
        var methods = new Dictionary<string, (string Assembly, string Class, string Method)>(StringComparer.Ordinal);
        foreach (var test in root.Elements(space + "TestDefinitions").Elements())
        {
            var method = test.Element(space + "TestMethod");
            var file = (string?)method?.Attribute("codeBase") ?? (string?)test.Attribute("storage") ?? "";
            methods[(string?)test.Attribute("id") ?? ""] = (
                file[(file.LastIndexOfAny(['/', '\\']) + 1)..], (string?)method?.Attribute("className") ?? "", (string?)method?.Attribute("name") ?? (string?)test.Attribute("name") ?? "");
        }

        var results = new TestResults([.. root.Elements(space + "Results").Elements().Select(result => Case(result, methods))], IsWhole: true);
        return results with { IsWhole = IsWhole(root, space, results.Failing()) };
    }

    private static TestCase Case(XElement result, Dictionary<string, (string Assembly, string Class, string Method)> methods)
    {
        var name = (string?)result.Attribute("testName") ?? "";
        var (assembly, type, method) = methods.GetValueOrDefault((string?)result.Attribute("testId") ?? "", ("", "", name));

        // Some adapters put the case's arguments, or the class, into the method's name.
        var arguments = method.IndexOf('(', StringComparison.Ordinal);
        method = arguments > 0 ? method[..arguments] : method;
        method = type.Length > 0 && method.StartsWith(type + ".", StringComparison.Ordinal) ? method[(type.Length + 1)..] : method;
        return new(assembly, type, method, name, Outcome((string?)result.Attribute("outcome")));
    }

    private static TestOutcome Outcome(string? word) => word switch
    {
        "Passed" or "Warning" => TestOutcome.Passed,
        "NotExecuted" or "Inconclusive" or "NotRunnable" or "Pending" => TestOutcome.Skipped,
        _ => TestOutcome.Failed,
    };

    // xUnit reports each failing test once more as an error of the run; any other error means that the run was cut off.
    private static bool IsWhole(XElement root, XNamespace space, IReadOnlyCollection<string> failing)
    {
        var summary = root.Element(space + "ResultSummary");
        return (string?)summary?.Attribute("outcome") is "Completed" or "Failed" or "Passed" or "Warning"
            && summary!.Elements(space + "RunInfos").Elements().Where(info => (string?)info.Attribute("outcome") is "Error" or "Failed" or "Aborted")
                .All(info => failing.Any(name => info.Value.TrimEnd().EndsWith($" {name} [FAIL]", StringComparison.Ordinal)));
    }
}
