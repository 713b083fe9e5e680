using System.Text;
using Choo.Adapters.Specs;
using Choo.Core.Backlogs;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Choo.Core.Tests.Backlogs;

/// <summary>Gaps are closed in the text of their backlog, and nothing else of it changes.</summary>
public sealed class GapEditorTests
{
    private static readonly DateOnly Day = new(2026, 4, 19);

    // Open and closed; X is the id, C the commit.
    private static readonly (string Open, string Closed)[] Records =
    [
        ("  - id: X  # the first\n    title: 'a: b'\n    status: open   # nobody yet\n    priority: P1\n",
         "  - id: X  # the first\n    title: 'a: b'\n    status: done   # nobody yet\n    closed_date: '2026-04-19'\n    closed_commit: 'C'\n    priority: P1\n"),
        ("  - status: \"open\"\n    id: X\n    closed_date: null\n    closed_commit:\n    title: ünï\n",
         "  - status: \"done\"\n    id: X\n    closed_date: '2026-04-19'\n    closed_commit: 'C'\n    title: ünï\n"),
        ("  - {id: X, status: open, title: flow} # here\n",
         "  - {id: X, status: done, closed_date: '2026-04-19', closed_commit: 'C', title: flow} # here\n"),
        ("  - {\"id\": \"X\", \"status\": \"open\", \"title\": \"json\"}\n",
         "  - {\"id\": \"X\", \"status\": \"done\", \"closed_date\": \"2026-04-19\", \"closed_commit\": \"C\", \"title\": \"json\"}\n"),
        ("  -   id: X\n      description: |\n        id: X\n        status: open\n      status: 'Open'\n      closed_date: \"TBD\"\n      title: t\n",
         "  -   id: X\n      description: |\n        id: X\n        status: open\n      status: 'done'\n      closed_commit: 'C'\n      closed_date: \"2026-04-19\"\n      title: t\n"),
        ("  - id: X\n    title: last\n    status:\n      open\n\n  # between\n",
         "  - id: X\n    title: last\n    status:\n      done\n    closed_date: '2026-04-19'\n    closed_commit: 'C'\n\n  # between\n"),
    ];

    [Fact]
    public void Random_gaps_closed_in_any_order_give_the_same_file_and_all_else_stays()
    {
        var gaps = Gen.Zip(Gen.Choose(0, Records.Length - 1), Gen.Choose(0, 1)).NonEmptyListOf();
        var files = Gen.Zip(gaps, Gen.Zip(Gen.Choose(0, 3), Gen.Choose(0, int.MaxValue)));
        Prop.ForAll(Arb.From(files), file =>
        {
            var (records, (form, seed)) = file;
            var closing = Enumerable.Range(0, records.Count).Where(place => records[place].Item2 == 1).ToArray();
            new Random(seed).Shuffle(closing);

            var now = Bytes(records.Select((record, place) => Text(Records[record.Item1].Open, place)), form);
            foreach (var place in closing)
            {
                now = GapEditor.Close(now, YamlReader.Instance, Closing(place))!;
                Assert.NotNull(now);
            }

            Assert.Equal(now, GapEditor.Close(Bytes(records.Select((record, place) => Text(Records[record.Item1].Open, place)), form), YamlReader.Instance, [.. closing.Select(Closing)]));
            Assert.Equal(
                Encoding.UTF8.GetString(Bytes(records.Select((record, place) => Text(record.Item2 == 1 ? Records[record.Item1].Closed : Records[record.Item1].Open, place)), form)),
                Encoding.UTF8.GetString(now));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("gaps:\n- id: A-1\n  status: open", "gaps:\n- id: A-1\n  status: done\n  closed_date: '2026-04-19'\n  closed_commit: 'c'")]
    [InlineData("- id: A-1\n  status: open\n", "- id: A-1\n  status: done\n  closed_date: '2026-04-19'\n  closed_commit: 'c'\n")]
    [InlineData("id: A-1\nstatus: open\n", "id: A-1\nstatus: done\nclosed_date: '2026-04-19'\nclosed_commit: 'c'\n")]
    [InlineData("- {id: a-1, status: in_progress}", "- {id: a-1, status: done, closed_date: '2026-04-19', closed_commit: 'c'}")]
    public void Every_form_of_a_backlog_is_edited(string before, string after) => Assert.Equal(after, Closed(before));

    [Fact]
    public void A_gap_that_is_done_already_stays_as_a_person_left_it()
    {
        const string Text = "- id: A-1\n  status: shipped\n  closed_date: 2026-01-01\n";
        Assert.Equal(Text, Closed(Text));
    }

    [Theory]
    [InlineData("- id: B-1\n  status: open\n")]
    [InlineData("- id: A-1\n  title: no status\n")]
    [InlineData("- id: A-1\n  status: wontfix\n")]
    [InlineData("- id: A-1\n  status: |\n    open\n")]
    [InlineData("- id: A-1\n  status: [open]\n")]
    [InlineData("- id: A-1\n  status: open\n  closed_commit: [c]\n")]
    [InlineData("- ? id\n  : A-1\n  ? status\n  : open\n")]
    [InlineData("- id: A-1\n  status: open\n- id: a-1\n  status: open\n")]
    [InlineData("- id: 'A-1\n")]
    public void What_cannot_be_edited_safely_is_not_edited(string text) => Assert.Null(Closed(text));

    private static string? Closed(string text) =>
        GapEditor.Close(Encoding.UTF8.GetBytes(text), YamlReader.Instance, new GapClosing("A-1", Day, "c")) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private static GapClosing Closing(int place) => new($"G-{place}", Day, $"c0ffee{place}");

    private static string Text(string record, int place) => record.Replace("X", $"G-{place}", StringComparison.Ordinal).Replace("C'", $"c0ffee{place}'", StringComparison.Ordinal).Replace("\"C\"", $"\"c0ffee{place}\"", StringComparison.Ordinal);

    /// <summary>The file, by two bits with lines that end as on Windows and with a byte order mark.</summary>
    private static byte[] Bytes(IEnumerable<string> records, int form)
    {
        var text = "# a backlog\nmeta: {version: '1'}\ngaps:\n" + string.Concat(records);
        text = (form & 1) == 0 ? text : text.Replace("\n", "\r\n", StringComparison.Ordinal);
        return [.. (form & 2) == 0 ? default : Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)];
    }
}
