using Choo.Core.Text;
using Xunit;

namespace Choo.Core.Tests.Text;

public class NearestNameTests
{
    [Theory]
    [InlineData("statsu", "status")]
    [InlineData("STATUS", "status")]
    [InlineData("valdate", "validate")]
    [InlineData("comp", "completion")]
    [InlineData("rum", "run")]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    public void The_nearest_is_found_and_nothing_far_is(string given, string? expected) =>
        Assert.Equal(expected, NearestName.Of(given, ["run", "status", "validate", "completion"]));

    [Fact]
    public void Of_equally_near_names_the_ordinal_first_is_taken() => Assert.Equal("bat", NearestName.Of("xat", ["cat", "bat"]));

    [Fact]
    public void A_hint_is_a_clause_or_nothing() =>
        Assert.Equal(["; did you mean 'run'?", ""], [NearestName.Hint("rn", ["run"]), NearestName.Hint("zzzzzz", ["run"])]);

    [Fact]
    public void A_next_step_follows_the_hint_as_a_sentence_of_its_own() =>
        Assert.Equal(["; did you mean 'run'? See x", "; see x"], [NearestName.Hint("rn", ["run"], "see x"), NearestName.Hint("zzzzzz", ["run"], "see x")]);
}
