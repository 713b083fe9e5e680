using Choo.Tool.Cli;
using Choo.Views.Json;
using Choo.Views.Lines;
using Choo.Views.Tables;
using Choo.Views.Text;

namespace Choo.Tool.Commands;

/// <summary><c>pr</c>.</summary>
internal static class PullRequestsCommand
{
    public static CommandSpec Spec => new("pr", "list the pull requests of the last run", ExecuteAsync)
    {
        Options = [CommonOptions.Run, CommonOptions.Json],
        Examples =
        [
            new("pr", "unit, number, state, what it waits for, link"),
            new("pr --run 20260301", "those of an earlier run; 'runs' lists them"),
            new("pr --json", "for programs"),
        ],
    };

    private static Task<int> ExecuteAsync(Invocation invocation)
    {
        var run = ChosenRun.Of(invocation);
        PullRequestRow[] rows = [.. (run?.State.Units ?? []).Select(PullRequestRow.Of).OfType<PullRequestRow>()];
        if (invocation.Has(CommonOptions.Json))
        {
            JsonText.PrintObject(invocation.Console.Out, json => PullRequestsJson.Write(json, run, rows));
            return Task.FromResult(0);
        }

        var feature = run is null ? [] : FeatureText.Of(run.State).ToArray();
        foreach (var line in run is null ? ["no run yet"] : rows.Length == 0 && feature.Length > 0 ? feature : PullRequestsText.Lines(rows, new Paint(invocation.Console.Color)).Concat(feature))
        {
            invocation.Console.Out.WriteLine(line);
        }

        return Task.FromResult(0);
    }
}
