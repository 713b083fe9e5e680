using System.Text.RegularExpressions;
using System.Xml.Linq;
using Choo.Testing;
using Xunit;

namespace Choo.Tool.Tests;

/// <summary>The page about builds says what the targets file does: each property with its default, each target, each item's metadata.</summary>
public sealed partial class BuildDocsTests
{
    // Defaults that are looked up and not written down: the page says them in words.
    private static readonly string[] LookedUp = ["ChooRoot", "ChooIntermediateOutputPath"];

    private static readonly string Page = Read("docs/guide/msbuild.md");
    private static readonly XElement Targets = XDocument.Parse(Read("build/Choo.targets")).Root!;

    [Fact]
    public void The_table_of_properties_is_that_of_the_targets_file()
    {
        var described = Row().Matches(Page).ToDictionary(row => row.Groups["name"].Value, row => row.Groups["default"].Value.Trim().Trim('`'), StringComparer.Ordinal);
        var defaults = Targets.Elements("PropertyGroup").Elements()
            .Where(property => property.Name.LocalName.StartsWith("Choo", StringComparison.Ordinal))
            .GroupBy(property => property.Name.LocalName, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);

        Assert.Equal(defaults.Keys.Order(StringComparer.Ordinal), described.Keys.Order(StringComparer.Ordinal));
        Assert.All(defaults.Where(pair => !LookedUp.Contains(pair.Key)), pair => Assert.Equal($"{pair.Key}={pair.Value}", $"{pair.Key}={described[pair.Key]}"));
    }

    [Fact]
    public void Every_property_gives_way_to_the_one_that_is_set() => Assert.All(
        Targets.Elements("PropertyGroup").Elements().Where(property => property.Name.LocalName.StartsWith("Choo", StringComparison.Ordinal) && property.Name != "ChooRoot"),
        property => Assert.Contains($"'$({property.Name})' == ''", property.Attribute("Condition")!.Value, StringComparison.Ordinal));

    [Fact]
    public void Every_target_is_on_the_page_and_hooked_to_no_other()
    {
        var targets = Targets.Elements("Target").ToList();
        Assert.All(targets.Select(target => target.Attribute("Name")!.Value).Where(name => !name.StartsWith('_')), name => Assert.Contains($"| `{name}` |", Page, StringComparison.Ordinal));
        Assert.All(targets, target => Assert.True(target.Attribute("BeforeTargets") is null && target.Attribute("AfterTargets") is null, target.Attribute("Name")!.Value));
    }

    [Fact]
    public void The_sample_takes_the_package_of_this_version() => Assert.Equal(
        $"<Project Sdk=\"Choo.Build.Tasks/{XDocument.Parse(Read("Directory.Build.props")).Descendants("VersionPrefix").Single().Value}\" />",
        Read("samples/bookshelf/build/choo.proj").Trim());

    private static string Read(string path) => File.ReadAllText(Path.Combine(RepositoryRoot.Folder, path));

    [GeneratedRegex(@"^\| `(?<name>Choo\w+)` \|(?<default>[^|]*)\|[^|]*\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
