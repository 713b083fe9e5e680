using Choo.Core.Backlogs;
using Choo.Core.Priorities;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Choo.Core.Tests.Backlogs;

public sealed class GapPickerTests
{
    private const string Usual = "title: t, status: open";

    [Fact]
    public void Priority_comes_first_then_effort_then_age_then_place()
    {
        Assert.Equal(
            ["P0-l", "P1-xs", "P1-old", "P1-m1", "P1-m2", "P1-none", "P2-s"],
            Picked($"""
                - {Braces("id: P2-s, priority: P2, effort: s")}
                - {Braces("id: P1-m1, priority: P1, effort: m, opened_date: 2026-02-01")}
                - {Braces("id: P1-m2, priority: p1, effort: m, opened_date: 2026-02-01")}
                - {Braces("id: P1-none, priority: P1")}
                - {Braces("id: P1-old, priority: high, effort: M, opened_date: 2026-01-01")}
                - {Braces("id: P1-xs, priority: P1, effort: xs")}
                - {Braces("id: P0-l, priority: P0, effort: l")}
                """));
    }

    [Theory]
    [InlineData("priority: P1, status: done", "its status is done")]
    [InlineData("priority: P1, status: in-flight", "its status is in-flight")]
    [InlineData("priority: P1, status: perpetual", "its status is perpetual")]
    [InlineData("priority: P1, status: whatever", "its status is whatever")]
    [InlineData("priority: P3", "its priority P3 is below P2")]
    [InlineData("priority: soon", "it has no priority")]
    [InlineData("priority: P1, effort: XL", "its effort is xl; split it")]
    [InlineData("priority: P1, kind: system", "it is background work (kind: system)")]
    [InlineData("priority: P1, depends_on: [GONE]", "it depends on GONE, which is not in the backlog")]
    [InlineData("priority: P1, depends_on: [other]", "it depends on OTHER, whose status is deferred")]
    [InlineData("priority: P1, title: ''", "it has no title")]
    public void Each_reason_not_to_pick_a_gap_is_said(string fields, string reason)
    {
        var both = fields.Contains("status", StringComparison.Ordinal) ? fields : $"{fields}, status: open";
        both = both.Contains("title", StringComparison.Ordinal) ? both : $"{both}, title: t";
        var picked = GapPicker.Pick(BacklogText.Read($"- {{id: A-1, {both}}}\n- {{id: OTHER, title: t, priority: P1, status: deferred}}\n"), new PickOptions());
        Assert.Empty(picked.Gaps);
        Assert.Equal([reason], picked.Excluded[0].Reasons.AsEnumerable());
    }

    [Fact]
    public void All_reasons_are_said_at_once()
    {
        var picked = GapPicker.Pick(
            BacklogText.Read("explicit_holds: ['A-1: wait for the licence']\ngaps:\n- {id: A-1, title: t, status: blocked, priority: P4, effort: xl, depends_on: B-1}\n"), new PickOptions());
        Assert.Equal(
            ["its status is blocked", "it is held: wait for the licence", "its priority P4 is below P2", "its effort is xl; split it", "it depends on B-1, which is not in the backlog"],
            Assert.Single(picked.Excluded).Reasons.AsEnumerable());
    }

    [Fact]
    public void Words_for_done_satisfy_a_dependency_and_a_dropped_gap_does_not()
    {
        var picked = GapPicker.Pick(
            BacklogText.Read($"""
                - {Braces("id: A, priority: P1, depends_on: [S, C]")}
                - {Braces("id: B, priority: P1, depends_on: [X]")}
                - {Braces("id: S, status: shipped", false)}
                - {Braces("id: C, status: already_satisfied", false)}
                - {Braces("id: X, status: superseded", false)}
                """),
            new PickOptions());
        Assert.Equal(["A"], picked.Gaps.Select(gap => gap.Id));
    }

    [Fact]
    public void Background_work_is_picked_when_it_is_asked_for()
    {
        var backlog = BacklogText.Read($"- {Braces("id: A, priority: P1")}\n- {{id: S, title: t, status: perpetual, kind: system, priority: P1}}\n");
        Assert.Equal(["S"], GapPicker.Pick(backlog, new PickOptions { Kinds = [GapKind.System] }).Gaps.Select(gap => gap.Id));
        Assert.Equal(["A", "S"], GapPicker.Pick(backlog, new PickOptions { Kinds = [GapKind.User, GapKind.System] }).Gaps.Select(gap => gap.Id));
    }

    [Fact]
    public void A_domain_that_had_nearly_all_of_the_recent_work_waits_within_its_priority_and_never_longer()
    {
        var done = string.Concat(Enumerable.Range(1, 9).Select(day => $"- {{id: INFRA-{day}, status: done, closed_date: 2026-03-0{day}}}\n"));
        Assert.Equal(
            ["INFRA-50", "DOC-1", "INFRA-60", "DOC-2"],
            Picked($"""
                {done}- {Braces("id: INFRA-60, priority: P1, effort: xs")}
                - {Braces("id: INFRA-50, priority: P0, effort: l")}
                - {Braces("id: DOC-1, priority: P1, effort: l")}
                - {Braces("id: DOC-2, priority: P2, effort: xs")}
                """));
    }

    [Fact]
    public void Only_the_domains_that_are_asked_for_are_picked()
    {
        var backlog = BacklogText.Read($"- {Braces("id: DOC-1, priority: P1")}\n- {Braces("id: X-1, domain: Doc, priority: P1")}\n- {Braces("id: QA-1, priority: P1")}\n");
        Assert.Equal(["DOC-1", "X-1"], GapPicker.Pick(backlog, new PickOptions { Domains = ["DOC"] }).Gaps.Select(gap => gap.Id));
    }

    [Fact]
    public void Every_gap_is_either_picked_or_excluded_with_a_reason_and_priorities_never_go_down()
    {
        var gap = from status in Gen.Elements("open", "done", "blocked", "nonsense")
                  from priority in Gen.Elements("P0", "P1", "P2", "P3", "none")
                  from effort in Gen.Elements("xs", "m", "xl")
                  from other in Gen.Choose(0, 20)
                  select $"title: t, status: {status}, priority: {priority}, effort: {effort}, depends_on: [G-{other}]";
        Prop.ForAll(gap.ListOf().ToArbitrary(), all =>
        {
            var text = string.Concat(all.Select((each, place) => $"- {{id: G-{place}, {each}}}\n"));
            var backlog = BacklogText.Read(text.Length == 0 ? "[]" : text);
            var picked = GapPicker.Pick(backlog, new PickOptions());
            Assert.Equal(backlog.Gaps.Length, picked.Gaps.Length + picked.Excluded.Length);
            Assert.All(picked.Excluded, each => Assert.NotEmpty(each.Reasons));
            Assert.Equal(picked.Gaps.Select(gap => gap.Priority).Order(), picked.Gaps.Select(gap => gap.Priority));
            Assert.All(picked.Gaps, gap => Assert.True(gap is { Status: GapStatus.Open, Priority: <= UnitPriority.P2, Effort: not UnitEffort.Xl }));
        }).Check(Config.QuickThrowOnFailure);
    }

    private static IEnumerable<string> Picked(string text) => GapPicker.Pick(BacklogText.Read(text), new PickOptions()).Gaps.Select(gap => gap.Id);

    private static string Braces(string fields, bool open = true) => $"{{{fields}, {(open ? Usual : "title: t")}}}";
}
