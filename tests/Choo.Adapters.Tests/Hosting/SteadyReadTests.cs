using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

public sealed class SteadyReadTests
{
    [Fact]
    public void A_run_that_ends_while_it_is_looked_at_is_read_again_with_its_end()
    {
        var (held, journal) = (true, "started");
        var (read, wasHeld) = SteadyRead.Of(() => held, () =>
        {
            var seen = journal;
            (journal, held) = ("started, completed", false);
            return seen;
        });

        Assert.Equal("started, completed", read);
        Assert.False(wasHeld);
    }

    [Fact]
    public void A_run_that_starts_while_it_is_looked_at_is_read_as_a_live_one()
    {
        var (held, journal) = (false, "");
        var (read, wasHeld) = SteadyRead.Of(() => held, () =>
        {
            (journal, held) = ("started", true);
            return journal;
        });

        Assert.Equal("started", read);
        Assert.True(wasHeld);
    }

    [Fact]
    public void A_lock_that_changes_with_every_look_does_not_keep_a_reader_for_ever()
    {
        var (held, reads) = (false, 0);
        SteadyRead.Of(() => held = !held, () => ++reads);

        Assert.InRange(reads, 1, 10);
    }

    [Fact(Timeout = 60000)]
    public async Task A_live_run_is_never_called_interrupted_and_a_finished_one_always_has_its_end()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText("do: echo x > x.txt")).Commit();
        var names = new List<string>();
        engine.After = _ => names.Add(RunHistory.Latest(engine.Repo.Root)!.StateName);

        await engine.RunAsync();

        Assert.Equal("running", names[0]);
        Assert.DoesNotContain("interrupted", names);
        Assert.Equal("complete", names[^1]);
        Assert.Equal("complete", RunHistory.Latest(engine.Repo.Root)!.StateName);
    }
}
