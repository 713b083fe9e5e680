using Choo.Views.Lines;
using Choo.Views.Text;

namespace Choo.Views.Tables;

/// <summary>A run's pull requests as a table for a person.</summary>
internal static class PullRequestsText
{
    /// <summary>The lines, as wide as they need to be: a link that is cut leads nowhere.</summary>
    public static IEnumerable<string> Lines(IReadOnlyCollection<PullRequestRow> rows, Paint paint)
    {
        if (rows.Count == 0)
        {
            return ["no pull request"];
        }

        var table = new TextTable(new("unit"), new("number", true), new("state"), new("waits for"), new("link"));
        foreach (var row in rows)
        {
            table.Add(new(row.Unit), new($"#{row.Number}"), new(row.State, ToneOf(row.State)), new(row.WaitsFor.Length > 0 ? row.WaitsFor : "-"), new(row.Url));
        }

        return table.Lines(int.MaxValue, paint).Select(line => line.TrimEnd());
    }

    private static Tone ToneOf(string state) => state switch
    {
        "merged" => Tone.Good,
        "closed" => Tone.Warning,
        _ => Tone.Plain,
    };
}
