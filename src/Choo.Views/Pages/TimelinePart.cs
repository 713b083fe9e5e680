using Choo.Views.Graphs;
using Choo.Views.Text;
using Choo.Views.Timelines;

namespace Choo.Views.Pages;

/// <summary>The timeline: a bar for each unit; with many units a bar for each stage, and the stages' units folded below it.</summary>
internal static class TimelinePart
{
    private const int MostRows = 100;
    private const int MostInStage = 200;
    private const int MostInAll = 2000;

    /// <summary>Writes it.</summary>
    public static void Write(HtmlText html, RunPage page, RunTimeline timeline)
    {
        html.Open("section", ("id", "timeline"), ("aria-labelledby", "timeline-title")).Element("h2", "Timeline", ("id", "timeline-title")).Break()
            .Open("ul", ("class", "legend"));
        foreach (var activity in timeline.Rows.SelectMany(row => row.Spans).Select(span => span.Activity).Distinct().Order())
        {
            html.Open("li").Open("svg", ("viewBox", "0 0 12 12"), ("aria-hidden", "true")).Empty("rect", ("width", "12"), ("height", "12"), ("class", Activities.Class(activity))).Close().Text(Activities.Name(activity)).Close();
        }

        html.Element("li", "◆ critical path").Close().Break();
        if (timeline.Rows.Length <= MostRows)
        {
            WriteRows(html, page, timeline.Axis, timeline.Rows, 1000);
        }
        else
        {
            WriteStages(html, page, timeline);
        }

        html.Close().Break();
    }

    private static void WriteStages(HtmlText html, RunPage page, RunTimeline timeline)
    {
        var stages = RunGraph.Stages(page.Run.State).ToList();
        var stageOf = stages.SelectMany((stage, i) => stage.Ids.Select(id => (id, i))).ToDictionary(pair => pair.id, pair => pair.i, StringComparer.Ordinal);
        var members = timeline.Rows.ToLookup(row => stageOf[row.Label]);
        html.Element("p", "Each bar shows what most of a stage’s units were at.").Break();
        WriteRows(html, page, timeline.Axis, [.. stages.Select((stage, i) => new TimelineRow(stage.Label, [.. members[i].SelectMany(row => row.Spans)]))], 250);
        var room = MostInAll;
        foreach (var (stage, i) in stages.Select((stage, i) => (stage, i)))
        {
            var rows = members[i].Take(Math.Min(MostInStage, room)).ToList();
            room -= rows.Count;
            if (rows.Count == 0)
            {
                continue;
            }

            html.Open("details", ("class", "stage")).Open("summary").Element("span", stage.Label, ("class", "what")).Text(" ").Element("span", stage.Detail, ("class", "brief")).Close().Break();
            WriteRows(html, page, WindowOf(rows, timeline.Axis), rows, 160);
            if (rows.Count < stage.Ids.Length)
            {
                html.Element("p", $"{stage.Ids.Length - rows.Count} more that began later are not drawn.", ("class", "cut"));
            }

            html.Close().Break();
        }
    }

    /// <summary>The time in which anything but waiting for each other was done for some units.</summary>
    private static TimeAxis WindowOf(IReadOnlyCollection<TimelineRow> rows, TimeAxis axis)
    {
        var busy = rows.SelectMany(row => row.Spans).Where(span => !Activities.IsIdle(span.Activity)).ToList();
        return busy.Count == 0 ? axis : axis.Between(busy.Min(span => span.From), busy.Max(span => span.Until));
    }

    private static void WriteRows(HtmlText html, RunPage page, TimeAxis axis, IReadOnlyCollection<TimelineRow> rows, int steps)
    {
        html.Open("div", ("class", "rows")).Open("div", ("class", "axis"), ("aria-hidden", "true")).Open("div");
        for (var quarter = 0; quarter <= 4; quarter++)
        {
            html.Element("span", Amounts.Clock(axis.Offset + (axis.Length * quarter / 4)));
        }

        html.Close().Close().Break();
        foreach (var row in rows)
        {
            html.Open("div", ("class", "row")).Open("span", ("class", "name")).Text(row.IsCritical ? "◆ " : "");
            page.WriteLink(html, row.Label);
            html.Close().Open("svg", ("class", "bar"), ("viewBox", $"0 0 {steps} 10"), ("preserveAspectRatio", "none"), ("role", "img"), ("aria-label", row.Words))
                .Element("title", row.Words);
            foreach (var bar in TimelineBar.Of(row, axis, steps))
            {
                html.Empty("rect", ("x", $"{bar.X}"), ("width", $"{bar.Width}"), ("height", "10"), ("class", Activities.Class(bar.Activity)));
            }

            foreach (var resume in axis.Resumes)
            {
                html.Empty("rect", ("x", $"{(int)(resume * steps)}"), ("width", "1"), ("height", "10"), ("class", "resume"));
            }

            html.Close().Close().Break();
        }

        html.Close().Break();
    }
}
