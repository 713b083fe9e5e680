using Choo.Core.Diagnostics;
using Choo.Engine;
using Choo.Tool.Cli;
using Choo.Views.Json;
using Choo.Views.Lines;
using Choo.Views.Tables;
using Choo.Views.Text;

namespace Choo.Tool.Commands;

/// <summary><c>runs</c>.</summary>
internal static class RunsCommand
{
    public static CommandSpec Spec => new("runs", "list the runs, newest first", ExecuteAsync)
    {
        Options = [CommonOptions.Json],
        Examples =
        [
            new("runs", "when, onto which branch, how each ended, time and cost"),
            new("runs --json", "for programs"),
        ],
        ExitCodes = [new(0, "done; damaged runs and folders that are not runs are warnings"), ExitCode.WrongUsage],
    };

    private static Task<int> ExecuteAsync(Invocation invocation)
    {
        var rows = new List<RunRow>();
        var problems = new List<Diagnostic>();
        foreach (var (run, problem) in RunHistory.All(invocation.Folder))
        {
            rows.AddRange(run is null ? [] : [RunRow.Of(run)]);
            problems.AddRange(problem is null ? [] : [problem with { Severity = Severity.Warning }]);
        }

        Problems.Print(invocation.Console.Error, problems);
        if (invocation.Has(CommonOptions.Json))
        {
            JsonText.PrintObject(invocation.Console.Out, json => RunsJson.Write(json, rows, problems));
        }
        else
        {
            foreach (var line in RunsText.Lines(rows, new Paint(invocation.Console.Color)))
            {
                invocation.Console.Out.WriteLine(line);
            }
        }

        return Task.FromResult(0);
    }
}
