using System.Text;
using Choo.Adapters.Specs;
using Choo.Core.Backlogs;
using Choo.Core.Diagnostics;
using Choo.Core.Priorities;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Choo.Core.Tests.Backlogs;

public sealed class BacklogReaderTests
{
    [Fact]
    public void A_gap_is_read_with_all_that_it_says()
    {
        var gap = Assert.Single(BacklogText.Read("""
            gaps:
              - id: EVAL-001
                domain: Eval
                title: "Score the parser"
                priority: P2
                effort: M
                status: done
                kind: system
                depends_on: [A-1, A-1, B-2]
                description: |
                  Seen once.

                  Twice.
                acceptance: "A reader finds it"
                acceptance_criteria:
                  - the build is green
                  - note: a colon made this a map
                opened_date: 2026-01-02
                closed_date: '2026-04-02'
                closed_pr: TBD
                unknown_field: {deep: [1]}
            """).Gaps);

        Assert.Equal(("EVAL-001", "eval", "Score the parser"), (gap.Id, gap.Domain, gap.Title));
        Assert.Equal((UnitPriority.P2, UnitEffort.M, GapStatus.Done, GapKind.System), (gap.Priority, gap.Effort, gap.Status, gap.Kind));
        Assert.Equal(["A-1", "B-2"], gap.DependsOn.AsEnumerable());
        Assert.Equal("Seen once.\n\nTwice.", gap.Description);
        Assert.Equal(["A reader finds it", "the build is green", "note: a colon made this a map"], gap.Criteria.AsEnumerable());
        Assert.Equal((new DateOnly(2026, 1, 2), new DateOnly(2026, 4, 2)), (gap.Opened, gap.Closed));
        Assert.Equal(("gaps.yaml", 2), (gap.File, gap.At.Line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("gaps:\n")]
    [InlineData("gaps: []\n")]
    [InlineData("[]\n")]
    public void An_empty_backlog_has_no_gap_and_no_problem(string text)
    {
        var backlog = BacklogText.Read(text);
        Assert.Empty(backlog.Gaps);
        Assert.Empty(backlog.Diagnostics);
    }

    [Theory]
    [InlineData("- id: A-1\n  title: t\n  status: open\n  priority: P1\n")]
    [InlineData("id: A-1\ntitle: t\nstatus: open\npriority: P1\n")]
    [InlineData("\uFEFFgaps:\n- {id: A-1, title: t, status: open, priority: P1}\n")]
    public void A_gap_may_stand_in_a_list_or_alone(string text)
    {
        var backlog = BacklogText.Read(text);
        Assert.Equal("A-1", Assert.Single(backlog.Gaps).Id);
        Assert.Empty(backlog.Diagnostics);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_with_its_place_and_costs_its_own_record_only()
    {
        var backlog = BacklogText.Read("""
            gaps:
              - id: A-1
                title: twice the same id
                priority: P1
                status: open
              - id: a-1
                title: the second
                priority: P1
                status: open
                depends_on: A-2
              - title: no id
                status: open
              - id: A-3
                title: a ring
                priority: urgent
                effort: XXL
                status: opne
                depends_on: [A-4]
              - id: A-4
                depends_on: [A-3, A-4]
                status: [open]
              - id: ../A-5
                title: not a name for a path
              - just a text
              - id: A-6
                title: t
                priority: P1
                status: open
                closed_date: yesterday
                acceptance_criteria: [[a]]
                depends_on: {a: b}
            meta:
              current_priorities:
                explicit_holds: ['A-6: wait', 'A-7', [x]]
            """);

        Assert.Equal(["A-1", "a-1", "A-3", "A-4", "A-6"], backlog.Gaps.Select(gap => gap.Id));
        Assert.Equal([true, true, false, false, false], backlog.Gaps.Select(gap => gap.IsAmbiguous));
        Assert.Equal("wait", backlog.Gaps[^1].Hold);
        Assert.False(backlog.HasErrors);
        Assert.Equal(
            [
                "gaps.yaml(6,5): warning CHOO1104: the id a-1 differs only by case from A-1, on line 2; give one of them another id: neither is picked until then",
                "gaps.yaml(6,5): warning CHOO1109: a-1 depends on 'A-2', which is not in the backlog; did you mean 'A-1'?",
                "gaps.yaml(11,5): warning CHOO1103: the gap has no id; give it one such as 'id: DOC-12'",
                "gaps.yaml(13,5): warning CHOO1110: gaps wait for each other: A-3 -> A-4 -> A-3",
                "gaps.yaml(15,15): warning CHOO1107: unknown priority 'urgent'; it must be one of P0, P1, P2, P3, P4",
                "gaps.yaml(16,13): warning CHOO1107: unknown effort 'XXL'; it must be one of xs, s, m, l, xl; did you mean 'xl'?",
                "gaps.yaml(17,13): warning CHOO1107: unknown status 'opne'; it must be one of open, in_progress, blocked, deferred, done, superseded, wontfix, perpetual; did you mean 'open'?",
                "gaps.yaml(19,5): warning CHOO1108: A-4 has no title, no priority; it is never picked until it has",
                "gaps.yaml(19,5): warning CHOO1109: A-4 depends on itself",
                "gaps.yaml(21,13): warning CHOO1106: 'status' must be a single value, not a list",
                "gaps.yaml(22,9): warning CHOO1105: the id '../A-5' cannot be used: it contains '/'; it becomes the name of a branch and a folder",
                "gaps.yaml(24,5): warning CHOO1106: a gap must be a map with 'id', not 'just a text'",
                "gaps.yaml(29,18): warning CHOO1106: 'closed_date' must be a date such as 2026-04-19, not 'yesterday'",
                "gaps.yaml(30,27): warning CHOO1106: an item of 'acceptance_criteria' must be a text, not a list; put it in quotes",
                "gaps.yaml(31,17): warning CHOO1106: an item of 'depends_on' must be a name, not a map",
                "gaps.yaml(34,35): warning CHOO1109: the hold names 'A-7', which is not in the backlog; did you mean 'A-1'?",
                "gaps.yaml(34,42): warning CHOO1106: a hold is a gap's id and why it is held, such as 'A-1: wait for the licence', not a list",
            ],
            BacklogText.Problems(backlog));
    }

    [Theory]
    [InlineData("gaps: text\n", "gaps.yaml(1,7): error CHOO1102: 'gaps' must be a list, not 'text'")]
    [InlineData("just text\n", "gaps.yaml(1,1): error CHOO1102: a backlog is a list of gaps, or has one under 'gaps:'; here is 'just text'")]
    [InlineData("other: 1\n", "gaps.yaml(1,1): error CHOO1102: a backlog is a list of gaps, or has one under 'gaps:'; here is a map")]
    [InlineData("gaps:\n- {a\0: b}", "gaps.yaml(2,5): error CHOO1102: the file contains a NUL byte here, so it is not text; save it as UTF-8 text")]
    public void What_is_no_backlog_is_an_error(string text, string expected) => Assert.Equal([expected], BacklogText.Problems(BacklogText.Read(text)));

    [Fact]
    public void A_file_that_is_no_text_or_no_yaml_leaves_the_others()
    {
        var backlog = BacklogReader.Read(
            [new BacklogFile("a.yaml", new byte[] { (byte)'g', 0xFF }), BacklogText.File("b.yaml", "- id: [\n"), BacklogText.File("c.yaml", "- {id: C-1, title: t, status: open, priority: P1}")],
            strict: false, YamlReader.Instance);

        Assert.Equal("C-1", Assert.Single(backlog.Gaps).Id);
        Assert.Equal(["CHOO1102", "CHOO1102"], backlog.Diagnostics.Select(each => each.Code));
        Assert.Equal(("a.yaml", 1, 2), (backlog.Diagnostics[0].File, backlog.Diagnostics[0].Line, backlog.Diagnostics[0].Column));
    }

    [Fact]
    public void With_strict_what_is_a_warning_otherwise_is_an_error()
    {
        var backlog = BacklogText.Read("gaps:\n- {id: A-1, title: t, priority: P1, status: opne}\n", strict: true);
        Assert.True(backlog.HasErrors);
        Assert.All(backlog.Diagnostics, each => Assert.Equal(Severity.Error, each.Severity));
    }

    [Fact]
    public void Many_files_are_read_in_their_order()
    {
        var files = Enumerable.Range(0, 500).Select(number => BacklogText.File($"{number:D4}.yaml", $"- {{id: G-{number}, title: t, status: open, priority: P1}}\n")).ToArray();
        var backlog = BacklogReader.Read(files, strict: false, YamlReader.Instance);
        Assert.Equal(Enumerable.Range(0, 500).Select(number => $"G-{number}"), backlog.Gaps.Select(gap => gap.Id));
        Assert.Empty(backlog.Diagnostics);
    }

    [Fact]
    public void Nothing_that_a_file_may_hold_is_a_crash()
    {
        string[] pieces = ["gaps:", "- ", "id: A-1", "  ", "\n", "[", "]", "{", "}", ": ", "'", "\"", "|", ">", "#", "status: ", "open", "depends_on:", "A-1", "~", "\t", "&x", "*x", "!t", "\u0000", "é"];
        Prop.ForAll(Gen.Elements(pieces).ListOf().ToArbitrary(), parts =>
        {
            var backlog = BacklogReader.Read([new BacklogFile("f.yaml", Encoding.UTF8.GetBytes(string.Concat(parts)))], strict: false, YamlReader.Instance);
            _ = GapPicker.Pick(backlog, new PickOptions());
            Assert.All(backlog.Diagnostics, each => Assert.Equal("f.yaml", each.File));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }
}
