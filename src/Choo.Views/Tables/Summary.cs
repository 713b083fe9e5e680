using Choo.Core.Events;
using Choo.Core.State;
using Choo.Views.Lines;
using Choo.Views.Text;

namespace Choo.Views.Tables;

/// <summary>What is printed when a run is over: the table of units, and what to do next for whatever is not complete.</summary>
internal sealed class Summary(RunReport report, Paint paint)
{
    private const int WithPullRequests = 100;

    /// <summary>The lines for a terminal of a width.</summary>
    public IEnumerable<string> Lines(int width)
    {
        if (report.State is not { } state)
        {
            if (report.ExitCode == 0)
            {
                yield return paint.In(Tone.Good, "Nothing to do: every unit is complete.");
            }

            yield break;
        }

        if (state.Units.Count == 0)
        {
            // A run of a feature that had nothing left to do but its pull request.
            yield return paint.In(state.End is RunCompleted ? Tone.Good : Tone.Plain, "Every unit was complete already.");
        }
        else
        {
            foreach (var line in Table(state, width).Lines(width, paint))
            {
                yield return line;
            }

            yield return "";
            yield return paint.In(state.Counts.ExitCode == 0 && state.End is RunCompleted ? Tone.Good : Tone.Plain, Totals(state));
        }

        foreach (var row in state.Units.Select(PullRequestRow.Of).OfType<PullRequestRow>())
        {
            yield return $"  {row.Unit}: {row.Line}";
        }

        foreach (var line in FeatureText.Of(state).Concat(Branches.Lines(state)))
        {
            yield return line;
        }

        foreach (var line in Next(state))
        {
            yield return line;
        }
    }

    /// <summary>One line with the counts and what it took.</summary>
    public static string Totals(RunState state) => $"{RunTotals.Of(state.Counts, state.Units.Count)}; {Effort.Of(state)}";

    private static TextTable Table(RunState state, int width)
    {
        // A narrow terminal has them below the table alone.
        var proposed = width >= WithPullRequests && state.Units.Any(unit => unit.PullRequest?.Number is not null);
        TableColumn[] columns = [new("unit"), new("result"), new("tasks", true), new("attempts", true), new("time (m:s)", true), new("tokens", true), new("cost", true), new("commit")];
        var table = new TextTable(proposed ? [.. columns, new("pull request")] : columns);
        foreach (var (unit, effort) in state.Units.Select(unit => (unit, Effort.Of(unit, state))))
        {
            TableCell[] cells =
            [
                new(unit.Id),
                new(unit.State.Name(), ToneOf(unit.State)),
                new($"{unit.CompletedTasks}/{unit.Planned.Tasks.Length}"),
                new(effort.Cell),
                new(effort.Time is { } time ? Amounts.Clock(time) : "-"),
                new(Amounts.Total(unit.Usage) == 0 ? "-" : Amounts.Tokens(Amounts.Total(unit.Usage))),
                new(Amounts.Cost(unit.Usage.CostUsd)),
                new(Amounts.Commit(unit.Commit)),
            ];
            table.Add(proposed ? [.. cells, new(PullRequestRow.Of(unit)?.Cell ?? "-")] : cells);
        }

        return table;
    }

    /// <summary>The colour of a state.</summary>
    public static Tone ToneOf(UnitState state) => state switch
    {
        UnitState.Complete => Tone.Good,
        UnitState.Failed => Tone.Bad,
        UnitState.Blocked or UnitState.Waiting => Tone.Warning,
        UnitState.Pending => Tone.Faint,
        _ => Tone.Plain,
    };

    private IEnumerable<string> Next(RunState state)
    {
        foreach (var unit in state.Units)
        {
            foreach (var line in NextSteps.Of(unit, report.RunFolder))
            {
                yield return line;
            }
        }

        if (state.End is RunFailed { Reason: { } reason })
        {
            yield return "";
            yield return paint.In(Tone.Bad, reason.ToString());
        }

        if (FirstCode(state) is { } code)
        {
            yield return "";
            yield return $"What {code} means: dotnet choo explain {code}";
        }

        var steps = RunNextSteps.OfRun(state);
        foreach (var line in steps.Count == 0 ? steps : steps.Prepend(""))
        {
            yield return line;
        }
    }

    // One is enough to show the command; compilers' own codes have no page here.
    private static string? FirstCode(RunState state) => state.Units
        .Where(unit => unit.State is UnitState.Failed or UnitState.Waiting).Select(unit => unit.Failure?.Code)
        .Append((state.End as RunFailed)?.Reason?.Code)
        .FirstOrDefault(code => code?.StartsWith("CHOO", StringComparison.Ordinal) == true);
}
