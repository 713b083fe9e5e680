using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Choo.Core.Specs;
using Choo.Core.State;

namespace Choo.Core.Routes;

/// <summary>
/// The description of a feature's pull request: a part between two marks with an entry for each unit. What people write around it stays, and so do
/// entries of units that other runs gathered.
/// </summary>
internal static partial class FeatureDescription
{
    private const string End = "<!-- choo:end -->";
    private const int MostGates = 10;
    // GitHub takes 65,536 characters; around the entries stands what people and a template wrote.
    private const int Longest = 64_000;
    private const int Shortest = 1_000;

    /// <summary>The mark of a feature's pull request.</summary>
    public static string MarkOf(FeatureBranch feature) => $"<!-- choo:feature={feature.Name} -->";

    /// <summary>A new description, or an earlier one with these units in it.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="units">The complete units of the run.</param>
    /// <param name="specs">Their specs, by id.</param>
    /// <param name="earlier">The description as it is; what the template says for a new one; empty for none.</param>
    public static string Write(FeatureBranch feature, IEnumerable<UnitProgress> units, IReadOnlyDictionary<string, Unit> specs, string earlier)
    {
        var mark = MarkOf(feature);
        var start = earlier.IndexOf(mark, StringComparison.Ordinal);
        var end = start < 0 ? -1 : earlier.IndexOf(End, start, StringComparison.Ordinal);
        var before = start < 0 ? (earlier.Length == 0 ? "" : earlier.TrimEnd('\n') + "\n\n") : earlier[..start];
        var (inside, after) = start < 0 ? ("", "\n") : end < 0 ? (earlier[start..], "\n") : (earlier[start..end], earlier[(end + End.Length)..]);
        var entries = Entries(inside);
        foreach (var unit in units)
        {
            entries[unit.Id] = EntryOf(unit, specs.GetValueOrDefault(unit.Id));
        }

        var text = Join(entries.Select(each => each.Value));
        var room = Math.Max(Shortest, Longest - before.Length - after.Length);
        if (text.Length > room)
        {
            text = PullRequestMarkdown.Cut(Join(entries.Select(each => $"{each.Value.Split('\n')[0]}\n")), room, "…");
        }

        return $"{before}{mark}\nWhat `{feature.Branch}` has for `{feature.Target}`. choo proved each unit before it landed there.\n\n{text}{End}{after}";

        string Join(IEnumerable<string> texts) => string.Concat(entries.Keys.Zip(texts, (id, text) => $"<!-- choo:of={id} -->\n{text}\n"));
    }

    private static SortedDictionary<string, string> Entries(string inside)
    {
        var entries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var marks = EntryMark().Matches(inside);
        for (var i = 0; i < marks.Count; i++)
        {
            var begin = marks[i].Index + marks[i].Length;
            entries[marks[i].Groups[1].Value] = inside[begin..(i + 1 < marks.Count ? marks[i + 1].Index : inside.Length)].Trim('\n') + "\n";
        }

        return entries;
    }

    private static string EntryOf(UnitProgress unit, Unit? spec)
    {
        var text = new StringBuilder($"- [x] **{unit.Id}**: {PullRequestMarkdown.Line(unit.Planned.Tasks is [{ Title.Length: > 0 } first, ..] ? first.Title : unit.Planned.Path)}");
        text.Append(unit.Planned.Tasks.Length > 1 ? $", and {unit.Planned.Tasks.Length - 1} more" : "")
            .Append(unit.PullRequest?.Number is { } number ? $" (#{number})" : $" ({unit.Commit})").Append('\n');
        foreach (var gate in unit.Proof.Take(MostGates))
        {
            text.Append($"  - {PullRequestMarkdown.Line(gate.Gate)}: {PullRequestMarkdown.Code(gate.Command)}{PullRequestParts.Told(gate.Tests)}, {PullRequestParts.Time(gate.DurationMs)}\n");
        }

        if (unit.Turns > 0)
        {
            text.Append($"  - {PullRequestParts.Told(unit.Turns, unit.Usage)}\n");
        }

        // Closing words count where the default branch is the base: those of the units' own pull requests do not.
        return text.Append(spec?.Issue is { } issue ? $"  - {issue.Closes}\n" : "").ToString();
    }

    [GeneratedRegex("^<!-- choo:of=([^ ]+) -->\\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex EntryMark();
}
