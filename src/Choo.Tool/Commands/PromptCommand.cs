using Choo.Core.Specs;
using Choo.Engine;
using Choo.Tool.Cli;
using Choo.Views.Lines;
using Choo.Views.Text;

namespace Choo.Tool.Commands;

/// <summary><c>prompt</c>.</summary>
internal static class PromptCommand
{
    private static readonly OptionSpec Task = new("task", "this task, ready or not") { Value = "N", Kind = ValueKind.Number, Default = "every ready task" };

    private static readonly OptionSpec TasksDir = CommonOptions.Tasks with { Long = "tasks-dir", Help = "the folder with the units" };

    public static CommandSpec Spec => new("prompt", "print the prompts of a unit's ready tasks", ExecuteAsync)
    {
        Arguments = [CommonOptions.UnitArgument],
        Options = [Task, TasksDir],
        Examples =
        [
            new("prompt parser", "the prompts of the tasks that are ready"),
            new("prompt parser --task 2 | claude -p", "one prompt, to try it by hand"),
        ],
    };

    private static async Task<int> ExecuteAsync(Invocation invocation)
    {
        var unit = invocation.Argument(0)!;
        var task = invocation[Task] is { } number ? int.Parse(number) : (int?)null;
        var report = await ChooHost.PromptAsync(invocation.Request(invocation[TasksDir]), unit, task, invocation.Token).ConfigureAwait(false);
        Problems.Print(invocation.Console.Error, report.Diagnostics);
        if (report.Unit is null || Problems.AnyError(report.Diagnostics))
        {
            return 2;
        }

        Print(invocation.Console, report);
        return 0;
    }

    private static void Print(ToolConsole console, PromptReport report)
    {
        var unit = report.Unit!;
        console.Error.WriteLine($"{unit.Id} ({unit.Path}): {Amounts.Count(unit.Tasks.Length, "task")}, {report.Ready.Count} ready");
        if (report.Ready.Count == 0)
        {
            foreach (var task in unit.Tasks)
            {
                console.Error.WriteLine($"  #{task.Number} {task.File}: {SpecStatusNames.Of(task.Status)}{(task.DependsOn.IsEmpty ? "" : $", after {string.Join(", ", task.DependsOn)}")}");
            }
        }

        foreach (var (task, prompt) in report.Ready)
        {
            // Headings are on standard error, so that a pipe carries the prompt and nothing else.
            console.Error.WriteLine($"--- #{task.Number} {OneLine.Of(task.Title)} ({task.File})");
            console.Out.Write(prompt.EndsWith('\n') ? prompt : prompt + "\n");
        }
    }
}
