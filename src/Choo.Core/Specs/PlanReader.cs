using System.Collections.Immutable;
using System.Globalization;
using Choo.Core.Diagnostics;
using Choo.Core.Priorities;
using Choo.Core.Specs.Yaml;
using Choo.Core.Text;

namespace Choo.Core.Specs;

// A plan's frontmatter, with the places of its dependencies.
internal sealed record PlanReading
{
    public static PlanReading Empty { get; } = new();

    public ImmutableArray<string> DependsOn { get; init; } = [];

    public ImmutableArray<Position> DependsOnAt { get; init; } = [];

    public string? Provider { get; init; }

    public UnitPriority? Priority { get; init; }

    public UnitEffort? Effort { get; init; }

    public ImmutableArray<string> Locks { get; init; } = [];

    public IssueReference? Issue { get; init; }

    // Where orch_status says complete, null when it does not.
    public Position? SaysCompleteAt { get; init; }
}

// Reads one IMPLEMENTATION_PLAN.md.
internal static class PlanReader
{
    private static readonly string[] Keys = ["unit", "title", "depends_on", "provider", "priority", "effort", "locks", "issue", "orch_status"];

    private static readonly string[] LegacyStatuses = ["blocked", "pr_open", "in_review", "merging"];

    private static readonly FieldCodes Codes = new(DiagnosticCodes.SpecWrongType, DiagnosticCodes.UnknownSpecKey);

    public static PlanReading Read(in SpecFile file, string id, (SpecContext Context, IYaml Yaml) with, List<Diagnostic> problems)
    {
        if (SpecDocument.Read(in file, with.Yaml, problems) is not { } document)
        {
            return PlanReading.Empty;
        }
        var fields = new YamlFields(document.Map, file.Path, Codes, problems);
        if (!document.HasFrontMatter)
        {
            fields.Report(DiagnosticCodes.NoFrontMatter, Position.Start, $"the plan has no frontmatter; the unit is assumed to be '{id}' without dependencies");
            return PlanReading.Empty;
        }
        CheckUnit(fields, id);
        CheckOrchestratorFields(fields);
        var dependsOn = Dependencies(fields, out var places);
        var reading = new PlanReading
        {
            DependsOn = dependsOn,
            DependsOnAt = places,
            Provider = Provider(fields, with.Context.KnownProviders),
            Priority = UrgencyReader.Priority(fields),
            Effort = UrgencyReader.Effort(fields),
            Locks = UrgencyReader.Locks(fields),
            Issue = Issue(fields),
            SaysCompleteAt = SaysComplete(fields),
        };
        fields.WarnOfUnknownKeys(Keys, "orch_");
        return reading;
    }

    private static void CheckUnit(YamlFields fields, string id)
    {
        var entry = fields.Map.Find("unit");
        if (fields.Scalar("unit") is { Text.Length: > 0 } unit)
        {
            if (unit.Text != id)
            {
                fields.Report(DiagnosticCodes.UnitIdDiffers, unit.At, $"'unit' is '{YamlFields.Shortened(unit.Text)}' but the folder is '{id}'; make them the same");
            }
        }
        else if (entry is null or { Value: YamlNode.Scalar })
        {
            fields.Report(DiagnosticCodes.MissingUnitKey, entry?.KeyAt ?? Position.Start, $"the plan does not name its unit; 'unit: {id}' is assumed from the folder");
        }
    }

    private static ImmutableArray<string> Dependencies(YamlFields fields, out ImmutableArray<Position> places)
    {
        places = [];
        if (fields.Items("depends_on", "[unit-a, unit-b]") is not { Length: > 0 } items)
        {
            return [];
        }
        var ids = ImmutableArray.CreateBuilder<string>(items.Length);
        var at = ImmutableArray.CreateBuilder<Position>(items.Length);
        var seen = new HashSet<string>(items.Length, StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (item is not YamlNode.Scalar { IsNull: false, Text: { Length: > 0 } id })
            {
                fields.WrongType(item.At, $"a dependency of a unit must be a unit's id, not {YamlFields.Kind(item)}");
                continue;
            }
            if (!seen.Add(id))
            {
                fields.Report(DiagnosticCodes.RepeatedDependency, item.At, $"unit '{id}' is listed twice");
                continue;
            }
            ids.Add(id);
            at.Add(item.At);
        }
        places = at.DrainToImmutable();
        return ids.DrainToImmutable();
    }

    private static string? Provider(YamlFields fields, IReadOnlySet<string> known)
    {
        if (fields.Scalar("provider") is not { Text.Length: > 0 } provider)
        {
            return null;
        }
        if (!known.Contains(provider.Text))
        {
            var names = known.Order(StringComparer.Ordinal).ToArray();
            fields.Report(DiagnosticCodes.UnknownProvider, provider.At,
                $"unknown provider '{YamlFields.Shortened(provider.Text)}'; available: {string.Join(", ", names)}{NearestName.Hint(provider.Text, names)}");
        }
        return provider.Text;
    }

    private static IssueReference? Issue(YamlFields fields)
    {
        if (fields.Scalar("issue") is { } scalar)
        {
            if (IssueReference.Parse(scalar.Text) is { } issue)
            {
                return issue;
            }
            fields.WrongType(scalar.At, $"'issue' must be an issue's number, or owner/repo#123 for one of another repository, not '{YamlFields.Shortened(scalar.Text)}'");
        }
        else if (fields.Map.Find("issue") is { Value: YamlNode.Scalar } empty)
        {
            // Otherwise an issue that somebody wrote would never be closed, and nobody told.
            fields.WrongType(empty.KeyAt, "'issue' is empty: in YAML a '#' after a space begins a comment; write the number alone, issue: 123");
        }
        return null;
    }

    private static Position? SaysComplete(YamlFields fields)
    {
        if (fields.Scalar("orch_status") is not { Text.Length: > 0 } status)
        {
            return null;
        }
        if (SpecStatusNames.Parse(status.Text) is null && !LegacyStatuses.Contains(status.Text))
        {
            string[] known = [.. SpecStatusNames.All, .. LegacyStatuses];
            fields.Report(DiagnosticCodes.UnknownStatus, status.At,
                $"unknown status '{YamlFields.Shortened(status.Text)}'; it must be one of {string.Join(", ", known)}{NearestName.Hint(status.Text, known)}");
        }
        return status.Text == "complete" ? status.At : null;
    }

    private static void CheckOrchestratorFields(YamlFields fields)
    {
        fields.Scalar("orch_branch");
        fields.Scalar("orch_worktree");
        fields.Integer("orch_pr_number");
        CheckTime(fields, "orch_started_at");
        CheckTime(fields, "orch_completed_at");
    }

    private static void CheckTime(YamlFields fields, string key)
    {
        if (fields.Scalar(key) is { } time && !DateTimeOffset.TryParse(time.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
        {
            fields.WrongType(time.At, $"'{key}' must be a time such as 2026-01-22T10:30:00Z, not '{YamlFields.Shortened(time.Text)}'");
        }
    }
}
