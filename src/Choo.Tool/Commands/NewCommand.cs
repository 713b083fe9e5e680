using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Planning;
using Choo.Core.Shell;
using Choo.Core.Specs.Drafts;
using Choo.Core.State;
using Choo.Engine;
using Choo.Tool.Cli;
using Choo.Tool.Output;
using Choo.Views.Json;
using Choo.Views.Lines;
using Choo.Views.Text;

namespace Choo.Tool.Commands;

/// <summary><c>new unit</c>.</summary>
internal static class NewCommand
{
    private static readonly ArgumentSpec What = new("what", "what to create") { Required = true, Choices = ["unit"] };

    private static readonly ArgumentSpec Name = new("name", "the unit's name, which is also its folder's name");

    private static readonly OptionSpec Title = new("title", "what the unit is about, in one line") { Value = "TEXT", Default = "derived from the name" };

    private static readonly OptionSpec DependsOn = new("depends-on", "units that must land first, separated by commas") { Value = "UNITS", Kind = ValueKind.Unit, Repeatable = true };

    private static readonly OptionSpec Task = new("task", "a task's title; each makes one file, in this order") { Value = "TITLE", Repeatable = true };

    private static readonly OptionSpec Backpressure = new("backpressure", "the command that must exit 0 before a task is done: one for all tasks, or one for each in order")
    {
        Value = "COMMAND",
        Repeatable = true,
        Default = "dotnet build of the solution or projects",
    };

    private static readonly OptionSpec Provider = new("provider", "the agent of this unit") { Value = "NAME", Default = "the configured one" };

    private static readonly OptionSpec Yes = new("yes", "ask nothing; use the default for everything that is not given") { Short = 'y' };

    private static readonly OptionSpec TasksDir = CommonOptions.Tasks with { Long = "tasks-dir", Help = "the folder with the units" };

    public static CommandSpec Spec => new("new", "write a new unit: its plan and its tasks; overwrite nothing", ExecuteAsync)
    {
        Arguments = [What, Name],
        Options = [Title, DependsOn, Task, Backpressure, Provider, TasksDir, Yes, CommonOptions.Json],
        Examples =
        [
            new("new unit", "on a terminal: asks for everything that is not given"),
            new("new unit export --task \"Write the CSV\" --task \"Add the command\"", "two tasks, each with the default gate"),
            new("new unit api --task Routes --backpressure \"dotnet test\"", "one task with that command as its gate"),
            new("new unit api --depends-on core,parser --task Routes", "it starts when both have landed"),
        ],
        ExitCodes = [ExitCode.Done, new(2, "wrong usage, or the unit would not be valid: nothing was written"), ExitCode.HungUp, ExitCode.Interrupted, ExitCode.Terminated],
        StopsInOrder = true,
    };

    private static async Task<int> ExecuteAsync(Invocation invocation)
    {
        var place = await UnitPlace.OpenAsync(invocation.Request(invocation[TasksDir]), invocation.Token).ConfigureAwait(false);
        var (draft, problems) = Given(invocation, place);
        if (draft is null || !problems.IsEmpty)
        {
            return Refuse(invocation, draft?.Name, problems);
        }

        ImmutableArray<string> files;
        try
        {
            files = place.Write(draft, invocation.Token);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Refuse(invocation, draft.Name, [DiagnosticCodes.CannotWrite.Because($"{place.TasksDir}/{draft.Name} cannot be written, and was removed again: {refused.Message}")]);
        }

        Tell(invocation, place, draft, files);
        return 0;
    }

    /// <summary>What the options say, and on a terminal the answers to what they leave open; no draft where something is missing.</summary>
    private static (UnitDraft? Draft, ImmutableArray<Diagnostic> Problems) Given(Invocation invocation, UnitPlace place)
    {
        var given = new NewUnitOptions(
            invocation.Argument(1),
            invocation[Title],
            invocation.Arguments.Has(DependsOn) ? Listed(invocation.Arguments.Values(DependsOn)) : null,
            [.. invocation.Arguments.Values(Task)],
            [.. invocation.Arguments.Values(Backpressure)],
            invocation[Provider]);
        if (CanAsk(invocation))
        {
            return new NewUnitQuestions(invocation.Console, place, invocation.Token).Ask(given);
        }

        var missing = given.Missing();
        if (given.Name is not { } name)
        {
            return (null, [missing!]);
        }

        // What is missing is reported together with what is wrong in the rest.
        var draft = given.Draft(name, place.DefaultGate);
        return (draft, missing is null ? place.Check(draft) : [missing, .. place.Check(draft)]);
    }

    private static bool CanAsk(Invocation invocation) =>
        invocation.Console is { IsTerminal: true, IsInputTerminal: true } console && !invocation.Has(Yes) && !invocation.Has(CommonOptions.Json)
        && !ContinuousIntegration.IsIn(console.Environment);

    /// <summary><c>a,b</c> and <c>a, b</c> are two units each.</summary>
    public static ImmutableArray<string> Listed(IEnumerable<string> values) =>
        [.. values.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct(StringComparer.Ordinal)];

    private static int Refuse(Invocation invocation, string? name, ImmutableArray<Diagnostic> problems)
    {
        if (invocation.Has(CommonOptions.Json))
        {
            Print(invocation.Console, name, null, [], problems);
        }
        else
        {
            Problems.Print(invocation.Console.Error, problems);
        }

        return 2;
    }

    private static void Tell(Invocation invocation, UnitPlace place, UnitDraft draft, ImmutableArray<string> files)
    {
        var console = invocation.Console;
        var folder = $"{place.TasksDir}/{draft.Name}";
        if (invocation.Has(CommonOptions.Json))
        {
            Print(console, draft.Name, folder, files, []);
        }
        else
        {
            foreach (var file in files)
            {
                console.Out.WriteLine(OneLine.Of($"wrote {file}"));
            }
        }

        var shown = Path.GetRelativePath(invocation.Folder, Path.Combine(place.Root, folder)).Replace('\\', '/');
        var commit = $"git add {ShellQuote.Of(shown)} && git commit -m {ShellQuote.Of($"specs: {draft.Name}")}";
        var next = new NextStep($"edit the {(draft.Tasks.Length == 1 ? "task" : "tasks")}, then {commit} (choo runs what is committed)", "dotnet choo plan");
        console.Error.WriteLine(OneLine.Of($"Next: {next}."));
    }

    private static void Print(ToolConsole console, string? name, string? folder, ImmutableArray<string> files, ImmutableArray<Diagnostic> problems) =>
        JsonText.PrintObject(console.Out, json =>
        {
            json.WriteString("unit", name);
            json.WriteString("folder", folder);
            JsonText.Write(json, "written", files);
            ValidationJson.Write(json, "problems", problems);
        });
}
