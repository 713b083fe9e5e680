using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Choo.Core.Planning;
using Choo.Engine;
using Choo.Tool.Cli;
using Choo.Views.Json;
using Choo.Views.Lines;
using Choo.Views.Tables;
using Choo.Views.Text;

namespace Choo.Tool.Commands;

/// <summary><c>recover</c>.</summary>
internal static class RecoverCommand
{
    private static readonly OptionSpec Branch = new("branch", "create this branch from it") { Value = "NAME" };

    private static readonly OptionSpec Files = new("files", "put its files into the working tree, if that overwrites nothing");

    private static readonly OptionSpec Run = CommonOptions.Run with { Help = "only what this run saved: its id or a prefix" };

    public static CommandSpec Spec => new("recover", "list work that was saved before a reset, or restore it", ExecuteAsync)
    {
        Arguments =
        [
            new("unit", "only this unit's saved work") { Kind = ValueKind.Unit },
            new("number", "only the saved work with this number, and its files"),
        ],
        Options = [Branch, Files, Run, CommonOptions.Json],
        Examples =
        [
            new("recover", "all saved work: unit, number, time, reason"),
            new("recover parser 1", "its files"),
            new("recover parser 1 --branch rescue", "as a branch, to inspect or merge"),
            new("recover parser 1 --files", "its files, uncommitted, in the working tree"),
        ],
        ExitCodes = [ExitCode.Done, new(2, "wrong usage, or nothing was restored; the error says why")],
    };

    private static async Task<int> ExecuteAsync(Invocation invocation)
    {
        var report = await Recovery.RunAsync(Request(invocation), invocation.Token).ConfigureAwait(false);
        Problems.Print(invocation.Console.Error, report.Problems);
        if (invocation.Has(CommonOptions.Json))
        {
            JsonText.PrintObject(invocation.Console.Out, json => Write(json, report));
        }
        else if (report.Problems.IsEmpty)
        {
            Print(invocation, report);
        }

        return report.Problems.IsEmpty ? 0 : 2;
    }

    private static RecoverRequest Request(Invocation invocation)
    {
        int? number = invocation.Argument(1) is not { } given ? null
            : int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed
            : throw new UsageException($"[number] takes a whole number from 1, not '{given}'");
        if (invocation[Branch] is not null && invocation.Has(Files))
        {
            throw new UsageException("--branch and --files cannot be combined; choose one");
        }

        if (invocation.Argument(0) is null && (invocation[Branch] is not null || invocation.Has(Files)))
        {
            throw new UsageException("--branch and --files need the unit and the number of the work to restore; 'dotnet choo recover' lists them");
        }

        return new RecoverRequest
        {
            WorkingFolder = invocation.Folder,
            Unit = invocation.Argument(0),
            Number = number,
            Run = ChosenRun.IdOf(invocation),
            Branch = invocation[Branch],
            Files = invocation.Has(Files),
            Clock = invocation.Console.Clock,
        };
    }

    private static void Print(Invocation invocation, RecoverReport report)
    {
        var output = invocation.Console.Out;
        if (report.Branch is { } branch)
        {
            output.WriteLine($"{branch} is now {report.Backups[0].Saved.Ref} ({Amounts.Commit(report.Backups[0].Saved.Commit)})");
        }
        else if (invocation.Has(Files))
        {
            PrintRestored(output, report);
        }
        else if (invocation.Argument(1) is not null)
        {
            PrintFiles(output, report.Backups[0]);
        }
        else
        {
            PrintList(invocation.Console, report.Backups);
        }
    }

    private static void PrintRestored(TextWriter output, RecoverReport report)
    {
        foreach (var path in report.Written)
        {
            output.WriteLine($"restored {path}");
        }

        foreach (var path in report.Left)
        {
            output.WriteLine($"left as it is: {path} (the saved work had deleted it)");
        }

        if (report.Written.IsEmpty)
        {
            output.WriteLine("nothing to restore: its files are there as they were saved");
        }
    }

    private static void PrintFiles(TextWriter output, Backup backup)
    {
        output.WriteLine($"{backup.Saved.Ref} {Amounts.Commit(backup.Saved.Commit)}, {When(backup)}{(backup.Reason is { } reason ? $": {OneLine.Of(reason)}" : "")}");
        foreach (var file in backup.Saved.Files)
        {
            output.WriteLine($"  {Kind(file.Before, file.After)}  {OneLine.Of(file.Path)}");
        }
    }

    private static void PrintList(ToolConsole console, ImmutableArray<Backup> backups)
    {
        if (backups.IsEmpty)
        {
            console.Out.WriteLine("no saved work");
            return;
        }

        var table = new TextTable(new("unit"), new("number", true), new("saved"), new("files", true), new("why"));
        foreach (var backup in backups)
        {
            table.Add(
                new(backup.Saved.Unit), new($"{backup.Saved.Number}"), new(When(backup)), new($"{backup.Saved.Files.Length}"),
                new(backup.Reason is { } reason ? OneLine.Of(reason) : "-"));
        }

        foreach (var line in table.Lines(console.IsTerminal ? console.Width() : 120, new Paint(console.Color)))
        {
            console.Out.WriteLine(line.TrimEnd());
        }

        console.Out.WriteLine();
        console.Out.WriteLine("'dotnet choo recover UNIT NUMBER' lists its files; --branch NAME or --files restores it");
    }

    private static void Write(Utf8JsonWriter json, RecoverReport report)
    {
        json.WriteStartArray("backups");
        foreach (var backup in report.Backups)
        {
            json.WriteStartObject();
            json.WriteString("unit", backup.Saved.Unit);
            json.WriteNumber("number", backup.Saved.Number);
            json.WriteString("ref", backup.Saved.Ref);
            json.WriteString("commit", backup.Saved.Commit);
            json.WriteString("time", backup.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("run", backup.Run);
            json.WriteString("reason", backup.Reason);
            json.WriteStartArray("files");
            foreach (var file in backup.Saved.Files)
            {
                json.WriteStartObject();
                json.WriteString("path", file.Path);
                json.WriteString("change", Kind(file.Before, file.After).TrimEnd());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("branch", report.Branch);
        JsonText.Write(json, "written", report.Written);
        JsonText.Write(json, "left", report.Left);
        ValidationJson.Write(json, "problems", report.Problems);
    }

    private static string When(Backup backup) => backup.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Kind(string? before, string? after) => before is null ? "added   " : after is null ? "deleted " : "modified";
}
