using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Forge;
using Choo.Core.Routes;
using Choo.Core.State;
using Xunit;

namespace Choo.Core.Tests.Routes;

/// <summary>The next step of a pull request, by what the forge, the journal and the configuration say.</summary>
public sealed partial class PullRequestJudgeTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddDays(1);
    private static readonly ForgeUser Me = new("choo", false);
    private static readonly ForgeUser Ann = new("ann", false);

    private static PullRequestView View(Func<PullRequestSnapshot, PullRequestSnapshot>? change = null) => new()
    {
        Unit = "a",
        Snapshot = (change ?? (same => same))(new PullRequestSnapshot
        {
            Key = new PullRequestKey(5, "PR_5"),
            Url = "https://github.com/octo/app/pull/5",
            State = PullRequestState.Open,
            IsDraft = false,
            HeadCommit = "m1",
            Base = "main",
            Mergeable = Mergeability.Clean,
            IsInMergeQueue = false,
            Decision = ReviewDecision.None,
            UpdatedAt = Start,
        }),
        Base = "main",
        Known = new PullRequestProgress { Branch = "choo/a", Commit = "m1", Onto = "t0", Heads = ["m0", "m1"], Number = 5, IsPushed = true, PushedAt = Start },
        Rules = new BranchRules(),
        Me = Me,
        IsPublic = true,
        Since = Start,
        Now = Start.AddMinutes(5),
        Config = new PullRequestConfig(),
        Review = new ReviewConfig(),
    };

    private static PullRequestSnapshot Approved(PullRequestSnapshot snapshot) => snapshot with { Reviews = [Review(ReviewState.Approved)] };

    private static Review Review(ReviewState state, string text = "", int at = 0, ForgeUser? author = null, AuthorAssociation association = AuthorAssociation.Member) =>
        new(at, author ?? Ann, association, state, text, "m1", Start.AddSeconds(at));

    private static Reaction Reaction(ReactionKind kind, ForgeUser? author = null, int at = 0) => new(kind, author ?? Me, Start.AddSeconds(at));

    private static ForgeComment Comment(string text, ForgeUser? author = null, AuthorAssociation association = AuthorAssociation.Member) => new(7, author ?? Ann, association, text, Start);

    private static ReviewThread Thread(params ImmutableArray<ForgeComment> comments) => new("T1", false, false, "a.cs", 3, comments);

    private static CommitChecks Checks(params (string Name, CheckState State)[] runs) =>
        new([.. runs.Select((run, i) => new CheckRun(i + 1, run.Name, "ci", 4, run.State, null, null))], []);

    private static string Waits(PullRequestView view) => Assert.IsType<PullRequestDecision.Wait>(PullRequestJudge.Decide(view)).Reason;

    private static string GivesUp(PullRequestView view) => Assert.IsType<PullRequestDecision.GiveUp>(PullRequestJudge.Decide(view)).Diagnostic.Code;

    private static PullRequestDecision.Answer Answers(PullRequestView view) => Assert.IsType<PullRequestDecision.Answer>(PullRequestJudge.Decide(view));

    private static PullRequestDecision.Merge Merges(PullRequestView view) => Assert.IsType<PullRequestDecision.Merge>(PullRequestJudge.Decide(view));

    [Fact]
    public void What_is_merged_is_confirmed_and_what_is_closed_given_up()
    {
        Assert.Equal(new PullRequestDecision.Confirm("s"), PullRequestJudge.Decide(View(all => all with { State = PullRequestState.Merged, MergeCommit = "s" })));
        Assert.Equal("the commit of its merge", Waits(View(all => all with { State = PullRequestState.Merged })));
        Assert.Equal(DiagnosticCodes.PullRequestClosed.Id, GivesUp(View(all => all with { State = PullRequestState.Closed })));
    }

    [Fact]
    public void A_head_that_choo_pushed_before_is_late_and_any_other_is_somebodys()
    {
        Assert.Equal("the forge to see the newest commit", Waits(View(all => Approved(all) with { HeadCommit = "m0" })));
        Assert.Equal(DiagnosticCodes.PullRequestChanged.Id, GivesUp(View(all => Approved(all) with { HeadCommit = "x" })));
    }

    [Fact]
    public void One_that_was_given_another_base_is_merged_nowhere() =>
        Assert.Equal(DiagnosticCodes.PullRequestChanged.Id, GivesUp(View(all => Approved(all) with { Base = "develop" })));

    [Fact]
    public void A_turn_is_given_what_it_can_answer_and_every_review()
    {
        var threads = Enumerable.Range(0, 50).Select(i => new ReviewThread($"T{i}", false, false, "a.cs", i, [Comment("x")])).ToImmutableArray();
        var items = Answers(View(all => all with { Threads = threads, Reviews = [Review(ReviewState.ChangesRequested, "too long", 1)] })).Items;
        Assert.Equal((30, FeedbackKind.Review, "T28"), (items.Length, items[0].Kind.Known!.Value, items[^1].Id));
    }

    [Fact]
    public void What_is_approved_is_merged_at_the_proved_commit()
    {
        Assert.Equal("a review", Waits(View()));
        Assert.Equal(new PullRequestDecision.Merge("m1", MergeMethod.Squash), Merges(View(Approved)));
        Assert.Equal(MergeMethod.Rebase, Merges(View(Approved) with { Rules = new BranchRules { MergeMethods = [MergeMethod.Rebase, MergeMethod.Merge] } }).Method);
        Merges(View() with { Review = new ReviewConfig { IsRequired = false } });
    }

    [Theory]
    [InlineData(ReviewDecision.ReviewRequired)]
    [InlineData(ReviewDecision.ChangesRequested)]
    public void What_the_rules_do_not_let_pass_waits(ReviewDecision decision) => Assert.Equal("a review", Waits(View(all => Approved(all) with { Decision = decision })));

    [Fact]
    public void A_draft_and_an_unknown_mergeability_wait()
    {
        Assert.Equal("a person to mark it as ready", Waits(View(all => Approved(all) with { IsDraft = true })));
        Assert.Equal("the forge to work out whether it merges", Waits(View(all => Approved(all) with { Mergeable = Mergeability.Unknown })));
    }

    [Fact]
    public void A_moved_base_or_a_conflict_is_proved_again()
    {
        Assert.IsType<PullRequestDecision.Update>(PullRequestJudge.Decide(View(Approved) with { HasBase = false }));
        Merges(View(Approved) with { HasBase = true });
        Assert.Equal("a review", Waits(View() with { HasBase = false }));
        Assert.IsType<PullRequestDecision.Update>(PullRequestJudge.Decide(View(all => all with { Mergeable = Mergeability.Conflicting })));
        Assert.Equal("the forge to see that it merges", Waits(View(all => all with { Mergeable = Mergeability.Conflicting }) with { HasBase = true }));
    }

    [Fact]
    public void Reactions_are_a_protocol_that_can_be_switched_off()
    {
        Merges(View(all => all with { Reactions = [Reaction(ReactionKind.ThumbsUp), Reaction(ReactionKind.Eyes)] }));
        Assert.Equal(PullRequestStatus.InProgress, Assert.IsType<PullRequestDecision.Wait>(PullRequestJudge.Decide(View(all => all with { Reactions = [Reaction(ReactionKind.Eyes)], Threads = [Thread(Comment("x"))] }))).Status);
        Assert.Equal("a review", Waits(View(all => all with { Reactions = [Reaction(ReactionKind.ThumbsUp)] }) with { Review = new ReviewConfig { Reactions = false } }));
        Assert.Equal("a review", Waits(View(Approved) with { Review = new ReviewConfig { Formal = false } }));
    }

    [Fact]
    public void Only_those_count_who_belong_to_the_repository_or_are_named()
    {
        var eve = new ForgeUser("eve", false);
        var bot = new ForgeUser("helper[bot]", true);
        Assert.Equal("a review", Waits(View(all => all with { Reviews = [Review(ReviewState.Approved, author: eve, association: AuthorAssociation.Contributor)] })));
        Assert.Equal("a review", Waits(View(all => all with { Reviews = [Review(ReviewState.Approved, author: bot)] })));
        Assert.Equal("a review", Waits(View(all => all with { Threads = [Thread(Comment("x", eve, AuthorAssociation.None))] })));
        Assert.Equal("a review", Waits(View(all => all with { Reactions = [Reaction(ReactionKind.ThumbsUp, eve)] })));
        Merges(View(all => all with { Reactions = [Reaction(ReactionKind.ThumbsUp, eve)] }) with { IsPublic = false });
        Merges(View(all => all with { Reactions = [Reaction(ReactionKind.ThumbsUp, Ann)], Reviews = [Review(ReviewState.Commented)] }));
        Merges(View(all => all with { Reviews = [Review(ReviewState.Approved, author: bot)] }) with { Review = new ReviewConfig { Authors = ["Helper[bot]"] } });
        Assert.Equal("a review", Waits(View(Approved) with { Review = new ReviewConfig { Authors = ["bob"] } }));
    }

    [Fact]
    public void Threads_are_answered_until_choo_had_the_last_word()
    {
        var asked = Answers(View(all => all with { Threads = [Thread(Comment("x"))] }));
        var item = Assert.Single(asked.Items);
        Assert.Equal((1, "ann", "x", "a.cs", 3, 7L), (asked.Round, item.Author, item.Text, item.Path!, item.Line!.Value, item.Comment!.Value));
        Assert.Equal(FeedbackKind.Thread, item.Kind.Known);

        var own = Comment("<!-- choo:unit=a round=1 -->\nDone in m1.", Me, AuthorAssociation.Owner);
        Assert.Equal("a review", Waits(View(all => all with { Threads = [Thread(Comment("x"), own)] })));
        Assert.Equal("y", Assert.Single(Answers(View(all => all with { Threads = [Thread(Comment("x"), own, Comment("y"))] })).Items).Text);
        Assert.Equal("a review", Waits(View(all => all with { Threads = [Thread(Comment("x")) with { IsResolved = true }] })));

        // The token's owner may comment too, and somebody else's mark is none.
        Answers(View(all => all with { Threads = [Thread(Comment("x", Me, AuthorAssociation.Owner))] }));
        Answers(View(all => all with { Threads = [Thread(Comment("x"), Comment("<!-- choo:unit=a round=1 -->", new ForgeUser("eve", false), AuthorAssociation.None))] }));
    }

    [Fact]
    public void Approval_outweighs_threads_where_the_rules_do_not_say_otherwise()
    {
        var view = View(all => Approved(all) with { Threads = [Thread(Comment("a detail"))] });
        Merges(view);
        Answers(view with { Rules = new BranchRules { MustResolveThreads = true } });
    }

    [Fact]
    public void Approvals_before_an_answer_do_not_count_for_it()
    {
        var known = View().Known with { Rounds = 1, Seen = Start.AddSeconds(10), AnsweredAt = Start.AddSeconds(10) };
        Assert.Equal("a review", Waits(View(all => all with { Reviews = [Review(ReviewState.Approved, at: 10)] }) with { Known = known }));
        Merges(View(all => all with { Reviews = [Review(ReviewState.Approved, at: 11)] }) with { Known = known });
        Assert.Equal("a review", Waits(View(all => all with { Reviews = [Review(ReviewState.ChangesRequested, "x", 9)] }) with { Known = known }));
        var again = Answers(View(all => all with { Reviews = [Review(ReviewState.ChangesRequested, "x", 12)] }) with { Known = known });
        Assert.Equal((2, Start.AddSeconds(12), "x"), (again.Round, again.Seen, again.Items[0].Text));
    }

    [Fact]
    public void The_last_word_of_each_reviewer_counts()
    {
        Merges(View(all => all with { Reviews = [Review(ReviewState.ChangesRequested, "x", 1), Review(ReviewState.Approved, "", 2)] }));
        Answers(View(all => all with { Reviews = [Review(ReviewState.Approved, "", 1, new ForgeUser("bob", false)), Review(ReviewState.ChangesRequested, "x", 2)] }));
        Assert.Equal("a review", Waits(View(all => all with { Reviews = [Review(ReviewState.Approved, "", 1), Review(ReviewState.Dismissed, "", 2)] })));
    }

    [Fact]
    public void An_approval_of_a_commit_from_before_the_answer_does_not_count_for_it()
    {
        var known = View().Known with { Rounds = 1, Seen = Start, Answer = "m1", AnsweredAt = Start.AddSeconds(5) };
        Assert.Equal("a review", Waits(View(all => all with { Reviews = [Review(ReviewState.Approved, at: 20) with { Commit = "m0" }] }) with { Known = known }));
        Merges(View(all => all with { Reviews = [Review(ReviewState.Approved, at: 5)] }) with { Known = known });
        Assert.Equal("a review", Waits(View(all => all with { Reactions = [Reaction(ReactionKind.ThumbsUp, at: 5)] }) with { Known = known }));
    }

    [Fact]
    public void A_thumbs_up_does_not_outweigh_somebody_elses_demand()
    {
        var bob = new ForgeUser("bob", false);
        PullRequestView With(Reaction thumb) => View(all => all with { Reviews = [Review(ReviewState.ChangesRequested, "x", 5)], Reactions = [thumb] });
        Answers(With(Reaction(ReactionKind.ThumbsUp, Me, 9)) with { IsPublic = false });
        Answers(With(Reaction(ReactionKind.ThumbsUp, bob, 9)) with { IsPublic = false });
        Answers(With(Reaction(ReactionKind.ThumbsUp, Ann, 4)));
        Merges(With(Reaction(ReactionKind.ThumbsUp, Ann, 9)));
    }

    [Fact]
    public void A_person_who_quotes_choos_mark_is_heard()
    {
        var quoted = Comment("> <!-- choo:unit=a round=1 -->\n> Done in m1.\n\nNo, it is not.", Me, AuthorAssociation.Owner);
        Assert.EndsWith("No, it is not.", Assert.Single(Answers(View(all => all with { Threads = [Thread(Comment("x"), quoted)] })).Items).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Rounds_have_an_end() => Assert.Equal(
        DiagnosticCodes.PullRequestRounds.Id, GivesUp(View(all => all with { Threads = [Thread(Comment("x"))] }) with { Known = View().Known with { Rounds = 3 } }));

    [Fact]
    public void Red_checks_are_answered_and_running_ones_waited_for()
    {
        var red = View(all => Approved(all) with { Checks = CheckState.Failed }) with { Checks = Checks(("build", CheckState.Failed), ("lint", CheckState.Running)) };
        var item = Assert.Single(Answers(red).Items);
        Assert.Equal((FeedbackKind.Check, "build", "1"), (item.Kind.Known!.Value, item.Author, item.Id));
        Assert.Equal("lint", Waits(View(all => Approved(all) with { Checks = CheckState.Running }) with { Checks = Checks(("build", CheckState.Neutral), ("lint", CheckState.Running)) }));
        Merges(View(all => Approved(all) with { Checks = CheckState.Passed }));
        Assert.Equal("checks", Waits(View(all => Approved(all) with { Checks = CheckState.Running })));
        var status = new CommitChecks([], [new CommitStatus("ci", CheckState.Failed, "boom", null)]);
        Assert.Equal("boom", Assert.Single(Answers(View(all => all with { Checks = CheckState.Failed }) with { Checks = status }).Items).Text);
    }

    [Fact]
    public void Required_checks_alone_count_where_there_are_some_and_must_start()
    {
        var rules = new BranchRules { RequiredChecks = [new RequiredCheck("build", 4)] };
        Merges(View(all => Approved(all) with { Checks = CheckState.Failed }) with { Rules = rules, Checks = Checks(("build", CheckState.Passed), ("lint", CheckState.Failed)) });
        Assert.Equal("build", Waits(View(Approved) with { Rules = rules }));
        Assert.Equal(DiagnosticCodes.CheckNeverStarted.Id, GivesUp(View(Approved) with { Rules = rules, Now = Start.AddMinutes(10) }));
        Assert.Equal("build", Waits(View(all => Approved(all) with { Checks = CheckState.Passed }) with { Rules = rules, Checks = Checks(("lint", CheckState.Passed)) }));
        Assert.Equal("build", Waits(View(all => Approved(all) with { Checks = CheckState.Passed }) with { Rules = new BranchRules { RequiredChecks = [new RequiredCheck("build", 9)] }, Checks = Checks(("build", CheckState.Passed)) }));
    }

    [Fact]
    public void That_there_are_no_checks_or_no_more_is_not_believed_at_once()
    {
        Assert.Equal("checks that may still be reported", Waits(View(Approved) with { Now = Start.AddSeconds(59) }));
        Assert.Equal("checks that may still be reported", Waits(View(all => Approved(all) with { Checks = CheckState.Passed }) with { Now = Start.AddSeconds(59) }));
        Merges(View(all => Approved(all) with { Checks = CheckState.Passed }) with { Now = Start.AddSeconds(60) });
    }

    [Fact]
    public void What_waits_too_long_is_told()
    {
        Assert.Equal("a review", Waits(View() with { Now = Start.AddMinutes(119) }));
        Assert.Equal(DiagnosticCodes.PullRequestTimeout.Id, GivesUp(View() with { Now = Start.AddMinutes(120) }));
        Assert.Equal("a review", Waits(View() with { Now = Start.AddMinutes(120), Since = Start.AddMinutes(1) }));
    }

    [Fact]
    public void Without_auto_merge_it_stops() => Assert.Equal(DiagnosticCodes.PullRequestReady.Id, GivesUp(View(Approved) with { Config = new PullRequestConfig { AutoMerge = false } }));

    [Fact]
    public void The_forges_queue_takes_each_commit_once()
    {
        var view = View(Approved) with { Rules = new BranchRules { HasMergeQueue = true }, HasBase = false };
        Assert.Equal(new PullRequestDecision.Enqueue("m1"), PullRequestJudge.Decide(view));
        Assert.Equal(new PullRequestDecision.Enqueue("m1"), PullRequestJudge.Decide(View(all => Approved(all) with { HasMergeQueue = true }) with { HasBase = false }));
        Assert.Equal("the merge queue", Waits(view with { Snapshot = view.Snapshot with { IsInMergeQueue = true } }));
        Assert.Equal(DiagnosticCodes.PullRequestRounds.Id, GivesUp(view with { Known = view.Known with { Queued = "m1" }, HasLeftQueue = true }));
        Assert.Equal("the merge queue", Waits(view with { Known = view.Known with { Queued = "m1" } }));
        Assert.IsType<PullRequestDecision.Enqueue>(PullRequestJudge.Decide(view with { Known = view.Known with { Queued = "m0" } }));
    }

    [Fact]
    public void What_stands_on_another_is_merged_after_it_and_onto_the_target()
    {
        var below = new StackedOn("b", new PullRequestProgress { Branch = "choo/b", Commit = "p1", Onto = "t0", Number = 4 }, HasLanded: false, IsStopped: false);
        var known = View().Known with { Below = "b", Base = "choo/b", WasStacked = true };
        var view = View(all => Approved(all) with { Base = "choo/b" }) with { Known = known, Below = below };

        Assert.Equal("the merge of #4 of b", Waits(view));
        Assert.Equal(DiagnosticCodes.PullRequestRounds.Id, GivesUp(view with { Below = below with { IsStopped = true } }));
        Assert.Equal(DiagnosticCodes.PullRequestReady.Id, GivesUp(view with { Below = below with { IsStopped = true }, Config = new PullRequestConfig { AutoMerge = false } }));
        Assert.IsType<PullRequestDecision.Update>(PullRequestJudge.Decide(view with { Snapshot = view.Snapshot with { Mergeable = Mergeability.Conflicting } }));
        Assert.Equal("the merge of #4 of b", Waits(view with { Snapshot = view.Snapshot with { Mergeable = Mergeability.Conflicting, Base = "main" } }));
        Assert.IsType<PullRequestDecision.Retarget>(PullRequestJudge.Decide(view with { Below = below with { HasLanded = true } }));
        Assert.IsType<PullRequestDecision.Retarget>(PullRequestJudge.Decide(view with { Below = null, Known = known with { Below = null } }));

        var landed = View(Approved) with { Known = known with { Below = null, Base = null }, HasBase = true, Config = new PullRequestConfig { Method = MergeMethod.Rebase } };
        Assert.Equal(MergeMethod.Squash, Merges(landed).Method);
        Assert.Equal(DiagnosticCodes.PullRequestChanged.Id, GivesUp(landed with { Snapshot = landed.Snapshot with { Base = "develop" } }));
    }
}
