using System.Collections.Immutable;
using System.Globalization;
using Choo.Core.Priorities;
using Choo.Engine;
using Choo.Tool.Cli;
using Choo.Views.Json;
using Choo.Views.Lines;
using Choo.Views.Tables;
using Choo.Views.Text;

namespace Choo.Tool.Commands;

/// <summary><c>gaps dispatch</c>: what it would do, or with <c>--execute</c> a run of the gaps.</summary>
internal static class GapsDispatch
{
    /// <summary>Really works on them.</summary>
    public static readonly OptionSpec Execute = new("execute", "dispatch really works on the gaps and lands them; without it nothing is started or changed");

    /// <summary>The options of a run that dispatch takes.</summary>
    public static ImmutableArray<OptionSpec> OfRun =>
    [
        Execute, CommonOptions.Parallelism, CommonOptions.Target, CommonOptions.Feature, CommonOptions.Provider, CommonOptions.ForcedProvider, CommonOptions.NoMerge,
        CommonOptions.NoTui, CommonOptions.Output, CommonOptions.JsonEvents, CommonOptions.Report, CommonOptions.Verbosity,
    ];

    /// <summary>Carries it out.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="gaps">Which gaps.</param>
    public static async Task<int> ExecuteAsync(Invocation invocation, GapRequest gaps)
    {
        if (invocation[CommonOptions.Feature] is not null && invocation.Has(CommonOptions.NoMerge))
        {
            throw new UsageException("--feature gathers the gaps on one branch, and --no-merge leaves each on its own; give one of them");
        }

        var request = invocation.Request() with { Gaps = gaps };
        if (!invocation.Has(Execute))
        {
            return Print(invocation, request, await ChooHost.DryRunAsync(request, resumes: false, invocation.Token).ConfigureAwait(false));
        }

        return invocation.Has(CommonOptions.Json)
            ? throw new UsageException("--json is for what would be dispatched; for the events of --execute use --output ndjson")
            : await WatchedRun.ExecuteAsync(invocation, observer => ChooHost.RunAsync(request, observer, invocation.Stop)).ConfigureAwait(false);
    }

    /// <summary>How many gaps were asked for; null when nobody said.</summary>
    public static int? Most(string? given) => given is null ? null : int.Parse(given, CultureInfo.InvariantCulture);

    /// <summary>The priority that a person named; null for the configured one.</summary>
    public static UnitPriority? Lowest(string? given) => given is null ? null : PriorityWords.Priority(given);

    private static int Print(Invocation invocation, RunRequest request, PlanReport report)
    {
        if (invocation.Has(CommonOptions.Json))
        {
            JsonText.PrintObject(invocation.Console.Out, json => GapsJson.Write(json, report.Gaps?.Gaps ?? [], [], report.Diagnostics));
            return report.Plan is null ? 2 : 0;
        }

        Problems.Print(invocation.Console.Error, report.Diagnostics);
        if (report is not { Plan: not null, Gaps: { } chosen })
        {
            return 2;
        }

        foreach (var line in GapsText.Dispatch(chosen.Backlog, chosen.Gaps, report.Target, request.Parallelism ?? report.Config.Parallelism))
        {
            invocation.Console.Out.WriteLine(OneLine.Of(line));
        }

        invocation.Console.Error.WriteLine(chosen.Gaps.IsEmpty
            ? "nothing can be dispatched; `dotnet choo gaps list` says why"
            : "nothing was started; --execute works on them");
        return 0;
    }
}
