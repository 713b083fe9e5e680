using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Choo.Core.Specs.Yaml;

namespace Choo.Core.Specs.Drafts;

/// <summary>What a draft's files hold.</summary>
public static class UnitDraftFiles
{
    /// <summary>The plan and the tasks, in the order of their names' meaning: the plan first.</summary>
    /// <param name="draft">The unit.</param>
    /// <param name="tasksDir">The folder of the units, relative to the repository, with forward slashes.</param>
    public static ImmutableArray<SpecFile> Of(UnitDraft draft, string tasksDir)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var folder = $"{tasksDir}/{draft.Name}";
        return
        [
            File(folder, Unit.PlanFile, Plan(draft)),
            .. draft.Tasks.Select((title, index) => File(folder, TaskFileName.Of(index + 1, title), Task(draft, index))),
        ];
    }

    private static SpecFile File(string folder, string name, string text) => new(name, $"{folder}/{name}", Encoding.UTF8.GetBytes(text));

    private static string Plan(UnitDraft draft)
    {
        var text = new StringBuilder("---\n")
            .Append("unit: ").Append(YamlText.Of(draft.Name)).Append('\n')
            .Append("title: ").Append(YamlText.Quoted(draft.Title)).Append('\n')
            .Append("depends_on: [").AppendJoin(", ", draft.DependsOn.Select(YamlText.Of)).Append("]\n");
        if (draft.Provider is { } provider)
        {
            text.Append("provider: ").Append(YamlText.Of(provider)).Append('\n');
        }
        text.Append("---\n# ").Append(draft.Title).Append("\n\n")
            .Append("What the tasks of this unit are for as a whole, and what is not part of it.\n\n")
            .Append("| task | what it does |\n|---|---|\n");
        for (var index = 0; index < draft.Tasks.Length; index++)
        {
            var title = draft.Tasks[index];
            text.Append("| ").Append(TaskFileName.Of(index + 1, title)).Append(" | ")
                .Append(title.Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");
        }
        return text.ToString();
    }

    private static string Task(UnitDraft draft, int index)
    {
        var title = draft.Tasks[index];
        return new StringBuilder("---\n")
            .Append(CultureInfo.InvariantCulture, $"task: {index + 1}\n")
            .Append("title: ").Append(YamlText.Quoted(title)).Append('\n')
            .Append("status: pending\n")
            .Append(Backpressure(draft, index))
            .Append("depends_on: []\n")
            .Append("---\n# ").Append(title).Append("\n\n")
            .Append("## Objective\n\n")
            .Append("TODO: Describe the result of this task. The agent sees only this file, so include everything it needs.\n\n")
            .Append("## Deliverables\n\n")
            .Append("- TODO: List the files to add or change, and the tests that prove the result.\n")
            .ToString();
    }

    private static string Backpressure(UnitDraft draft, int index) => draft.BackpressureOf(index) is { } command
        ? $"# The command that must exit with 0 before this task is done.\nbackpressure: {YamlText.Quoted(command)}\n"
        : $"# The command that must exit with 0 before this task is done. Without the line it is the default gate:\n# backpressure: {YamlText.Quoted(draft.DefaultGate)}\n";
}
