using System.Globalization;
using System.Text;
using Choo.Views.Text;

namespace Choo.Views.Timelines;

/// <summary>A timeline as one SVG image that needs nothing else: no script, no style sheet, no font, no link.</summary>
internal static class TimelineSvg
{
    private const int Most = 500;
    private const int Steps = 800;
    private const int Labels = 260;
    private const int RowHeight = 18;
    private const int LabelCharacters = 30;

    /// <summary>The whole file; ends with a line feed. At most 500 units have a row; the last line says how many more there are.</summary>
    public static string Of(RunTimeline timeline)
    {
        var rows = timeline.Rows.Take(Most).ToList();
        var activities = timeline.Rows.SelectMany(row => row.Spans).Select(span => span.Activity).Distinct().Order().ToList();
        var top = 48 + (18 * ((activities.Count + 3) / 4));
        var (width, height) = (Labels + Steps + 40, top + (rows.Count * RowHeight) + 28);
        var text = new StringBuilder();
        text.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"ui-monospace, monospace\" font-size=\"12\">\n")
            .Append("<title>What each unit’s time went to</title>\n")
            .Append($"<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n");
        for (var i = 0; i < activities.Count; i++)
        {
            var (x, y) = (16 + (i % 4 * 260), 14 + (18 * (i / 4)));
            text.Append($"<rect x=\"{x}\" y=\"{y}\" width=\"12\" height=\"12\" fill=\"{Activities.Color(activities[i])}\"/><text x=\"{x + 18}\" y=\"{y + 10}\" fill=\"#1f2328\">{MarkupText.Escaped(Activities.Name(activities[i]))}</text>\n");
        }

        for (var quarter = 0; quarter <= 4; quarter++)
        {
            var x = Labels + (quarter * Steps / 4);
            text.Append($"<path d=\"M{x} {top - 4}V{top + (rows.Count * RowHeight)}\" stroke=\"#d1d9e0\"/><text x=\"{x}\" y=\"{top - 8}\" text-anchor=\"middle\" fill=\"#59636e\">{Amounts.Clock(timeline.Axis.Length * quarter / 4)}</text>\n");
        }

        for (var i = 0; i < rows.Count; i++)
        {
            AppendRow(text, rows[i], timeline.Axis, top + (i * RowHeight));
        }

        var rest = timeline.Rows.Length - rows.Count;
        text.Append($"<text x=\"16\" y=\"{height - 10}\" fill=\"#59636e\">◆ critical path{(rest > 0 ? $"; {rest.ToString(CultureInfo.InvariantCulture)} more units are not drawn" : "")}</text>\n");
        return text.Append("</svg>\n").ToString();
    }

    private static void AppendRow(StringBuilder text, TimelineRow row, TimeAxis axis, int y)
    {
        text.Append($"<g><title>{MarkupText.Escaped(row.Label)}: {MarkupText.Escaped(row.Words)}</title>")
            .Append($"<text x=\"{Labels - 12}\" y=\"{y + 13}\" text-anchor=\"end\" fill=\"#1f2328\"{(row.IsCritical ? " font-weight=\"bold\"" : "")}>{(row.IsCritical ? "◆ " : "")}{MarkupText.Escaped(Columns.Cut(OneLine.Of(row.Label), LabelCharacters))}</text>");
        foreach (var bar in TimelineBar.Of(row, axis, Steps))
        {
            text.Append($"<rect x=\"{Labels + bar.X}\" y=\"{y + 3}\" width=\"{bar.Width}\" height=\"12\" fill=\"{Activities.Color(bar.Activity)}\"/>");
        }

        text.Append("</g>\n");
    }
}
