using System.Collections.Immutable;
using System.Globalization;
using Choo.Core.Diagnostics;
using Choo.Core.Priorities;
using Choo.Core.Shell;
using Choo.Core.Specs;
using Choo.Core.Specs.Yaml;
using Choo.Core.Text;

namespace Choo.Core.Backlogs;

/// <summary>Reads one record. Fields that choo does not know are left alone: real backlogs have dozens.</summary>
internal static class GapReader
{
    private static readonly FieldCodes Codes = new(DiagnosticCodes.GapWrongType, DiagnosticCodes.GapWrongType);
    private static readonly string[] Needed = ["title", "status", "priority"];

    /// <summary>The gap; null when it has no id that could be used.</summary>
    public static Gap? Read(YamlNode.Map map, FileReading reading)
    {
        var fields = new YamlFields(map, reading.File, Codes, reading.Problems);
        if (Id(fields) is not { } id)
        {
            return null;
        }

        var status = Word(fields, "status", GapWords.Statuses, GapWords.Status);
        var gap = new Gap
        {
            Id = id,
            File = reading.File,
            At = map.At,
            Title = fields.Text("title")?.Trim() ?? "",
            Domain = DomainOf(fields.Text("domain"), id),
            Priority = Word(fields, "priority", PriorityWords.Priorities, PriorityWords.Priority),
            Effort = Word(fields, "effort", PriorityWords.Efforts, PriorityWords.Effort),
            Status = status ?? GapStatus.Unknown,
            StatusWord = (fields.Map.Find("status")?.Value as YamlNode.Scalar)?.Text ?? "",
            Kind = Word(fields, "kind", GapWords.Kinds, GapWords.Kind) ?? GapKind.User,
            DependsOn = Names(fields, "depends_on"),
            Description = fields.Text("description")?.Trim() ?? "",
            Criteria = [.. Texts(fields, "acceptance"), .. Texts(fields, "acceptance_criteria")],
            Backpressure = Backpressure(fields, status),
            Opened = Date(fields, "opened_date"),
            Closed = Date(fields, "closed_date"),
        };
        ReportMissing(fields, gap);
        return gap;
    }

    private static string? Id(YamlFields fields)
    {
        var at = fields.Find("id")?.Value.At ?? fields.Map.At;
        if (fields.Scalar("id") is not { Text: { Length: > 0 } id })
        {
            fields.Report(DiagnosticCodes.GapWithoutId, at, "the gap has no id; give it one such as 'id: DOC-12'");
            return null;
        }

        if (UnitId.WhyUnusable(id) is { } why)
        {
            fields.Report(DiagnosticCodes.GapIdUnusable, at, $"the id {UnitId.Shown(id)} cannot be used: {why}; it becomes the name of a branch and a folder");
            return null;
        }

        return id;
    }

    /// <summary>A gap that is done needs nothing; one that is to be done without these is never picked.</summary>
    private static void ReportMissing(YamlFields fields, Gap gap)
    {
        if (gap.Status is GapStatus.Done or GapStatus.Dropped)
        {
            return;
        }

        string[] missing = [.. Needed.Where(key => fields.Find(key) is null)];
        if (missing.Length > 0)
        {
            fields.Report(DiagnosticCodes.GapIncomplete, gap.At, $"{gap.Id} has no {string.Join(", no ", missing)}; it is never picked until it has");
        }
    }

    private static string? Backpressure(YamlFields fields, GapStatus? status)
    {
        if (fields.Scalar("backpressure") is not { } scalar || string.IsNullOrWhiteSpace(scalar.Text))
        {
            return null;
        }

        if (status is not (GapStatus.Done or GapStatus.Dropped) && NeverFails.Why(scalar.Text) is { } why)
        {
            fields.Report(DiagnosticCodes.GateNeverFails, scalar.At, $"the backpressure can never fail: {why}; give a command that fails while the gap is open");
        }

        return scalar.Text;
    }

    private static string DomainOf(string? written, string id)
    {
        var domain = written?.Trim() is { Length: > 0 } named ? named : id.IndexOf('-', StringComparison.Ordinal) is > 0 and var hyphen ? id[..hyphen] : id;
        return domain.ToLowerInvariant();
    }

    private static T? Word<T>(YamlFields fields, string key, IReadOnlyList<string> known, Func<string, T?> parse)
        where T : struct, Enum
    {
        if (fields.Scalar(key) is not { Text.Length: > 0 } word)
        {
            return null;
        }

        if (parse(word.Text.Trim()) is { } value)
        {
            return value;
        }

        fields.Report(
            DiagnosticCodes.UnknownGapWord, word.At,
            $"unknown {key} '{YamlFields.Shortened(word.Text)}'; it must be one of {string.Join(", ", known)}{NearestName.Hint(word.Text, known)}");
        return null;
    }

    /// <summary>A list of names, or one name; each once.</summary>
    private static ImmutableArray<string> Names(YamlFields fields, string key)
    {
        var names = new List<string>();
        foreach (var item in Items(fields, key))
        {
            if (item is YamlNode.Scalar { IsNull: false, Text: { Length: > 0 } name })
            {
                if (!names.Contains(name))
                {
                    names.Add(name);
                }
            }
            else
            {
                fields.WrongType(item.At, $"an item of '{key}' must be a name, not {YamlFields.Kind(item)}");
            }
        }

        return [.. names];
    }

    /// <summary>A list of texts, or one text. An item with a colon in it is a map to YAML and is meant as a text.</summary>
    private static IEnumerable<string> Texts(YamlFields fields, string key)
    {
        foreach (var item in Items(fields, key))
        {
            switch (item)
            {
                case YamlNode.Scalar { IsNull: false, Text: var text } when !string.IsNullOrWhiteSpace(text):
                    yield return text.Trim();
                    break;
                case YamlNode.Map { Entries: [{ Key: var first, Value: YamlNode.Scalar { Text: var rest } }] }:
                    yield return $"{first}: {rest}".Trim();
                    break;
                case YamlNode.Scalar:
                    break;
                default:
                    fields.WrongType(item.At, $"an item of '{key}' must be a text, not {YamlFields.Kind(item)}; put it in quotes");
                    break;
            }
        }
    }

    private static ImmutableArray<YamlNode> Items(YamlFields fields, string key) => fields.Find(key)?.Value switch
    {
        null => [],
        YamlNode.List list => list.Items,
        var single => [single],
    };

    private static DateOnly? Date(YamlFields fields, string key)
    {
        if (fields.Find(key)?.Value is not YamlNode.Scalar { Text.Length: > 0 } scalar)
        {
            return null;
        }

        // A date, or a time of which the day counts.
        if (scalar.Text.Length >= 10 && DateOnly.TryParseExact(scalar.Text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        fields.WrongType(scalar.At, $"'{key}' must be a date such as 2026-04-19, not {YamlFields.Kind(scalar)}");
        return null;
    }
}
