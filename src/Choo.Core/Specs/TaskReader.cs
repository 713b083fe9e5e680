using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Shell;
using Choo.Core.Specs.Yaml;
using Choo.Core.Text;

namespace Choo.Core.Specs;

// A task as read, with the places that its unit's rules report at. Without a task when the file has no usable number.
internal readonly record struct TaskReading(SpecTask? Task, Position NumberAt, ImmutableArray<Position> DependsOnAt);

// Reads one task's file.
internal static class TaskReader
{
    private const int LargestNumber = 999_999;

    private static readonly string[] Keys = ["task", "number", "title", "status", "backpressure", "red_first", "changes_tests", "depends_on", "assertion"];

    private static readonly FieldCodes Codes = new(DiagnosticCodes.SpecWrongType, DiagnosticCodes.UnknownSpecKey);

    public static TaskReading Read(in SpecFile file, IYaml yaml, List<Diagnostic> problems)
    {
        if (SpecDocument.Read(in file, yaml, problems) is not { } document)
        {
            return default;
        }
        var fields = new YamlFields(document.Map, file.Path, Codes, problems);
        var number = Number(fields, in file, document, out var numberAt);
        var status = Status(fields, in file);
        var backpressure = Backpressure(fields, status == SpecStatus.Complete, out var backpressureAt);
        var redFirst = RedFirst(fields);
        var changesTests = ChangesTests(fields);
        var dependsOn = Dependencies(fields, out var dependsOnAt);
        var title = fields.Text("title");
        fields.WarnOfUnknownKeys(Keys);
        if (number is null)
        {
            return default;
        }
        var task = new SpecTask
        {
            Number = number.Value,
            Title = string.IsNullOrWhiteSpace(title) ? Heading.First(file.Content.Span[document.BodyStart..]) : title,
            File = file.Name,
            Path = file.Path,
            Status = status,
            Backpressure = backpressure,
            RedFirst = redFirst,
            ChangesTests = changesTests,
            DependsOn = dependsOn,
            BackpressureAt = backpressureAt,
        };
        return new(task, numberAt, dependsOnAt);
    }

    private static int? Number(YamlFields fields, in SpecFile file, SpecDocument document, out Position at)
    {
        var task = fields.Scalar("task");
        var number = fields.Scalar("number");
        at = (task ?? number)?.At ?? Position.Start;
        if ((task ?? number) is not { } given)
        {
            ReportMissing(fields, in file, document);
            return null;
        }
        var value = fields.Integer(given, task is null ? "'number'" : "'task'");
        if (task is not null && number is not null && fields.Integer(number, "'number'") is { } other && value is not null && other != value)
        {
            fields.Report(DiagnosticCodes.NumbersDiffer, number.At, $"'number' is {other} but 'task' is {value}; keep one of them");
            return null;
        }
        if (value is < 1 or > LargestNumber)
        {
            fields.Report(DiagnosticCodes.NumberOutOfRange, given.At, $"a task's number must be from 1 to {LargestNumber}, not {value}");
            return null;
        }
        return value;
    }

    private static void ReportMissing(YamlFields fields, in SpecFile file, SpecDocument document)
    {
        var key = fields.Map.Find("task") ?? fields.Map.Find("number");
        if (key is not null && !YamlFields.IsAbsent(key.Value))
        {
            return; // A list or map, which has been reported as such.
        }
        var message = document.HasFrontMatter ? "the task has no number; write 'task: 1' (with its own number) into the frontmatter"
            : file.Content.Span[document.BodyStart..].TrimStart(" \t\r\n"u8).StartsWith("---"u8) ? "the frontmatter must begin on the first line of the file; remove everything before the '---'"
            : "the task has no frontmatter; it needs at least 'task: 1' (with its own number) between two lines of '---'";
        fields.Report(DiagnosticCodes.MissingNumber, key?.KeyAt ?? Position.Start, message);
    }

    private static SpecStatus Status(YamlFields fields, in SpecFile file)
    {
        if (fields.Scalar("status") is not { } scalar || scalar.Text.Length == 0)
        {
            return SpecStatus.Pending;
        }
        if (SpecStatusNames.Parse(scalar.Text) is not { } status)
        {
            fields.Report(DiagnosticCodes.UnknownStatus, scalar.At,
                $"unknown status '{YamlFields.Shortened(scalar.Text)}'; it must be one of {string.Join(", ", SpecStatusNames.All)}{NearestName.Hint(scalar.Text, SpecStatusNames.All)}");
            return SpecStatus.Pending;
        }
        if (!SpecStatusEditor.CanSet(file.Content.Span, scalar.Text))
        {
            fields.Report(DiagnosticCodes.MalformedFrontMatter, scalar.At, $"write the status on a line of its own, as 'status: {scalar.Text}', so that choo can change it");
        }
        return status;
    }

    private static string? Backpressure(YamlFields fields, bool isComplete, out Position at)
    {
        var entry = fields.Map.Find("backpressure");
        at = entry?.KeyAt ?? Position.Start;
        switch (entry?.Value)
        {
            case null:
                return null;
            case YamlNode.Scalar scalar when !scalar.IsNull && !string.IsNullOrWhiteSpace(scalar.Text):
                if (!isComplete && NeverFails.Why(scalar.Text) is { } why)
                {
                    fields.Report(DiagnosticCodes.GateNeverFails, scalar.At, $"the backpressure can never fail: {why}; give a command that fails while the task is not done");
                }
                return scalar.Text;
            case YamlNode.Scalar scalar:
                var place = scalar.Span.End > scalar.Span.Start ? scalar.At : entry.KeyAt;
                fields.Report(DiagnosticCodes.EmptyBackpressure, place, "'backpressure' is empty, which would prove nothing; give a command, or remove the key to use the default gate");
                return null;
            default:
                fields.WrongType(entry.Value.At, $"'backpressure' must be one command line, not {YamlFields.Kind(entry.Value)}; join commands with &&");
                return null;
        }
    }

    private static bool? RedFirst(YamlFields fields)
    {
        switch (fields.Scalar("red_first"))
        {
            case null:
                return null;
            case { Text: "true" or "false" } scalar:
                return scalar.Text == "true";
            case { } other:
                fields.WrongType(other.At, $"'red_first' must be true or false, not {YamlFields.Kind(other)}");
                return null;
        }
    }

    private static ImmutableArray<string> ChangesTests(YamlFields fields)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var item in fields.Items("changes_tests", "[CartTests, PriceTests.Rounds]") ?? [])
        {
            if (item is YamlNode.Scalar { IsNull: false } scalar && !string.IsNullOrWhiteSpace(scalar.Text))
            {
                names.Add(scalar.Text.Trim());
                continue;
            }
            fields.WrongType(item.At, $"'changes_tests' must list names of tests, not {YamlFields.Kind(item)}");
        }
        return names.DrainToImmutable();
    }

    private static ImmutableArray<int> Dependencies(YamlFields fields, out ImmutableArray<Position> places)
    {
        places = [];
        if (fields.Items("depends_on", "[1, 2]") is not { Length: > 0 } items)
        {
            return [];
        }
        var numbers = ImmutableArray.CreateBuilder<int>(items.Length);
        var at = ImmutableArray.CreateBuilder<Position>(items.Length);
        var seen = new HashSet<int>(items.Length);
        foreach (var item in items)
        {
            if (fields.Integer(item, "a dependency of a task") is not { } number)
            {
                continue;
            }
            if (!seen.Add(number))
            {
                fields.Report(DiagnosticCodes.RepeatedDependency, item.At, $"task {number} is listed twice");
                continue;
            }
            numbers.Add(number);
            at.Add(item.At);
        }
        places = at.DrainToImmutable();
        return numbers.DrainToImmutable();
    }
}
