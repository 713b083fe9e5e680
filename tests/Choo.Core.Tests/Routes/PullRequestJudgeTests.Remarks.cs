using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Core.Forge;
using Choo.Core.Routes;
using Xunit;

namespace Choo.Core.Tests.Routes;

/// <content>What is said to no line.</content>
public sealed partial class PullRequestJudgeTests
{
    [Fact]
    public void What_ran_before_and_is_not_reported_is_waited_for_a_while()
    {
        var view = View(Approved);
        Assert.True(PullRequestJudge.TakesChecksAsAll(view, PullRequestJudge.Decide(view)));
        Assert.False(PullRequestJudge.TakesChecksAsAll(view with { Rules = new BranchRules { RequiredChecks = [new RequiredCheck("build", null)] } }, Merges(view)));
        var slow = view with { Awaited = new AwaitedChecks([], ["slow"], OfHead: true) };
        Assert.Equal("slow", Waits(slow));
        Assert.Equal("slow", Waits(slow with { Rules = new BranchRules { HasMergeQueue = true } }));
        Assert.Equal("slow", Waits(slow with { Config = new PullRequestConfig { AutoMerge = false } }));
        Merges(slow with { Now = Start.AddMinutes(10) });
        Assert.Equal("build", Waits(view with { Now = Start.AddMinutes(10), Awaited = new AwaitedChecks(["build"], [], OfHead: true) }));
        Merges(view with { Awaited = new AwaitedChecks([], [], OfHead: false) });
    }

    [Fact]
    public void A_comment_in_the_conversation_asks_for_changes()
    {
        var answer = Answers(View(all => all with { Comments = [Comment("name it otherwise")] }));
        var item = Assert.Single(answer.Items);
        Assert.Equal((FeedbackKind.Review, "7", "ann", "name it otherwise"), (item.Kind.Known!.Value, item.Id, item.Author, item.Text));
        Assert.Equal(Start, answer.Seen);
    }

    [Fact]
    public void A_comment_of_a_stranger_a_program_or_choo_itself_asks_for_nothing()
    {
        Assert.Equal("a review", Waits(View(all => all with { Comments = [Comment("do it", association: AuthorAssociation.None)] })));
        Assert.Equal("a review", Waits(View(all => all with { Comments = [Comment("coverage: 80 %", new ForgeUser("robot", true))] })));
        Assert.Equal("a review", Waits(View(all => all with { Comments = [Comment("<!-- choo:unit=a round=1 -->\nDone in m1.", Me, AuthorAssociation.Owner), Comment(" \n")] })));
        Answers(View(all => all with { Comments = [Comment("coverage: 80 %", new ForgeUser("robot", true))] }) with { Review = new ReviewConfig { Authors = ["robot"] } });
    }

    [Fact]
    public void What_a_turn_was_asked_to_answer_is_not_asked_again_and_a_newer_comment_is()
    {
        var view = View(all => all with { Comments = [Comment("one")] });
        view = view with { Known = view.Known with { Seen = Start } };
        Assert.Equal("a review", Waits(view));
        Assert.Equal("two", Assert.Single(Answers(view with { Snapshot = view.Snapshot with { Comments = [Comment("one"), Comment("two") with { CreatedAt = Start.AddSeconds(1) }] } }).Items).Text);
    }

    [Fact]
    public void An_approval_or_eyes_outweigh_a_comment()
    {
        Merges(View(all => Approved(all) with { Comments = [Comment("nice")] }));
        Assert.Equal("a review", Waits(View(all => all with { Comments = [Comment("hm")], Reactions = [Reaction(ReactionKind.Eyes)] })));
    }

    [Fact]
    public void A_review_that_only_comments_asks_for_changes_when_it_has_a_text()
    {
        Assert.Equal("too long", Assert.Single(Answers(View(all => all with { Reviews = [Review(ReviewState.Commented, "too long")] })).Items).Text);
        Assert.Equal("a review", Waits(View(all => all with { Reviews = [Review(ReviewState.Commented)] })));
        Assert.Equal("a review", Waits(View(all => all with { Reviews = [Review(ReviewState.Commented, "too long")] }) with { Review = new ReviewConfig { Formal = false } }));
    }

    [Fact]
    public void A_person_resolves_the_conversations_where_the_rules_want_them_resolved()
    {
        var answered = Thread(Comment("why"), Comment("<!-- choo:unit=a round=1 -->\nDone in m1.", Me, AuthorAssociation.Owner) with { Id = 8 });
        var view = View(all => Approved(all) with { Threads = [answered] });
        Merges(view);
        view = view with { Rules = new BranchRules { MustResolveThreads = true } };
        Assert.Equal("its conversations to be resolved", Waits(view));
        Merges(view with { Snapshot = view.Snapshot with { Threads = [answered with { IsResolved = true }] } });
    }
}
