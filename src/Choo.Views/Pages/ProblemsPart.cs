using Choo.Core.State;
using Choo.Views.Lines;
using Choo.Views.Text;

namespace Choo.Views.Pages;

/// <summary>What failed, waits for a person or is blocked, and why.</summary>
internal static class ProblemsPart
{
    private const int Most = 50;
    private const int MostBlocked = 20;

    /// <summary>Whether there is any.</summary>
    public static bool IsThere(RunState state) => state.Counts.Failed + state.Counts.Waiting + state.Counts.Blocked > 0;

    /// <summary>Writes it; nothing where all is well.</summary>
    public static void Write(HtmlText html, RunPage page)
    {
        var state = page.Run.State;
        if (!IsThere(state))
        {
            return;
        }

        html.Open("section", ("id", "problems"), ("aria-labelledby", "problems-title")).Element("h2", "What needs attention", ("id", "problems-title")).Break().Open("ul", ("class", "problems"));
        var bad = state.Units.Where(unit => UnitPart.IsBad(unit.State)).ToList();
        foreach (var unit in bad.Take(Most))
        {
            html.Open("li");
            page.WriteLink(html, unit.Id);
            html.Text(" ");
            StateBadge.Write(html, unit.State);
            html.Open("pre", ("class", "why")).Lines(string.Join('\n', Lines(unit, page.Run))).Close().Close().Break();
        }

        if (bad.Count > Most)
        {
            html.Element("li", $"and {Amounts.Count(bad.Count - Most, "unit")} more; the table has them");
        }

        WriteBlocked(html, page, state);
        html.Close().Break();
        foreach (var step in RunNextSteps.OfRun(state))
        {
            html.Element("p", step, ("class", "next"));
        }

        html.Close().Break();
    }

    // The empty line and the heading are the item itself; twelve lines of a failure tell the rest.
    private static IEnumerable<string> Lines(UnitProgress unit, RunRecord run) => NextSteps.Of(unit, run.Folder).Skip(2).Select(line => line.Trim()).Take(16);

    private static void WriteBlocked(HtmlText html, RunPage page, RunState state)
    {
        foreach (var cause in state.Units.Where(unit => unit.State == UnitState.Blocked).GroupBy(unit => string.Join(", ", unit.BlockedBy), StringComparer.Ordinal).Take(Most))
        {
            var blocked = cause.ToList();
            html.Open("li").Text($"{Amounts.Count(blocked.Count, "unit")} blocked by ").Element("strong", cause.Key).Text(": ");
            for (var i = 0; i < Math.Min(blocked.Count, MostBlocked); i++)
            {
                html.Text(i > 0 ? ", " : "");
                page.WriteLink(html, blocked[i].Id);
            }

            html.Text(blocked.Count > MostBlocked ? $" and {blocked.Count - MostBlocked} more" : "").Close().Break();
        }
    }
}
