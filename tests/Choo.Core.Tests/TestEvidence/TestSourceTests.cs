using Choo.Core.TestEvidence;
using Xunit;

namespace Choo.Core.Tests.TestEvidence;

public sealed class TestSourceTests
{
    private const string Cart = """"
        namespace Shop.Tests;

        /// <summary>[Fact] void NotOne() { Assert.True(true); }</summary>
        public sealed class CartTests : IClassFixture<Shop>
        {
            private readonly int[] numbers = [1, 2, 3];

            [Fact]
            public void Empty() => Assert.Equal(0, new Cart().Count);

            [Theory]
            [InlineData("a; }", new[] { 1, 2 })]
            [InlineData("b\"]", new[] { 3 })]
            public async Task Adds<T>(string name, int[] items)
            {
                // Assert.Nothing(); and a brace }
                var text = """ } Assert.Fail("x"); """;
                if (items.Length > 0) { Assert.NotNull(text); }
                Assert.Equal(items.Length, numbers[0]);
                await Assert.ThrowsAsync<Exception>(() => throw new());
            }

            [Fact(Skip = "later")]
            public void Later() { cart.Count.Should().Be(3); }

            public void Helper() { Assert.True(true); }
        }

        public class Old
        {
            [Test, Category("x")] public void NUnit() { Assert.That(1, Is.EqualTo(1)); }
            [TestMethod]
            [Ignore]
            public void MsTest() { }
        }
        """";

    [Fact]
    public void Test_methods_are_found_with_their_assertions() => Assert.Equal(
        ["CartTests.Empty 1 False", "CartTests.Adds 4 False", "CartTests.Later 1 True", "Old.NUnit 1 False", "Old.MsTest 0 True"],
        TestSource.Read(Cart).Select(test => $"{test.Name} {test.Assertions} {test.IsSkipped}"));

    [Theory]
    [InlineData("Assert.Equal(0, new Cart().Count)", "true.ToString()", "CartTests.Empty has 0 of 1 assertions")]
    [InlineData("    Assert.Equal(items.Length, numbers[0]);", "// Assert.Equal(items.Length, numbers[0]);", "CartTests.Adds has 3 of 4 assertions")]
    [InlineData("[Fact]\n    public void Empty", "[Fact(Skip = \"why not\")]\n    public void Empty", "CartTests.Empty is skipped")]
    [InlineData("[Fact]\n    public void Empty", "public void Empty", "CartTests.Empty vanished")]
    [InlineData("void Empty", "void Hollow", "CartTests.Empty vanished")]
    [InlineData("[Test, ", "[Test, Ignore(\"x\"), ", "Old.NUnit is skipped")]
    public void What_changed_for_the_worse_is_told(string before, string now, string told)
    {
        Assert.Contains(before, Cart, StringComparison.Ordinal);
        var change = Assert.Single(TestSource.Compare([new("a.cs", Cart, Cart.Replace(before, now, StringComparison.Ordinal))]));
        Assert.Equal(told, $"{change}");
    }

    [Fact]
    public void More_tests_and_assertions_and_a_move_to_another_file_are_fine()
    {
        var more = Cart.Replace("[Fact]\n", "[Fact] public void New() => Assert.True(true);\n[Fact]\n", StringComparison.Ordinal)
            .Replace("cart.Count.Should().Be(3);", "cart.Count.Should().Be(3); Assert.True(true);", StringComparison.Ordinal);
        Assert.Empty(TestSource.Compare([new("a.cs", Cart, more)]));
        Assert.Empty(TestSource.Compare([new("a.cs", Cart, null), new("b.cs", null, Cart)]));
        Assert.Empty(TestSource.Compare([new("a.cs", null, Cart)]));
    }

    [Fact]
    public void A_file_that_is_gone_took_its_tests_with_it() =>
        Assert.Equal(5, TestSource.Compare([new("a.cs", Cart, null)]).Count(change => change.Kind == TestChangeKind.Vanished));

    [Theory]
    [InlineData("[Fact")]
    [InlineData("[Fact]")]
    [InlineData("[Fact] void A(")]
    [InlineData("\"\"\"")]
    [InlineData("/* [Fact] void A() {")]
    [InlineData("@\"")]
    [InlineData("'")]
    [InlineData("[[[[[")]
    public void What_is_no_whole_file_is_read_without_harm(string source) => _ = TestSource.Read(source);

    [Fact]
    public void A_file_made_to_be_slow_is_read_in_time()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        _ = TestSource.Read(string.Concat(Enumerable.Repeat("[Fact] [", 50_000)));
        _ = TestSource.Read(string.Concat(Enumerable.Repeat("; [Fact] void A() {", 20_000)));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }
}
