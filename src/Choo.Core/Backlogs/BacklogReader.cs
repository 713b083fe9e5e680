using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
using Choo.Core.Diagnostics;
using Choo.Core.Specs.Yaml;
using Choo.Core.Text;

namespace Choo.Core.Backlogs;

/// <summary>
/// Reads backlogs: one file with <c>gaps:</c>, or files that each hold a gap or a list of them. A record that is wrong loses nothing but itself, and
/// everything that is wrong is said.
/// </summary>
public static class BacklogReader
{
    // Starting threads for a handful of files costs more than it saves.
    private const int FewFiles = 16;

    /// <summary>Reads all files (many at once) and judges them together.</summary>
    /// <param name="files">The files, in the order in which their gaps come.</param>
    /// <param name="strict">Whether what is a warning otherwise is an error.</param>
    /// <param name="yaml">Reads YAML.</param>
    public static Backlog Read(IReadOnlyList<BacklogFile> files, bool strict, IYaml yaml)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(yaml);
        var readings = new FileReading[files.Count];
        if (files.Count <= FewFiles)
        {
            for (var index = 0; index < readings.Length; index++)
            {
                readings[index] = ReadFile(files[index], yaml);
            }
        }
        else
        {
            Parallel.For(0, readings.Length, index => readings[index] = ReadFile(files[index], yaml));
        }

        var problems = readings.SelectMany(reading => reading.Problems).ToList();
        var gaps = BacklogRules.Apply([.. readings.SelectMany(reading => reading.Gaps)], [.. readings.SelectMany(reading => reading.Holds)], problems);
        return new Backlog(gaps, DiagnosticOrder.Sort(strict ? [.. problems.Select(Stricter)] : problems));
    }

    private static Diagnostic Stricter(Diagnostic problem) => problem.Severity == Severity.Warning ? problem with { Severity = Severity.Error } : problem;

    private static FileReading ReadFile(BacklogFile file, IYaml yaml)
    {
        var reading = new FileReading(file.Path);
        if (TextOf(file, reading) is not { } text)
        {
            return reading;
        }

        var (root, problems) = yaml.Read(text, 1);
        foreach (var problem in problems)
        {
            reading.Problems.Add((problem.Kind == YamlProblemKind.Malformed ? DiagnosticCodes.BacklogMalformed : DiagnosticCodes.GapWrongType)
                .At(file.Path, problem.At.Line, problem.At.Column, problem.Message));
        }

        if (root is not null)
        {
            ReadRoot(root, reading);
        }

        return reading;
    }

    /// <summary>The file's text without a byte order mark; null when it is none.</summary>
    private static string? TextOf(BacklogFile file, FileReading reading)
    {
        var content = file.Content.Span;
        if (content.IndexOf((byte)0) is >= 0 and var zero)
        {
            reading.Report(DiagnosticCodes.BacklogMalformed, Utf8Text.PositionOf(content, zero), "the file contains a NUL byte here, so it is not text; save it as UTF-8 text");
            return null;
        }

        if (!Utf8.IsValid(content))
        {
            reading.Report(DiagnosticCodes.BacklogMalformed, Utf8Text.FirstInvalid(content), "the file is not UTF-8 from here on; save it as UTF-8");
            return null;
        }

        return Encoding.UTF8.GetString(content.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content);
    }

    private static void ReadRoot(YamlNode root, FileReading reading)
    {
        switch (root)
        {
            case YamlNode.List list:
                ReadGaps(list.Items, reading);
                break;
            case YamlNode.Map map when map.Find("gaps") is { } gaps:
                ReadHolds(map, reading);
                switch (gaps.Value)
                {
                    case YamlNode.List list:
                        ReadGaps(list.Items, reading);
                        break;
                    case var other when !YamlFields.IsAbsent(other):
                        reading.Report(DiagnosticCodes.BacklogMalformed, other.At, $"'gaps' must be a list, not {YamlFields.Kind(other)}");
                        break;
                }

                break;
            case YamlNode.Map { Entries.IsEmpty: true }:
                break;
            case YamlNode.Map map when map.Find("id") is not null:
                ReadGaps([map], reading);
                break;
            default:
                reading.Report(DiagnosticCodes.BacklogMalformed, root.At, $"a backlog is a list of gaps, or has one under 'gaps:'; here is {YamlFields.Kind(root)}");
                break;
        }
    }

    private static void ReadGaps(ImmutableArray<YamlNode> items, FileReading reading)
    {
        foreach (var item in items)
        {
            if (item is YamlNode.Map map)
            {
                if (GapReader.Read(map, reading) is { } gap)
                {
                    reading.Gaps.Add(gap);
                }
            }
            else
            {
                reading.Report(DiagnosticCodes.GapWrongType, item.At, $"a gap must be a map with 'id', not {YamlFields.Kind(item)}");
            }
        }
    }

    /// <summary><c>meta: current_priorities: explicit_holds:</c>, or the same at the top: texts that begin with an id.</summary>
    private static void ReadHolds(YamlNode.Map root, FileReading reading)
    {
        var meta = (root.Find("meta")?.Value as YamlNode.Map)?.Find("current_priorities")?.Value as YamlNode.Map;
        var found = meta?.Find("explicit_holds")?.Value ?? root.Find("explicit_holds")?.Value;
        switch (found)
        {
            case null or YamlNode.Scalar { IsNull: true }:
                break;
            case YamlNode.List list:
                foreach (var item in list.Items)
                {
                    ReadHold(item, reading);
                }

                break;
            case var other:
                reading.Report(DiagnosticCodes.GapWrongType, other.At, $"'explicit_holds' must be a list such as ['A-1: wait for the licence'], not {YamlFields.Kind(other)}");
                break;
        }
    }

    private static void ReadHold(YamlNode item, FileReading reading)
    {
        var (id, why) = item switch
        {
            YamlNode.Scalar { IsNull: false, Text: var text } when text.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 => (text[..colon], text[(colon + 1)..]),
            YamlNode.Scalar { IsNull: false, Text: var text } => (text, ""),
            YamlNode.Map { Entries: [{ Key: var key, Value: YamlNode.Scalar { Text: var text } }] } => (key, text),
            _ => ("", ""),
        };
        if (id.Trim() is { Length: > 0 } name)
        {
            reading.Holds.Add(new Hold(name, why.Trim(), reading.File, item.At));
        }
        else
        {
            reading.Report(DiagnosticCodes.GapWrongType, item.At, $"a hold is a gap's id and why it is held, such as 'A-1: wait for the licence', not {YamlFields.Kind(item)}");
        }
    }
}
