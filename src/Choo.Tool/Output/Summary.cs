using Choo.Adapters.Hosting;
using Choo.Core.Running;

namespace Choo.Tool.Output;

/// <summary>What is printed when a run is over: the table of units, and what to do next for whatever is not complete.</summary>
internal sealed class Summary(RunReport report, Paint paint)
{
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

        foreach (var line in Table(state).Lines(width, paint))
        {
            yield return line;
        }

        yield return "";
        yield return paint.In(state.Counts.ExitCode == 0 && state.End is RunCompleted ? Tone.Good : Tone.Plain, Totals(state));
        foreach (var line in Next(state))
        {
            yield return line;
        }
    }

    /// <summary>One line with the counts and what it cost.</summary>
    public static string Totals(RunState state)
    {
        var turns = state.Units.Sum(unit => unit.Turns);
        var tokens = state.Units.Sum(unit => Amounts.Total(unit.Usage));
        var costs = state.Units.Where(unit => unit.Usage.CostUsd is not null).ToList();
        var cost = costs.Count == 0 ? "" : $", {Amounts.Cost(costs.Sum(unit => unit.Usage.CostUsd))}";
        var read = tokens == 0 ? "" : $", {Amounts.Tokens(tokens)} tokens";
        return $"{RunTotals.Of(state.Counts, state.Units.Count)}; {Amounts.Count(turns, "agent turn")}{read}{cost}, {Amounts.Clock(Elapsed(state))}";
    }

    private static TextTable Table(RunState state)
    {
        var table = new TextTable(new("unit"), new("result"), new("attempts", true), new("time", true), new("tokens", true), new("cost", true), new("commit"));
        foreach (var unit in state.Units)
        {
            table.Add(
                new(unit.Id),
                new(unit.State.Name(), ToneOf(unit.State)),
                new($"{unit.Turns}"),
                new(Time(unit) is { } time ? Amounts.Clock(time) : "-"),
                new(Amounts.Total(unit.Usage) == 0 ? "-" : Amounts.Tokens(Amounts.Total(unit.Usage))),
                new(Amounts.Cost(unit.Usage.CostUsd)),
                new(Amounts.Commit(unit.Commit)));
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

    /// <summary>How long a unit had its slot.</summary>
    public static TimeSpan? Time(UnitProgress unit) => unit is { Started: { } started, Ended: { } ended } && ended >= started ? ended - started : null;

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

        if (state.End is RunInterrupted || state.Counts.ExitCode != 0 || state.End is RunFailed)
        {
            yield return "";
            yield return "Then: dotnet choo resume";
        }
    }

    // One is enough to show the command; compilers' own codes have no page here.
    private static string? FirstCode(RunState state) => state.Units
        .Where(unit => unit.State is UnitState.Failed or UnitState.Waiting).Select(unit => unit.Failure?.Code)
        .Append((state.End as RunFailed)?.Reason?.Code)
        .FirstOrDefault(code => code?.StartsWith("CHOO", StringComparison.Ordinal) == true);

    private static TimeSpan Elapsed(RunState state)
    {
        var started = state.Units.Where(unit => unit.Started is not null).Select(unit => unit.Started!.Value).DefaultIfEmpty().Min();
        var ended = state.Units.Where(unit => unit.Started is not null).Select(unit => unit.Ended ?? unit.PhaseSince).DefaultIfEmpty().Max();
        return ended > started ? ended - started : TimeSpan.Zero;
    }
}
