using Choo.Core.State;
using Choo.Views.Lines;

namespace Choo.Views.Tables;

/// <summary>A run as a list of runs shows it; it holds nothing of the run's units.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Began">When it began.</param>
/// <param name="Target">The branch its work lands on.</param>
internal sealed record RunRow(string Id, DateTimeOffset Began, string Target)
{
    /// <summary>running, complete, failed or interrupted.</summary>
    public required string State { get; init; }

    /// <summary>The state in words, with what is left to do.</summary>
    public required string Words { get; init; }

    /// <summary>How many units it has.</summary>
    public required int Units { get; init; }

    /// <summary>How the units ended.</summary>
    public required RunCounts Counts { get; init; }

    /// <summary>How long it worked.</summary>
    public required TimeSpan Worked { get; init; }

    /// <summary>What its agents cost in dollars; null when none reported it.</summary>
    public required decimal? Cost { get; init; }

    /// <summary>Of a run.</summary>
    public static RunRow Of(RunRecord run) => new(run.Id, run.Began, run.State.Started.Target)
    {
        State = run.StateName,
        Words = RunWords.Of(run),
        Units = run.State.Units.Count,
        Counts = run.State.Counts,
        Worked = run.Worked,
        Cost = run.State.Units.Select(unit => unit.Usage.CostUsd).Aggregate((decimal?)null, (sum, cost) => cost is null ? sum : (sum ?? 0) + cost),
    };
}
