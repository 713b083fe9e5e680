using System.Collections.Immutable;
using Choo.Core.Flow;
using Choo.Core.Ports;
using Xunit;

namespace Choo.Core.Tests.Flow;

public sealed class RepositoryGuardTests : IDisposable
{
    private readonly Parts parts = new();
    private readonly RepositoryGuard watch;

    public RepositoryGuardTests() => watch = new RepositoryGuard(parts);

    public void Dispose() => watch.Dispose();

    [Fact]
    public async Task What_does_not_change_is_not_told()
    {
        await watch.BeginAsync();

        Assert.Equal("stash:; settings:; hooks:", await EndAsync());
    }

    [Fact]
    public async Task What_vanishes_or_changes_is_told_at_the_end_of_one_turn_only()
    {
        await watch.BeginAsync();
        await watch.BeginAsync();
        parts.Now = new(["two"], "new", Hooks(("b", "2"), ("c", "1")));

        Assert.Equal("stash: one; settings: old; hooks: a b c", await EndAsync());
        Assert.Equal("stash:; settings:; hooks:", await EndAsync());
    }

    [Fact]
    public async Task What_changed_before_a_second_turn_began_is_told_all_the_same()
    {
        await watch.BeginAsync();
        parts.Now = parts.Now with { Stash = ["two"], Config = "new" };
        await watch.BeginAsync();

        Assert.Equal("stash: one; settings: old; hooks:", await EndAsync());
        Assert.Equal("stash:; settings:; hooks:", await EndAsync());
    }

    [Fact]
    public async Task An_entry_that_is_new_when_a_turn_begins_counts_from_there()
    {
        await watch.BeginAsync();
        parts.Now = parts.Now with { Stash = ["three", "one", "two"] };
        await watch.BeginAsync();
        parts.Now = parts.Now with { Stash = ["one", "two"] };

        Assert.Equal("stash: three; settings:; hooks:", await EndAsync());
    }

    [Fact]
    public async Task What_changes_while_no_turn_runs_is_a_persons_doing()
    {
        await watch.BeginAsync();
        await EndAsync();
        parts.Now = new([], "new", Hooks());
        await watch.BeginAsync();

        Assert.Equal("stash:; settings:; hooks:", await EndAsync());
    }

    [Fact]
    public async Task Settings_that_cannot_be_read_for_a_moment_have_not_changed()
    {
        await watch.BeginAsync();
        parts.Now = parts.Now with { Config = null };
        Assert.Equal("stash:; settings:; hooks:", await EndAsync());

        await watch.BeginAsync();
        parts.Now = parts.Now with { Config = "new" };
        Assert.Equal("stash:; settings: old; hooks:", await EndAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public async Task Settings_that_were_none_leave_nothing_to_be_kept(string? before)
    {
        parts.Now = parts.Now with { Config = before };
        await watch.BeginAsync();
        parts.Now = parts.Now with { Config = "new" };

        Assert.Equal("stash:; settings:; hooks:", await EndAsync());
    }

    [Fact]
    public async Task What_another_turn_changes_while_something_is_put_back_is_told_at_its_end()
    {
        await watch.BeginAsync();
        await watch.BeginAsync();
        parts.Now = parts.Now with { Config = "new" };
        parts.Meanwhile = () => parts.Now = parts.Now with { Stash = ["two"], Config = "newer", Hooks = Hooks(("a", "2"), ("b", "1")) };

        Assert.Equal("stash:; settings: old; hooks:", await EndAsync());
        parts.Meanwhile = () => { };
        Assert.Equal("stash: one; settings: new; hooks: a", await EndAsync());
    }

    [Fact]
    public async Task Settings_that_are_gone_are_told()
    {
        await watch.BeginAsync();
        parts.Now = parts.Now with { Config = "" };

        Assert.Equal("stash:; settings: old; hooks:", await EndAsync());
    }

    private async Task<string> EndAsync()
    {
        var changes = await watch.EndAsync();
        return $"stash:{Words(changes.Stash)}; settings:{Words(changes.FormerConfig)}; hooks:{Words(changes.Hooks)}";
    }

    private static string Words(params IEnumerable<string?> words) => string.Concat(words.OfType<string>().Select(word => $" {word}"));

    private static ImmutableSortedDictionary<string, string> Hooks(params (string Path, string Digest)[] hooks) =>
        hooks.ToImmutableSortedDictionary(each => each.Path, each => each.Digest, StringComparer.Ordinal);

    private sealed class Parts : IRepositoryGuard
    {
        public RepositorySnapshot Now { get; set; } = new(["one", "two"], "old", Hooks(("a", "1"), ("b", "1")));

        /// <summary>What happens while something is put back.</summary>
        public Action Meanwhile { get; set; } = () => { };

        public string ConfigPath => "config";

        public RepositorySnapshot Read() => Now;

        public ImmutableArray<string> RepairHooks() => throw new NotSupportedException();

        public Task<SavedWork> KeepAsync(string unit, string commit) => throw new NotSupportedException();

        public Task<PutBack> PutBackAsync(RepositorySnapshot before, RepositorySnapshot now)
        {
            Now = Now with { Files = before.Files };
            Meanwhile();
            return Task.FromResult(PutBack.Nothing);
        }

        public string KeepConfig(string text) => throw new NotSupportedException();

        public Task<ImmutableArray<string>> WrittenInCheckoutAsync(TimeSpan lately, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
