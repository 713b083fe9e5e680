using System.Globalization;
using System.Text.Json;
using Choo.Core.Diagnostics;
using Choo.Core.Planning;
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
            JsonText.PrintObject(invocation.Console.Out, json => Write(json, rows, problems));
        }
        else
        {
            Print(invocation.Console, rows);
        }

        return Task.FromResult(0);
    }

    private static void Print(ToolConsole console, List<RunRow> rows)
    {
        if (rows.Count == 0)
        {
            console.Out.WriteLine("no run yet");
            return;
        }

        var table = new TextTable(new("run"), new("started (UTC)"), new("target"), new("units", true), new("time", true), new("cost", true), new("state"));
        foreach (var row in rows)
        {
            table.Add(
                new(row.Id), new(row.Began.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)), new(row.Target),
                new($"{row.Counts.Complete}/{row.Units}"), new(Amounts.Clock(row.Worked)), new(Amounts.Cost(row.Cost)), new(row.Words, ToneOf(row.State)));
        }

        // An id that is cut cannot be given to --run.
        foreach (var line in table.Lines(int.MaxValue, new Paint(console.Color)))
        {
            console.Out.WriteLine(line.TrimEnd());
        }
    }

    private static Tone ToneOf(string state) => state switch
    {
        "complete" => Tone.Good,
        "failed" => Tone.Bad,
        "interrupted" => Tone.Warning,
        _ => Tone.Plain,
    };

    private static void Write(Utf8JsonWriter json, List<RunRow> rows, List<Diagnostic> problems)
    {
        json.WriteStartArray("runs");
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("id", row.Id);
            json.WriteString("began", row.Began.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("target", row.Target);
            json.WriteString("state", row.State);
            json.WriteNumber("units", row.Units);
            json.WriteNumber("complete", row.Counts.Complete);
            json.WriteNumber("failed", row.Counts.Failed);
            json.WriteNumber("blocked", row.Counts.Blocked);
            json.WriteNumber("waiting", row.Counts.Waiting);
            json.WriteNumber("duration_ms", (long)row.Worked.TotalMilliseconds);
            json.WritePropertyName("cost_usd");
            if (row.Cost is { } cost)
            {
                json.WriteNumberValue(cost);
            }
            else
            {
                json.WriteNullValue();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        ValidationJson.Write(json, "problems", problems);
    }
}
