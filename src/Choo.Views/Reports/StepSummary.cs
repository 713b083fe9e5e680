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
            var proposed = state.Units.Any(unit => unit.PullRequest?.Number is not null);
            text.Append(Summary.Totals(state)).Append("\n\n| unit | result | attempts | time | tokens | cost | commit |").Append(proposed ? " pull request |" : "")
                .Append("\n|---|---|--:|--:|--:|--:|---|").Append(proposed ? "---|\n" : "\n");
            foreach (var unit in state.Units)
            {
                text.Append($"| {MarkdownText.Of(unit.Id)} | {unit.State.Name()} | {Effort.Of(unit, state).Cell} | {(state.WorkedOn(unit) is { } time ? Amounts.Clock(time) : "-")} ")
                    .Append($"| {(Amounts.Total(unit.Usage) is > 0 and var tokens ? Amounts.Tokens(tokens) : "-")} | {Amounts.Cost(unit.Usage.CostUsd)} | {Amounts.Commit(unit.Commit)} |")
                    .Append(proposed ? $" {Link(PullRequestRow.Of(unit))} |\n" : "\n");
            }

            text.Append('\n');
        }

        foreach (var diagnostic in report.Diagnostics.Concat((report.State?.Units ?? []).Select(unit => unit.Failure).OfType<Core.Diagnostics.Diagnostic>()))
        {
            text.Append("- ").Append(MarkdownText.Of(diagnostic.ToString())).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The number as a link. An address that is no plain one is shown and leads nowhere.</summary>
    private static string Link(PullRequestRow? row) => row is null ? "-"
        : Uri.TryCreate(row.Url, UriKind.Absolute, out var page) && page.Scheme is "https" or "http" ? $"[#{row.Number}](<{page.AbsoluteUri}>) {row.State}"
        : MarkdownText.Of($"{row.Cell} {row.Url}");
}
