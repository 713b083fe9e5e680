using System.Collections.Immutable;
using Choo.Core.Ports;
using Choo.Core.Units;
using Xunit;

namespace Choo.Core.Tests.Units;

public sealed class SharedWatchTests
{
    private readonly Parts parts = new();
    private readonly SharedWatch watch;

    public SharedWatchTests() => watch = new SharedWatch(parts);

    [Fact]
    public void What_does_not_change_is_not_told()
    {
        watch.Begin();

        Assert.Equal("stash:; settings:; hooks:", End());
    }

    [Fact]
    public void What_vanishes_or_changes_is_told_at_the_end_of_one_turn_only()
    {
        watch.Begin();
        watch.Begin();
        parts.Now = new(["two"], "new", Hooks(("b", "2"), ("c", "1")));

        Assert.Equal("stash: one; settings: old; hooks: a b c", End());
        Assert.Equal("stash:; settings:; hooks:", End());
    }

    [Fact]
    public void What_changed_before_a_second_turn_began_is_told_all_the_same()
    {
        watch.Begin();
        parts.Now = parts.Now with { Stash = ["two"], Config = "new" };
        watch.Begin();

        Assert.Equal("stash: one; settings: old; hooks:", End());
        Assert.Equal("stash:; settings:; hooks:", End());
    }

    [Fact]
    public void An_entry_that_is_new_when_a_turn_begins_counts_from_there()
    {
        watch.Begin();
        parts.Now = parts.Now with { Stash = ["three", "one", "two"] };
        watch.Begin();
        parts.Now = parts.Now with { Stash = ["one", "two"] };

        Assert.Equal("stash: three; settings:; hooks:", End());
    }

    [Fact]
    public void What_changes_while_no_turn_runs_is_a_persons_doing()
    {
        watch.Begin();
        End();
        parts.Now = new([], "new", Hooks());
        watch.Begin();

        Assert.Equal("stash:; settings:; hooks:", End());
    }

    [Fact]
    public void Settings_that_cannot_be_read_for_a_moment_have_not_changed()
    {
        watch.Begin();
        parts.Now = parts.Now with { Config = null };
        Assert.Equal("stash:; settings:; hooks:", End());

        watch.Begin();
        parts.Now = parts.Now with { Config = "new" };
        Assert.Equal("stash:; settings: old; hooks:", End());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void Settings_that_were_none_leave_nothing_to_be_kept(string? before)
    {
        parts.Now = parts.Now with { Config = before };
        watch.Begin();
        parts.Now = parts.Now with { Config = "new" };

        Assert.Equal("stash:; settings:; hooks:", End());
    }

    [Fact]
    public void Settings_that_are_gone_are_told()
    {
        watch.Begin();
        parts.Now = parts.Now with { Config = "" };

        Assert.Equal("stash:; settings: old; hooks:", End());
    }

    private string End()
    {
        var changes = watch.End();
        return $"stash:{Words(changes.Stash)}; settings:{Words(changes.FormerConfig)}; hooks:{Words(changes.Hooks)}";
    }

    private static string Words(params IEnumerable<string?> words) => string.Concat(words.OfType<string>().Select(word => $" {word}"));

    private static ImmutableSortedDictionary<string, string> Hooks(params (string Path, string Digest)[] hooks) =>
        hooks.ToImmutableSortedDictionary(each => each.Path, each => each.Digest, StringComparer.Ordinal);

    private sealed class Parts : ISharedParts
    {
        public SharedParts Now { get; set; } = new(["one", "two"], "old", Hooks(("a", "1"), ("b", "1")));

        public string ConfigPath => "config";

        public SharedParts Read() => Now;

        public ImmutableArray<string> MendGuard() => throw new NotSupportedException();

        public Task<SavedWork> KeepAsync(string unit, string commit) => throw new NotSupportedException();

        public string KeepConfig(string text) => throw new NotSupportedException();

        public Task<ImmutableArray<string>> WrittenInCheckoutAsync(TimeSpan lately, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
