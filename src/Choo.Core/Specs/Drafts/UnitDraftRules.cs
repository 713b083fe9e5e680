using System.Collections.Immutable;
using System.Globalization;
using Choo.Core.Diagnostics;
using Choo.Core.Specs.Yaml;

namespace Choo.Core.Specs.Drafts;

/// <summary>What must hold before a draft is written. The rules for specs are those of <c>validate</c>: the draft is read as if it were there.</summary>
public static class UnitDraftRules
{
    private const string StandIn = "Task";

    /// <summary>Every problem of a draft; none when the specs stay as valid as they are. A draft without tasks is checked in all other respects.</summary>
    /// <param name="draft">The unit.</param>
    /// <param name="context">What is known beside the specs.</param>
    /// <param name="there">The folders of the tasks folder as read.</param>
    /// <param name="yaml">Reads frontmatters.</param>
    public static ImmutableArray<Diagnostic> Check(UnitDraft draft, SpecContext context, IReadOnlyCollection<UnitReading> there, IYaml yaml)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(context);
        List<Diagnostic> problems = [.. CheckName(draft.Name, context, there), .. CheckTitle("the unit's title", draft.Title), .. CheckTasks(draft)];
        problems.AddRange(CheckAsRead(draft.Tasks.IsEmpty ? draft with { Tasks = [StandIn] } : draft, context, there, yaml));
        return [.. problems.Distinct()];
    }

    /// <summary>The problems of a name alone.</summary>
    public static ImmutableArray<Diagnostic> CheckName(string name, SpecContext context, IEnumerable<UnitReading> there)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(context);
        if (UnitId.WhyUnusable(name) is { } why)
        {
            return [DiagnosticCodes.UnitIdUnusable.Because($"a unit cannot be called {UnitId.Shown(name)}, since its name becomes part of git refs and paths: {why}")];
        }
        var same = there.FirstOrDefault(each => string.Equals(each.Folder, name, StringComparison.OrdinalIgnoreCase) && (each.Unit is not null || each.Folder == name));
        return same is null ? []
            : same.Folder == name ? [AlreadyThere($"{context.TasksDir}/{name}")]
            : [DiagnosticCodes.UnitIdsDifferByCase.Because($"the name '{name}' differs from the unit '{same.Folder}' only by case, which many file systems do not distinguish; choose another")];
    }

    /// <summary>The diagnostic for a path that already exists where the unit's folder would be.</summary>
    public static Diagnostic AlreadyThere(string path) => DiagnosticCodes.AlreadyThere.Because($"{path} already exists, and nothing is overwritten; choose another name");

    private static IEnumerable<Diagnostic> CheckTasks(UnitDraft draft)
    {
        if (draft.Tasks.Length > TaskFileName.MostTasks)
        {
            yield return DiagnosticCodes.Usage.Because(string.Create(
                CultureInfo.InvariantCulture, $"{draft.Tasks.Length} tasks are more than a unit can have ({TaskFileName.MostTasks}); make several units that depend on each other"));
        }
        if (!draft.Tasks.IsEmpty && draft.Backpressures.Length > 1 && draft.Backpressures.Length != draft.Tasks.Length)
        {
            yield return DiagnosticCodes.Usage.Because(string.Create(
                CultureInfo.InvariantCulture, $"there are {draft.Backpressures.Length} backpressures and {draft.Tasks.Length} tasks; give one for all tasks, or one for each in their order"));
        }
        var slugs = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < draft.Tasks.Length; index++)
        {
            var title = draft.Tasks[index];
            foreach (var problem in CheckTitle($"the title of task {index + 1}", title))
            {
                yield return problem;
            }
            if (!slugs.TryAdd(TaskFileName.Slug(title), index + 1))
            {
                yield return DiagnosticCodes.Usage.Because(string.Create(
                    CultureInfo.InvariantCulture, $"tasks {slugs[TaskFileName.Slug(title)]} and {index + 1} would both be called '{TaskFileName.Slug(title)}'; choose titles that differ more"));
            }
        }
    }

    private static ImmutableArray<Diagnostic> CheckTitle(string what, string title) =>
        WhyNoTitle(title) is { } why ? [DiagnosticCodes.Usage.Because($"{what} cannot be used: {why}")] : [];

    private static string? WhyNoTitle(string title)
    {
        if (string.IsNullOrWhiteSpace(title))
        {
            return "it is empty";
        }
        if (title.EnumerateRunes().Any(rune => rune.Value == 0xFFFD))
        {
            return "it is not valid Unicode";
        }
        return title.Any(each => char.IsControl(each) || each is '\u2028' or '\u2029') ? "it contains a line break or another control character" : null;
    }

    // Errors that are there only with the draft. Its files do not exist, so its problems have no place.
    private static IEnumerable<Diagnostic> CheckAsRead(UnitDraft draft, SpecContext context, IReadOnlyCollection<UnitReading> there, IYaml yaml)
    {
        UnitReading[] others = [.. there.Where(each => each.Folder != draft.Name)];
        var path = $"{context.TasksDir}/{draft.Name}";
        var folder = new SpecFolder(draft.Name, path, UnitDraftFiles.Of(draft, context.TasksDir), []);
        var before = SpecReader.Judge(context, others, []).Diagnostics.ToHashSet();
        return SpecReader.Judge(context, [.. others, SpecReader.ReadFolder(context, folder, yaml)], []).Diagnostics
            .Where(problem => problem.Severity == Severity.Error && !before.Contains(problem))
            .Where(problem => problem.Code != DiagnosticCodes.UnitIdUnusable.Id && problem.Code != DiagnosticCodes.UnitIdsDifferByCase.Id)
            .Select(problem => problem.File?.StartsWith($"{path}/", StringComparison.Ordinal) == true ? problem with { File = null, Line = 0, Column = 0 } : problem);
    }
}
