using System.Collections.Immutable;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Proofs;
using Xunit;

namespace Choo.Core.Tests.Proofs;

/// <summary>Which recorded proof answers for one that is wanted.</summary>
public sealed class ProofReuseTests
{
    private static readonly ProofKey Wanted = new("tree", ["build", "test"], "conditions");

    private static Evidence Gate(string command, int exit = 0) => new()
    {
        Gate = command,
        Command = command,
        Tree = "tree",
        ExitCode = exit,
        DurationMs = 1,
        OutputDigest = "00",
        Log = $"logs/{command}.log",
    };

    private static RunEvent Event(EventData data, string? unit = "a", long seq = 7) => new(seq, DateTimeOffset.UnixEpoch, "20260101-000000-00000", unit, null, data);

    private static RunEvent Passed(params ImmutableArray<Evidence> gates) => Event(new BaselinePassed(gates) { Conditions = "conditions" });

    private static RecordedProof? Chosen(params RunEvent[] events) => ProofReuse.Choose(Wanted, events.Select(e => ProofReuse.Of(e, "digest")).OfType<RecordedProof>());

    [Fact]
    public void The_newest_proof_of_the_same_tree_gates_and_conditions_answers()
    {
        var found = Chosen(Passed(Gate("build"), Gate("test")), Passed(Gate("build"), Gate("test")) with { Seq = 9 });

        Assert.Equal((true, "20260101-000000-00000", 9L, "digest"), (found!.Passed, found.Run, found.Seq, found.Digest));
    }

    [Fact]
    public void Evidence_that_is_used_again_names_its_source()
    {
        var e = Passed(Gate("build"), Gate("test"));
        var record = ProofReuse.Of(e, "digest")!;

        var again = ProofReuse.Evidence(Wanted, record, e)!.Value;

        Assert.Equal(["build", "test"], again.Select(each => each.Command));
        Assert.All(again, each => Assert.Equal(new EvidenceSource(e.Run, 7, "digest"), each.Reused));
        Assert.Null(ProofReuse.Evidence(Wanted, record with { Seq = 8 }, e));
        Assert.Null(ProofReuse.Evidence(Wanted with { Tree = "other" }, record, e));
        Assert.Null(ProofReuse.Evidence(Wanted, record, Event(new BaselineFailed([Gate("build"), Gate("test")]) { Conditions = "conditions" })));
    }

    [Fact]
    public void Another_tree_order_number_of_gates_or_condition_does_not_answer()
    {
        Assert.Null(Chosen(Passed(Gate("build") with { Tree = "other" }, Gate("test") with { Tree = "other" })));
        Assert.Null(Chosen(Passed(Gate("test"), Gate("build"))));
        Assert.Null(Chosen(Passed(Gate("build"))));
        Assert.Null(Chosen(Passed(Gate("build"), Gate("test"), Gate("lint"))));
        Assert.Null(Chosen(Event(new BaselinePassed([Gate("build"), Gate("test")]) { Conditions = "others" })));
        Assert.Null(Chosen(Event(new BaselinePassed([Gate("build"), Gate("test")]))));
    }

    [Fact]
    public void What_failed_never_answers_and_what_passed_beside_a_failure_does_not_either()
    {
        var red = Event(new BaselineFailed([Gate("build"), Gate("test", 1)]) { Conditions = "conditions" });
        var green = Passed(Gate("build"), Gate("test"));

        Assert.Null(Chosen(red));
        Assert.Null(Chosen(red, green));
        Assert.Null(Chosen(green, red));
        Assert.NotNull(Chosen(green));
    }

    [Fact]
    public void A_pass_that_was_excused_doubted_reused_or_not_kept_is_not_recorded()
    {
        Assert.Null(Chosen(Passed(Gate("build"), Gate("test", 1) with { KnownFailures = ["N.C.M"] })));
        Assert.Null(Chosen(Passed(Gate("build"), Gate("test") with { Reused = new EvidenceSource("r", 1, "d") })));
        Assert.Null(Chosen(Passed(Gate("build"), Gate("test") with { Log = null })));
        Assert.Null(Chosen(Passed(Gate("build"), Gate("test") with { Doubt = GateDoubt.NoTests })));
        Assert.Null(Chosen(Passed()));
    }

    [Fact]
    public void The_targets_setup_commands_are_no_gates_of_it()
    {
        var setup = Gate("restore") with { Gate = "setup" };

        Assert.NotNull(Chosen(Event(new BaselinePassed([setup, Gate("build"), Gate("test")]) { Conditions = "conditions" }, unit: null)));
        Assert.Null(Chosen(Passed(setup, Gate("build"), Gate("test"))));
    }

    [Fact]
    public void Parts_of_a_key_do_not_run_into_each_other()
    {
        Assert.NotEqual(new ProofKey("t", ["a", "bc"], "c").Digest(), new ProofKey("t", ["ab", "c"], "c").Digest());
        Assert.NotEqual(new ProofKey("t", ["a"], "c").Digest(), new ProofKey("t", ["a", ""], "c").Digest());
    }
}
