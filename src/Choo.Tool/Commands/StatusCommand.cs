using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Engine;
using Choo.Tool.Cli;
using Choo.Views.Json;
using Choo.Views.Lines;
using Choo.Views.Tables;
using Choo.Views.Text;

namespace Choo.Tool.Commands;

/// <summary><c>status</c>.</summary>
internal static class StatusCommand
{
    public static CommandSpec Spec => new("status", "show the state of the last run, or of the specs before the first", ExecuteAsync)
    {
        Arguments = [CommonOptions.TasksDir],
        Options = [CommonOptions.Tasks, CommonOptions.Run, CommonOptions.Json],
        Examples = [new("status", "units, tasks, what is under way"), new("status --run 20260301", "an earlier run; 'runs' lists them"), new("status --json", "for programs")],
    };

    private static async Task<int> ExecuteAsync(Invocation invocation)
    {
        if (ChooFolder.Find(Path.GetFullPath(invocation.Folder)) is null)
        {
            throw new UsageException(DiagnosticCodes.NotARepository.Because($"{invocation.Folder} is not in a git repository; change to one, or create one with `git init`"));
        }

        var run = ChosenRun.Of(invocation);
        Problems.Print(invocation.Console.Error, run?.Problem is { } problem ? [problem with { Severity = Severity.Warning }] : []);
        var units = run is null ? await FromSpecsAsync(invocation).ConfigureAwait(false) : [.. run.State.Units.Select(unit => UnitView.Of(unit, run.State))];
        if (invocation.Has(CommonOptions.Json))
        {
            JsonText.PrintObject(invocation.Console.Out, json => StatusJson.Write(json, run, units));
        }
        else
        {
            Print(invocation.Console, run, units);
        }

        return 0;
    }

    private static async Task<List<UnitView>> FromSpecsAsync(Invocation invocation)
    {
        var specs = await ChooHost.ValidateAsync(invocation.Request(invocation.Argument(0)), invocation.Token).ConfigureAwait(false);
        if (specs.HasErrors)
        {
            invocation.Console.Error.WriteLine($"{Problems.Count(specs.Diagnostics)} in the specs; 'dotnet choo validate' shows them");
        }

        return [.. specs.Units.Select(UnitView.Of)];
    }

    private static void Print(ToolConsole console, RunRecord? run, IReadOnlyList<UnitView> units)
    {
        console.Out.WriteLine(run is null ? "no run yet; according to the specs:" : Heading(run));
        foreach (var line in run is null ? [] : TargetText.Reason(run.State, run.Id))
        {
            console.Out.WriteLine(OneLine.Of($"  {line}"));
        }

        foreach (var line in run is null ? [] : FeatureText.Of(run.State))
        {
            console.Out.WriteLine(line);
        }

        foreach (var paused in run?.State.Providers.Paused ?? [])
        {
            console.Out.WriteLine(OneLine.Of(ProviderText.Of(paused, paused.Until)));
        }

        console.Out.WriteLine();
        foreach (var line in StatusText.Lines(units, new Paint(console.Color), console.IsTerminal ? console.Width() : 120))
        {
            console.Out.WriteLine(line);
        }

        if (run is { State.End: not RunCompleted, Alive: false })
        {
            console.Out.WriteLine();
            foreach (var line in RunNextSteps.OfRun(run.State))
            {
                console.Out.WriteLine(line);
            }

            console.Out.WriteLine("Why a unit isn't running: dotnet choo why <unit>");
        }
    }

    private static string Heading(RunRecord run)
    {
        var started = run.State.Started;
        return $"run {run.Id}: {RunWords.Of(run)}; {(started.NoMerge ? "not merged into" : "onto")} {started.Target}, {run.State.Parallelism} at a time, started {run.Began.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";
    }
}
