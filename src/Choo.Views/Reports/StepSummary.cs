using System.Text;
using Choo.Core.State;
using Choo.Views.Lines;
using Choo.Views.Tables;
using Choo.Views.Text;

namespace Choo.Views.Reports;

/// <summary>The page that GitHub Actions shows for the step, in its markdown.</summary>
internal static class StepSummary
{
    /// <summary>The markdown.</summary>
    public static string Markdown(RunReport report)
    {
        var text = new StringBuilder("## choo\n\n");
        if (report.State is not { } state)
        {
            text.Append("The run did not start.\n\n");
        }
        else
        {
            text.Append(Summary.Totals(state)).Append("\n\n| unit | result | attempts | time | tokens | cost | commit |\n|---|---|--:|--:|--:|--:|---|\n");
            foreach (var unit in state.Units)
            {
                text.Append($"| {MarkdownText.Of(unit.Id)} | {unit.State.Name()} | {Effort.Of(unit, state).Cell} | {(state.WorkedOn(unit) is { } time ? Amounts.Clock(time) : "-")} ")
                    .Append($"| {(Amounts.Total(unit.Usage) is > 0 and var tokens ? Amounts.Tokens(tokens) : "-")} | {Amounts.Cost(unit.Usage.CostUsd)} | {Amounts.Commit(unit.Commit)} |\n");
            }

            text.Append('\n');
        }

        foreach (var diagnostic in report.Diagnostics.Concat((report.State?.Units ?? []).Select(unit => unit.Failure).OfType<Core.Diagnostics.Diagnostic>()))
        {
            text.Append("- ").Append(MarkdownText.Of(diagnostic.ToString())).Append('\n');
        }

        return text.ToString();
    }
}
