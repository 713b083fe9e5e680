using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Specs.Drafts;
using Choo.Engine;
using Choo.Tool.Cli;
using Choo.Views.Lines;
using Choo.Views.Text;

namespace Choo.Tool.Commands;

/// <summary>Asks a person for what the options leave open. An answer that cannot be used is explained and asked for again; nothing is written meanwhile.</summary>
/// <param name="console">Where to ask.</param>
/// <param name="place">Where the unit will be.</param>
/// <param name="token">Ends when the person wishes to stop.</param>
internal sealed class NewUnitQuestions(ToolConsole console, UnitPlace place, CancellationToken token)
{
    /// <summary>The unit; or the problems of what the options say, before anything that an answer could not mend is asked.</summary>
    public (UnitDraft? Draft, ImmutableArray<Diagnostic> Problems) Ask(NewUnitOptions given)
    {
        var draft = given.Draft(given.Name ?? AskName(), place.DefaultGate);
        if (place.Check(draft) is { IsEmpty: false } problems)
        {
            return (draft, problems);
        }

        draft = given.Title is null ? Ask(draft, "Title", draft.Title, (unit, answer) => unit with { Title = answer }) : draft;
        draft = given.DependsOn is null ? Ask(draft, $"Depends on{Known()}", "none", (unit, answer) => unit with { DependsOn = answer == "none" ? [] : NewCommand.Listed([answer]) }) : draft;
        draft = given.Tasks.IsEmpty ? AskTasks(draft) : draft;
        draft = given.Backpressures.IsEmpty
            ? Ask(draft, "Command that must exit 0 before a task is done", place.DefaultGate, (unit, answer) => unit with { Backpressures = answer == place.DefaultGate ? [] : [answer] })
            : draft;
        draft = given.Provider is null
            ? Ask(draft, $"Agent ({string.Join(", ", place.Providers)})", place.Provider, (unit, answer) => unit with { Provider = answer == place.Provider ? null : answer })
            : draft;
        return (draft, place.Check(draft));
    }

    private string Known() => place.Units.Take(5).ToArray() is { Length: > 0 } some ? $" (such as {string.Join(", ", some)}; separated by commas)" : "";

    private string AskName()
    {
        while (true)
        {
            var name = Answer("Name", "");
            var problems = name.Length == 0 ? [DiagnosticCodes.Usage.Because("a unit needs a name")] : place.CheckName(name);
            if (problems.IsEmpty)
            {
                return name;
            }

            Problems.Print(console.Error, problems);
        }
    }

    /// <summary>Task after task until one is left empty; the first has the unit's title for a default.</summary>
    private UnitDraft AskTasks(UnitDraft draft)
    {
        while (draft.Tasks.Length < TaskFileName.MostTasks)
        {
            var number = draft.Tasks.Length + 1;
            var title = Answer(number == 1 ? "Task 1" : $"Task {number} (empty when there are no more)", number == 1 ? draft.Title : "");
            if (title.Length == 0)
            {
                break;
            }

            var more = draft with { Tasks = draft.Tasks.Add(title) };
            // How many backpressures there are can only be judged when all tasks are known.
            var problems = place.Check(more with { Backpressures = [] });
            Problems.Print(console.Error, problems);
            draft = problems.IsEmpty ? more : draft;
        }

        return draft;
    }

    private UnitDraft Ask(UnitDraft draft, string question, string fallback, Func<UnitDraft, string, UnitDraft> with)
    {
        while (true)
        {
            var answered = with(draft, Answer(question, fallback));
            var problems = place.Check(answered);
            if (problems.IsEmpty)
            {
                return answered;
            }

            Problems.Print(console.Error, problems);
        }
    }

    /// <summary>One line of input, or the default where it is empty.</summary>
    private string Answer(string question, string fallback)
    {
        console.Error.Write(OneLine.Of(fallback.Length == 0 ? $"{question}:" : $"{question} [{fallback}]:"));
        console.Error.Write(' ');
        var line = Read();
        return line.Length == 0 ? fallback : line;
    }

    private string Read()
    {
        // A read of a terminal cannot be called off: it is left behind when the person stops.
        var reading = Task.Run(console.ReadLine, CancellationToken.None);
        try
        {
            reading.Wait(token);
        }
        catch (OperationCanceledException)
        {
            console.Error.WriteLine("\nStopped: nothing was written.");
            throw;
        }

        if (reading.Result is { } line)
        {
            return line.Trim();
        }

        console.Error.WriteLine();
        throw new UsageException("the input ended before every question was answered; nothing was written");
    }
}
