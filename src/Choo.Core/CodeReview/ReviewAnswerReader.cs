using System.Globalization;
using System.Text;
using System.Text.Json;
using Choo.Core.Agents;

namespace Choo.Core.CodeReview;

/// <summary>Reads a reviewer's last message: <c>{"summary": ..., "findings": [{"severity", "file", "line", "message", "suggestion"}]}</c>, alone, fenced or with words around it. Nothing makes it throw.</summary>
public static class ReviewAnswerReader
{
    private const int MostFindings = 100;
    private const int LongestText = 1_000;
    private const int LongestSummary = 500;

    /// <summary>What the message says.</summary>
    /// <param name="text">The message.</param>
    /// <param name="root">Absolute path of the folder that was reviewed: paths below it become relative to it.</param>
    public static ReviewAnswer Read(string? text, string root)
    {
        ArgumentNullException.ThrowIfNull(root);
        if (string.IsNullOrWhiteSpace(text))
        {
            return new ReviewAnswer.Malformed("it is empty");
        }

        var reason = "it holds no JSON object";
        foreach (var piece in JsonPieces.In(text))
        {
            using var document = AgentJson.Parse(Encoding.UTF8.GetBytes(piece));
            if (document?.RootElement is not { } answer)
            {
                continue;
            }

            // The earlier system asked for "issues".
            if ((answer.Child("findings") ?? answer.Child("issues")) is { ValueKind: JsonValueKind.Array } findings)
            {
                return ReadAnswer(answer, findings, root);
            }

            reason = "its JSON has no list \"findings\"";
        }

        return new ReviewAnswer.Malformed(reason);
    }

    private static ReviewAnswer ReadAnswer(JsonElement answer, JsonElement list, string root)
    {
        var findings = new List<ReviewFinding>();
        var number = 0;
        foreach (var item in list.EnumerateArray())
        {
            number++;
            var (finding, problem) = ReadFinding(item, root);
            if (finding is null)
            {
                return new ReviewAnswer.Malformed($"finding {number} {problem}");
            }

            findings.Add(finding);
        }

        return new ReviewAnswer.Readable(
            Words.Line(answer.Text("summary") ?? "", LongestSummary), [.. findings.Distinct().OrderBy(finding => finding.Severity).Take(MostFindings)]);
    }

    private static (ReviewFinding? Finding, string Problem) ReadFinding(JsonElement item, string root)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return (null, "is not an object");
        }

        var word = item.Text("severity")?.Trim();
        if (SeverityOf(word) is not { } severity)
        {
            return (null, $"has {(word is null ? "no severity" : $"the severity \"{Words.Line(word, 40)}\"")}: it must be error, warning, suggestion or info");
        }

        var message = Words.Line(item.Text("message") ?? "", LongestText);
        if (message.Length == 0)
        {
            return (null, "has no message");
        }

        var suggestion = Words.Line(item.Text("suggestion") ?? "", LongestText);
        var file = FileOf(item.Text("file"), root);
        return (new ReviewFinding(severity, file, file is null ? 0 : LineOf(item.Child("line")), message, suggestion.Length == 0 ? null : suggestion), "");
    }

    private static FindingSeverity? SeverityOf(string? word) => word?.ToUpperInvariant() switch
    {
        "ERROR" => FindingSeverity.Error,
        "WARNING" => FindingSeverity.Warning,
        "SUGGESTION" => FindingSeverity.Suggestion,
        "INFO" => FindingSeverity.Info,
        _ => null,
    };

    /// <summary>A path inside the repository; null for any other.</summary>
    private static string? FileOf(string? path, string root)
    {
        var slashed = Words.Line(path ?? "", LongestText).Replace('\\', '/');
        var folder = root.Replace('\\', '/').TrimEnd('/') + "/";
        slashed = slashed.StartsWith(folder, StringComparison.Ordinal) ? slashed[folder.Length..] : slashed;
        if (slashed.StartsWith('/') || slashed.Contains(':', StringComparison.Ordinal))
        {
            return null;
        }

        var parts = slashed.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();
        return parts.Length == 0 || parts.Contains("..") ? null : string.Join('/', parts);
    }

    /// <summary>The first line where a range is named.</summary>
    private static int LineOf(JsonElement? line)
    {
        var text = line switch
        {
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            { ValueKind: JsonValueKind.String } words => words.AsText() ?? "",
            _ => "",
        };
        var digits = string.Concat(text.Trim().TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
    }
}
