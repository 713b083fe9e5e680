using Choo.Core.Priorities;
using Choo.Core.State;
using Choo.Views.Lines;
using Choo.Views.Text;
using Choo.Views.Timelines;

namespace Choo.Views.Pages;

/// <summary>All of a unit, folded where it is complete.</summary>
internal static class UnitPart
{
    /// <summary>Writes it.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="page">The page.</param>
    /// <param name="row">Its time.</param>
    /// <param name="material">What else is known of it.</param>
    public static void Write(HtmlText html, UnitProgress unit, RunPage page, TimelineRow? row, UnitMaterial material)
    {
        var run = page.Run;
        html.Open("details", ("class", "unit"), ("id", page.AnchorOf(unit)), ("open", IsBad(unit.State) ? "open" : null))
            .Open("summary").Element("h3", unit.Id).Text(" ");
        StateBadge.Write(html, unit.State);
        html.Text(" ").Element("span", $"{Effort.Of(unit, run.State)}", ("class", "brief")).Close().Break();
        if (unit.State != UnitState.Complete)
        {
            html.Open("pre", ("class", "why")).Lines(string.Join('\n', WhyText.Of(unit, run))).Close().Break();
        }

        WriteFacts(html, unit, page, row);
        var place = new StepPlace(run.Id, unit.Id, page.Budget);
        if (material.Story.Steps.Count > 0)
        {
            html.Element("h4", "Attempts and gates").Break();
            if (material.Story.LeftOut > 0)
            {
                html.Element("p", $"{Amounts.Count(material.Story.LeftOut, "older step")} are not shown.", ("class", "cut"));
            }

            foreach (var step in material.Story.Steps)
            {
                StepPart.Write(html, step, place, material.Logs);
            }
        }

        if (material.Changes is { } changes)
        {
            ChangesPart.Write(html, changes, page.Budget);
        }

        if (material.Evidence is { } bundle)
        {
            EvidencePart.Write(html, bundle, place);
        }

        html.Close().Break();
    }

    /// <summary>Whether a person wants to see it first.</summary>
    public static bool IsBad(UnitState state) => state is UnitState.Failed or UnitState.Waiting;

    private static void WriteFacts(HtmlText html, UnitProgress unit, RunPage page, TimelineRow? row)
    {
        html.Open("dl", ("class", "facts"));
        Fact(html, "Tasks", $"{unit.CompletedTasks} of {unit.Planned.Tasks.Length} complete");
        Fact(html, "Agent", unit.Provider);
        Fact(html, "Priority", PriorityWords.Of(unit.Planned.Priority ?? UnitPriority.P2));
        if (unit.Planned.DependsOn.Length > 0)
        {
            html.Open("div").Element("dt", "Depends on").Open("dd");
            var isFirst = true;
            foreach (var id in unit.Planned.DependsOn)
            {
                html.Text(isFirst ? "" : ", ");
                page.WriteLink(html, id);
                isFirst = false;
            }

            html.Close().Close();
        }

        if (unit.Planned.Issue is { } issue)
        {
            Fact(html, "Issue", issue);
        }

        if (row is not null)
        {
            Fact(html, "Time", row.Words);
        }

        if (unit.Commit is { } commit)
        {
            html.Open("div").Element("dt", "Commit").Open("dd").Element("code", commit).Text(unit.Branch is { } branch ? $" on {branch}" : $" on {page.Run.State.Started.Target}").Close().Close();
        }

        if (PullRequestRow.Of(unit) is { } proposed)
        {
            html.Open("div").Element("dt", "Pull request").Open("dd").Link($"#{proposed.Number}", proposed.Url)
                .Text($" {proposed.State}{(proposed.WaitsFor.Length > 0 ? $", waits for {proposed.WaitsFor}" : "")}").Close().Close();
        }

        html.Close().Break();
    }

    private static void Fact(HtmlText html, string name, string value) => html.Open("div").Element("dt", name).Element("dd", value).Close();
}
