using System.Globalization;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>The way by which a run's units land, as its journal says it.</summary>
internal static class RunLand
{
    /// <summary>Its name in the journal.</summary>
    public static string Of(ChooConfig config, bool noMerge) => noMerge ? "branch" : config.Land == LandingWay.PullRequest ? "pull_request" : "merge";

    /// <summary>Tells of a run that is resumed and lands another way from here on.</summary>
    public static Task CheckAsync(PreparationDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Resumed is { Started: { Land: { } began, NoMerge: false } } state && Of(draft.Config, noMerge: false) is var now && now != began)
        {
            draft.Problems.Add(DiagnosticCodes.RouteChanged.Because($"the run began with land: {began} and goes on with land: {now}{(now == "merge" ? Left(state) : "")}"));
        }

        return Task.CompletedTask;
    }

    /// <summary>The pull requests that nobody follows then.</summary>
    private static string Left(RunState state)
    {
        var open = state.Units.Where(unit => unit.State != UnitState.Complete && unit.PullRequest is { Number: not null, Merged: null })
            .Select(unit => string.Create(CultureInfo.InvariantCulture, $"#{unit.PullRequest!.Number}")).ToArray();
        return open.Length == 0 ? "" : $"; its pull request{(open.Length == 1 ? "" : "s")} {string.Join(", ", open)} stay{(open.Length == 1 ? "s" : "")} open and {(open.Length == 1 ? "is" : "are")} yours";
    }
}
