using Choo.Core.TestEvidence;
using Xunit;

namespace Choo.Core.Tests.TestEvidence;

public sealed class TestScopesTests
{
    private const string Fact = "class CTests { [Fact] public void A() => Assert.True(true); }";

    private static readonly string[] Projects = ["src/Shop/Shop.csproj", "tests/Shop.Tests/Shop.Tests.csproj", "tests/Shop.Tests/Inner/Deep.Tests.csproj", "Shop.slnx"];

    [Theory]
    [InlineData("a/Shop.Tests.csproj", "<Project/>", true)]
    [InlineData("a/ShopTest.fsproj", "<Project/>", true)]
    [InlineData("Shop.Specs.vbproj", "<Project/>", true)]
    [InlineData("a/Latest.csproj", "<Project/>", false)]
    [InlineData("a/Checks.csproj", "<PackageReference Include=\"microsoft.net.test.sdk\" />", true)]
    [InlineData("a/Checks.csproj", "<PackageReference Include=\"xUnit.v3\" />", true)]
    [InlineData("a/Checks.csproj", "<PackageReference Include=\"NUnit\" />", true)]
    [InlineData("a/Checks.csproj", "<Project Sdk=\"MSTest.Sdk/3.6\">", true)]
    [InlineData("a/Checks.csproj", "<PackageReference Include=\"TUnit\" />", true)]
    [InlineData("a/Checks.csproj", "<IsTestProject>True</IsTestProject>", true)]
    [InlineData("a/Checks.csproj", "<IsTestProject>false</IsTestProject>", false)]
    [InlineData("a/Shop.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"/>", false)]
    public void A_test_project_names_a_framework_says_so_or_is_called_so(string path, string text, bool expected) =>
        Assert.Equal(expected, TestScopes.IsTestProject(path, text));

    [Theory]
    [InlineData("tests/Shop.Tests/CartTests.cs", "", "tests/Shop.Tests")]
    [InlineData("tests/Shop.Tests/data/cart.json", "", "tests/Shop.Tests")]
    [InlineData("tests/Shop.Tests/Shop.Tests.csproj", "", "tests/Shop.Tests")]
    [InlineData("tests/Shop.Tests/Inner/A.cs", "", "tests/Shop.Tests/Inner")]
    [InlineData("tests/Shop.Testsuite/A.cs", "", null)]
    [InlineData("tests/other.json", "", null)]
    [InlineData("src/Shop/Cart.cs", "class Cart { }", null)]
    [InlineData("src/Shop/CartTests.cs", Fact, "src/Shop/CartTests.cs")]
    [InlineData("CartTests.cs", Fact, "CartTests.cs")]
    [InlineData("src/Shop/CartTests.txt", Fact, null)]
    public void A_file_belongs_to_the_nearest_test_project_or_is_a_part_alone_where_it_holds_tests(string path, string text, string? part)
    {
        var scopes = Scopes(Projects);
        Assert.Equal(part, scopes.PartOf(new(path, text, null)));
        Assert.Equal(part, scopes.PartOf(new(path, null, text)));
    }

    [Theory]
    [InlineData("All.Tests.csproj", "Cart.cs", null)]
    [InlineData("All.Tests.csproj", "src/Shop/Cart.cs", null)]
    [InlineData("src/All.Tests.csproj", "src/CartTests.cs", "src/CartTests.cs")]
    [InlineData("src/All.Tests.csproj", "src/Shop/Cart.cs", null)]
    public void A_test_project_that_holds_more_than_tests_is_no_part_as_a_whole(string tests, string path, string? part) =>
        Assert.Equal(part, Scopes("src/Shop/Shop.csproj", tests).PartOf(new(path, "class Cart { }", "")));

    [Fact]
    public void Only_projects_in_the_folders_above_a_file_are_looked_at() =>
        Assert.Equal(["tests/Shop.Tests/Shop.Tests.csproj"], TestScopes.Around(Projects, ["tests/Shop.Tests/a/b.cs", "README.md"]));

    [Fact]
    public void Parts_that_lie_in_others_go_with_them() =>
        Assert.Equal<string>(["a b", "ab/c.cs"], TestScopes.Outermost(["ab/c.cs", "a b/c", "a b", "a b/c/d.cs"]));

    [Theory]
    [InlineData("CartTests", "Shop.CartTests.Empty", true)]
    [InlineData("CartTests.Empty", "Shop.CartTests.Empty", true)]
    [InlineData("Shop.CartTests", "Shop.CartTests.Empty", true)]
    [InlineData("Inner", "Shop.CartTests+Inner.Empty", true)]
    [InlineData("CartTests", "CartTests.Empty", true)]
    [InlineData("Tests", "Shop.CartTests.Empty", false)]
    [InlineData("Shop", "Shop.CartTests.Empty", false)]
    [InlineData("CartTests.Emp", "Shop.CartTests.Empty", false)]
    [InlineData("", "Shop.CartTests.Empty", false)]
    public void A_name_covers_a_class_or_a_method(string name, string test, bool expected) => Assert.Equal(expected, TestNames.Covers(name, test));

    [Fact]
    public void A_word_is_mentioned_where_it_stands_by_itself() => Assert.Equal(2, TestNames.Mentions("Adds AddsMore _Adds\nAdds", "Adds"));

    private static TestScopes Scopes(params string[] projects) => new(projects, path => TestScopes.IsTestProject(path, ""));
}
