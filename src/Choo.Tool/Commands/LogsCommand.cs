using Choo.Adapters.Journal;
using Choo.Core.Diagnostics;
using Choo.Core.State;
using Choo.Engine;
using Choo.Tool.Cli;
using Choo.Tool.Logs;
using Choo.Views.Logs;

namespace Choo.Tool.Commands;

/// <summary><c>logs</c>.</summary>
internal static class LogsCommand
{
    private static readonly OptionSpec Task = new("task", "only this task's logs") { Value = "N", Kind = ValueKind.Number, Default = "all" };

    private static readonly OptionSpec Attempt = new("attempt", "only this attempt's logs") { Value = "N", Kind = ValueKind.Number, Default = "all" };

    private static readonly OptionSpec Follow = new("follow", "keep printing as the logs grow, until the unit finishes") { Short = 'f' };

    private static readonly OptionSpec Raw = new("raw", "print the logs' bytes unchanged instead of as readable text");

    private static readonly OptionSpec PathOnly = new("path", "print the logs' paths instead");

    public static CommandSpec Spec => new("logs", "print the output of a unit's agents and gates in the last run", ExecuteAsync)
    {
        StopsInOrder = true,
        Arguments = [CommonOptions.UnitArgument],
        Options = [Task, Attempt, Follow, Raw, PathOnly, CommonOptions.Run],
        Examples =
        [
            new("logs parser", "everything, in order"),
            new("logs parser --task 2 --attempt 1", "one attempt: the agent, then the gate"),
            new("logs parser -f", "as it happens"),
            new("logs parser --raw", "the agents' own output, byte for byte"),
            new("logs parser --path", "where the files are"),
        ],
    };

    private static async Task<int> ExecuteAsync(Invocation invocation)
    {
        var unit = invocation.Argument(0)!;
        var run = ChosenRun.Of(invocation)
            ?? throw new UsageException(DiagnosticCodes.NothingToResume.Because("there are no logs: no run has been started here yet; `dotnet choo run` starts one"));
        if (run.State.Units.All(each => each.Id != unit))
        {
            throw ChosenRun.HasNoUnit(run, unit);
        }

        CheckChoice(run, unit, Number(invocation, Task), Number(invocation, Attempt), invocation.Has(Follow));
        var index = new LogIndex(unit, Number(invocation, Task), Number(invocation, Attempt));
        if (invocation.Has(PathOnly))
        {
            foreach (var entry in new JournalReader(Path.Combine(run.Folder, "events.jsonl")).Events().SelectMany(index.Take))
            {
                invocation.Console.Out.WriteLine(LogFiles.Of(run.Folder, entry.Log));
            }

            return 0;
        }

        return await PrintAsync(invocation, run, index).ConfigureAwait(false);
    }

    private static async Task<int> PrintAsync(Invocation invocation, RunRecord run, LogIndex index)
    {
        var printer = new LogPrinter(invocation.Console, run.Id, run.Folder, invocation.Has(Raw), index.EndOf);
        var journal = new JournalTail(Path.Combine(run.Folder, "events.jsonl"));
        using var growth = invocation.Has(Follow) ? new GrowthSignal(run.Folder) : null;
        var alive = run.Alive;
        while (true)
        {
            await foreach (var e in journal.ReadAsync(invocation.Token).ConfigureAwait(false))
            {
                foreach (var entry in index.Take(e))
                {
                    printer.Add(entry);
                }
            }

            await printer.PrintAsync(invocation.Token).ConfigureAwait(false);
            if (growth is null || index.IsOver || !alive)
            {
                printer.Finish();
                return 0;
            }

            if (!await growth.WaitAsync(invocation.Token).ConfigureAwait(false))
            {
                alive = RunHistory.Find(invocation.Folder, run.Id) is { Alive: true };
            }
        }
    }

    /// <summary>A task or an attempt that does not exist is a mistake and not an empty log; a run that is followed may still come to it.</summary>
    private static void CheckChoice(RunRecord run, string unit, int? task, int? attempt, bool follows)
    {
        var tasks = run.State.Unit(unit).Planned.Tasks;
        if (task is { } number && tasks.All(each => each.Number != number))
        {
            throw new UsageException($"{unit} has no task {number}; its tasks: {string.Join(", ", tasks.Select(each => each.Number))}");
        }

        var all = new LogIndex(unit, task, null);
        var attempts = new JournalReader(Path.Combine(run.Folder, "events.jsonl")).Events().SelectMany(all.Take).Select(entry => entry.Attempt).Where(each => each > 0).Distinct().Order().ToList();
        if (attempt is { } wanted && !follows && !attempts.Contains(wanted))
        {
            throw new UsageException($"{unit}{(task is null ? "" : $" #{task}")} has no attempt {wanted}; its attempts: {(attempts.Count == 0 ? "none yet" : string.Join(", ", attempts))}");
        }
    }

    private static int? Number(Invocation invocation, OptionSpec option) => invocation[option] is { } number ? int.Parse(number) : null;
}
