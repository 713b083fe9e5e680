using Choo.Core.State;
using Choo.Views.Lines;
using Choo.Views.Text;

namespace Choo.Views.Pages;

/// <summary>The table of units.</summary>
internal static class TablePart
{
    private const int Most = 2000;

    /// <summary>Writes it.</summary>
    public static void Write(HtmlText html, RunPage page)
    {
        var state = page.Run.State;
        var proposed = state.Units.Any(unit => unit.PullRequest?.Number is not null);
        var units = RunPage.Foremost(state, Most);
        string[] titles = [.. (string[])["unit", "state", "tasks", "attempts", "time (m:s)", "tokens", "cost", "commit"], .. proposed ? ["pull request"] : Array.Empty<string>()];
        html.Open("section", ("id", "units"), ("aria-labelledby", "units-title")).Element("h2", "Units", ("id", "units-title")).Break()
            .Open("table", ("class", "units"), ("role", "table"))
            .Element("caption", $"{RunTotals.Of(state.Counts, state.Units.Count)}; {Effort.Of(state)}{(units.Count < state.Units.Count ? $". {units.Count} units are listed, those first that did not complete" : "")}").Break()
            .Open("thead", ("role", "rowgroup")).Open("tr", ("role", "row"));
        foreach (var title in titles)
        {
            html.Element("th", title, ("scope", "col"), ("role", "columnheader"));
        }

        html.Close().Close().Break().Open("tbody", ("role", "rowgroup")).Break();
        foreach (var unit in units)
        {
            WriteRow(html, page, unit, proposed);
        }

        html.Close().Close().Close().Break();
    }

    private static void WriteRow(HtmlText html, RunPage page, UnitProgress unit, bool proposed)
    {
        var effort = Effort.Of(unit, page.Run.State);
        html.Open("tr", ("role", "row")).Open("th", ("scope", "row"), ("role", "rowheader"));
        page.WriteLink(html, unit.Id);
        html.Close().Open("td", ("role", "cell"), ("data-label", "state"));
        StateBadge.Write(html, unit.State);
        if (unit.Phase != UnitPhase.None && !unit.State.IsTerminal())
        {
            html.Text($" {PhaseText.Of(unit)}");
        }

        html.Close();
        Cell(html, "tasks", $"{unit.CompletedTasks}/{unit.Planned.Tasks.Length}", "number");
        Cell(html, "attempts", effort.Cell, "number");
        Cell(html, "time", effort.Time is { } time ? Amounts.Clock(time) : "-", "number");
        Cell(html, "tokens", Amounts.Total(unit.Usage) == 0 ? "-" : Amounts.Tokens(Amounts.Total(unit.Usage)), "number");
        Cell(html, "cost", Amounts.Cost(unit.Usage.CostUsd), "number");
        html.Open("td", ("role", "cell"), ("data-label", "commit")).Element("code", Amounts.Commit(unit.Commit)).Close();
        if (proposed)
        {
            html.Open("td", ("role", "cell"), ("data-label", "pull request"));
            _ = PullRequestRow.Of(unit) is { } row ? html.Link($"#{row.Number}", row.Url).Text($" {row.State}") : html.Text("-");
            html.Close();
        }

        html.Close().Break();
    }

    private static void Cell(HtmlText html, string label, string text, string style) => html.Element("td", text, ("role", "cell"), ("data-label", label), ("class", style));
}
