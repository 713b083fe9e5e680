using System.Globalization;
using Choo.Views.Text;

namespace Choo.Views.Tables;

/// <summary>The runs of a repository as a table for a person.</summary>
internal static class RunsText
{
    /// <summary>The lines, as wide as they need to be: an id that is cut cannot be given to <c>--run</c>.</summary>
    public static IEnumerable<string> Lines(IReadOnlyCollection<RunRow> rows, Paint paint)
    {
        if (rows.Count == 0)
        {
            return ["no run yet"];
        }

        var table = new TextTable(new("run"), new("started (UTC)"), new("target"), new("units", true), new("time", true), new("cost", true), new("state"));
        foreach (var row in rows)
        {
            table.Add(
                new(row.Id), new(row.Began.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)), new(row.Target),
                new($"{row.Counts.Complete}/{row.Units}"), new(Amounts.Clock(row.Worked)), new(Amounts.Cost(row.Cost)), new(row.Words, ToneOf(row.State)));
        }

        return table.Lines(int.MaxValue, paint).Select(line => line.TrimEnd());
    }

    private static Tone ToneOf(string state) => state switch
    {
        "complete" => Tone.Good,
        "failed" => Tone.Bad,
        "interrupted" => Tone.Warning,
        _ => Tone.Plain,
    };
}
