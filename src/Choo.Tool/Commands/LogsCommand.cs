using Choo.Adapters.Hosting;
using Choo.Adapters.Journal;
using Choo.Core.Diagnostics;
using Choo.Tool.Cli;
using Choo.Tool.Logs;
using Choo.Tool.Output;

namespace Choo.Tool.Commands;

/// <summary><c>logs</c>.</summary>
internal static class LogsCommand
{
    private static readonly OptionSpec Task = new("task", "only this task's logs") { Value = "N", Kind = ValueKind.Number, Default = "all" };

    private static readonly OptionSpec Attempt = new("attempt", "only this attempt's logs") { Value = "N", Kind = ValueKind.Number, Default = "all" };

    private static readonly OptionSpec Follow = new("follow", "go on as the logs grow, until the unit is over") { Short = 'f' };

    private static readonly OptionSpec PathOnly = new("path", "print the logs' paths instead");

    public static CommandSpec Spec => new("logs", "print what a unit's agents and gates said in the last run", ExecuteAsync)
    {
        StopsInOrder = true,
        Arguments = [CommonOptions.UnitArgument],
        Options = [Task, Attempt, Follow, PathOnly, CommonOptions.Run],
        Examples =
        [
            new("logs parser", "everything, in order"),
            new("logs parser --task 2 --attempt 1", "one attempt: the agent, then the gate"),
            new("logs parser -f", "as it happens"),
            new("logs parser --path", "where the files are"),
        ],
    };

    private static async Task<int> ExecuteAsync(Invocation invocation)
    {
        var unit = invocation.Argument(0)!;
        var run = ChosenRun.Of(invocation)
            ?? throw new UsageException(DiagnosticCodes.UnknownUnit.Because("there are no logs: no run was ever started here"));
        if (run.State.Units.All(each => each.Id != unit))
        {
            throw ChosenRun.HasNoUnit(run, unit);
        }

        var index = new LogIndex(unit, Number(invocation, Task), Number(invocation, Attempt));
        if (invocation.Has(PathOnly))
        {
            foreach (var entry in new JournalReader(Path.Combine(run.Folder, "events.jsonl")).Events().SelectMany(index.Take))
            {
                invocation.Console.Out.WriteLine(RunPaths.LogFile(run.Folder, entry.Log));
            }

            return 0;
        }

        return await PrintAsync(invocation, run, index).ConfigureAwait(false);
    }

    private static async Task<int> PrintAsync(Invocation invocation, RunRecord run, LogIndex index)
    {
        var printer = new LogPrinter(invocation.Console, run.Id, run.Folder);
        var journal = new JournalTail(Path.Combine(run.Folder, "events.jsonl"));
        using var growth = invocation.Has(Follow) ? new GrowthSignal(run.Folder) : null;
        var alive = run.Alive;
        while (true)
        {
            foreach (var entry in (await journal.ReadAsync(invocation.Token).ConfigureAwait(false)).SelectMany(index.Take))
            {
                printer.Add(entry);
            }

            await printer.PrintAsync(invocation.Token).ConfigureAwait(false);
            if (growth is null || index.IsOver || !alive)
            {
                return 0;
            }

            if (!await growth.WaitAsync(invocation.Token).ConfigureAwait(false))
            {
                alive = RunHistory.Find(invocation.Folder, run.Id) is { Alive: true };
            }
        }
    }

    private static int? Number(Invocation invocation, OptionSpec option) => invocation[option] is { } number ? int.Parse(number) : null;
}
