using System.Text;
using Choo.Core.Diagnostics;
using Choo.Core.State;
using Choo.Views.Graphs;
using Choo.Views.Lines;
using Choo.Views.Tables;
using Choo.Views.Text;
using Choo.Views.Timelines;

namespace Choo.Views.Reports;

/// <summary>The page that GitHub Actions shows for the step, in its markdown.</summary>
internal static class StepSummary
{
    /// <summary>The most bytes of it. GitHub refuses a step's page of more than 1 MiB: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits</summary>
    public const int MostBytes = 768 << 10;

    // Mermaid refuses longer ones: https://mermaid.js.org/config/schema-docs/config-properties-maxtextsize.html
    private const int LongestGraph = 50_000;

    /// <summary>The markdown, in at most <see cref="MostBytes"/> bytes of UTF-8; what is left out is counted.</summary>
    public static string Markdown(RunReport report)
    {
        var text = new StringBuilder("## choo\n\n");
        var room = MostBytes - LongestGraph - 4096;
        if (report.State is not { } state)
        {
            text.Append("The run did not start.\n\n");
        }
        else
        {
            AppendGraph(text, state);
            AppendTable(text, state, ref room);
        }

        Append(text, report.Diagnostics.Concat((report.State?.Units ?? []).Select(unit => unit.Failure).OfType<Diagnostic>()).Select(diagnostic => $"- {MarkdownText.Of(diagnostic.ToString())}\n"), "problem", ref room);
        return text.ToString();
    }

    /// <summary>The units with their states. Stages, where units make too long a text; nothing, where there is one unit only.</summary>
    private static void AppendGraph(StringBuilder text, RunState state)
    {
        text.Append(Summary.Totals(state)).Append("\n\n");
        if (state.Units.Count < 2)
        {
            return;
        }

        var critical = CriticalUnits.Of(state);
        var graph = MermaidGraph.Of(RunGraph.Of(state, critical));
        graph = graph.Length <= LongestGraph ? graph : MermaidGraph.Of(RunGraph.Collapsed(state, critical));
        text.Append(graph.Length <= LongestGraph ? $"```mermaid\n{graph}```\n\n" : "");
    }

    private static void AppendTable(StringBuilder text, RunState state, ref int room)
    {
        var proposed = state.Units.Any(unit => unit.PullRequest?.Number is not null);
        text.Append("| unit | result | attempts | time | tokens | cost | commit |").Append(proposed ? " pull request |" : "")
            .Append("\n|---|---|--:|--:|--:|--:|---|").Append(proposed ? "---|\n" : "\n");

        // Half of the room is for the problems.
        var half = room / 2;
        room -= half;
        Append(text, state.Units.Select(unit => Row(unit, state, proposed)), "unit", ref half);
        room += half;
        text.Append('\n');
    }

    private static string Row(UnitProgress unit, RunState state, bool proposed) =>
        $"| {MarkdownText.Of(unit.Id)} | {unit.State.Name()} | {Effort.Of(unit, state).Cell} | {(state.WorkedOn(unit) is { } time ? Amounts.Clock(time) : "-")} "
        + $"| {(Amounts.Total(unit.Usage) is > 0 and var tokens ? Amounts.Tokens(tokens) : "-")} | {Amounts.Cost(unit.Usage.CostUsd)} | {Amounts.Commit(unit.Commit)} |"
        + (proposed ? $" {Link(PullRequestRow.Of(unit))} |\n" : "\n");

    /// <summary>Lines while there is room for them, then how many there are more.</summary>
    private static void Append(StringBuilder text, IEnumerable<string> lines, string noun, ref int room)
    {
        var left = 0;
        foreach (var line in lines)
        {
            var bytes = Encoding.UTF8.GetByteCount(line);
            if (left > 0 || bytes > room)
            {
                left++;
                continue;
            }

            text.Append(line);
            room -= bytes;
        }

        text.Append(left > 0 ? $"\nand {Amounts.Count(left, $"more {noun}")}\n" : "");
    }

    /// <summary>The number as a link. An address that is no plain one is shown and leads nowhere.</summary>
    private static string Link(PullRequestRow? row) => row is null ? "-"
        : WebAddress.Of(row.Url) is { } page ? $"[#{row.Number}](<{page}>) {row.State}"
        : MarkdownText.Of($"{row.Cell} {row.Url}");
}
