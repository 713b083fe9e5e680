using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Choo.Testing;
using Xunit;

namespace Choo.Core.Tests;

public sealed partial class ArchitectureTests
{
    [Theory]
    [InlineData("Choo.Core")]
    [InlineData("Choo.Views", "Choo.Core")]
    public void Core_and_Views_stand_on_the_base_class_library_alone(string project, params string[] known)
    {
        var references = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, $"{project}.dll")).GetReferencedAssemblies().Select(assembly => assembly.Name!);
        Assert.All(references, name => Assert.True(name is "mscorlib" or "netstandard" || name.StartsWith("System", StringComparison.Ordinal) || known.Contains(name), name));
        Assert.Equal(["Microsoft.CodeAnalysis.BannedApiAnalyzers"], References(project, "PackageReference"));
    }

    [Theory]
    [InlineData("Choo.Core")]
    [InlineData("Choo.Adapters", "Choo.Core")]
    [InlineData("Choo.Engine", "Choo.Adapters", "Choo.Core")]
    [InlineData("Choo.Views", "Choo.Core")]
    [InlineData("Choo.Tool", "Choo.Engine", "Choo.Views")]
    [InlineData("Choo.Build.Tasks")]
    public void The_arrows_run_one_way(string project, params string[] allowed)
    {
        var references = References(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));
        Assert.Subset(allowed.ToHashSet(), references.ToHashSet());
    }

    /// <summary>The tables of docs/architecture.md are the rule; each row may know rows above it only, so there is no circle.</summary>
    [Theory]
    [InlineData("Choo.Core")]
    [InlineData("Choo.Views")]
    public void The_folders_of_Core_and_of_Views_know_each_other_as_their_tables_say(string project)
    {
        var rows = File.ReadLines(Path.Combine(RepositoryRoot.Folder, "docs", "architecture.md"))
            .SkipWhile(line => !line.StartsWith($"| folder of `{project}`", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|')).Select(cells => (Folder: cells[1].Trim(' ', '`'), Knows: Names(cells[3]))).ToArray();
        var sources = Path.Combine(RepositoryRoot.Folder, "src", project);
        var folders = Directory.EnumerateDirectories(sources).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj"));
        Assert.Equal(folders.Order(StringComparer.Ordinal), rows.Select(row => row.Folder).Order(StringComparer.Ordinal));
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.Equal($"{rows[i].Folder}: {string.Join(", ", rows[i].Knows)}", $"{rows[i].Folder}: {string.Join(", ", Known(project, rows[i].Folder))}");
            Assert.Subset(rows[..i].Select(row => row.Folder).ToHashSet(), rows[i].Knows.ToHashSet());
        }

        static string[] Names(string cell) => [.. cell.Split(',').Select(name => name.Trim(' ', '`')).Where(name => name.Length > 0).Order(StringComparer.Ordinal)];
    }

    /// <summary>Folders whose namespaces a folder's files name; the build refuses a directive that is not needed.</summary>
    private static string[] Known(string project, string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Folder, "src", project, folder), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Mention().Matches(File.ReadAllText(file)).Where(match => $"Choo.{match.Groups["project"].Value}" == project).Select(match => match.Groups["folder"].Value))
            .Where(name => name != folder).Distinct().Order(StringComparer.Ordinal),
    ];

    [GeneratedRegex(@"^using (static )?(\w+ = )?Choo\.(?<project>Core|Views)\.(?<folder>\w+)|(?<![\w.])(Choo\.)?(?<project>Core|Views)\.(?<folder>[A-Z]\w+)\.[A-Z]", RegexOptions.Multiline)]
    private static partial Regex Mention();

    [Fact]
    public void Every_step_of_a_units_way_has_the_file_that_is_named()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "docs", "architecture.md"));
        var named = NamedFile().Matches(text).Select(match => match.Groups["file"].Value).ToArray();
        Assert.True(named.Length > 40, $"only {named.Length} files are named");
        Assert.All(named, file => Assert.True(
            File.Exists(Path.Combine(RepositoryRoot.Folder, "src", $"{file}.cs")) || Directory.Exists(Path.Combine(RepositoryRoot.Folder, "src", file)), file));
    }

    [GeneratedRegex("`(?<file>Choo[A-Za-z.]*/[A-Za-z/]+)`")]
    private static partial Regex NamedFile();

    [Fact]
    public void No_source_file_is_longer_than_300_lines()
    {
        var sources = Path.Combine(RepositoryRoot.Folder, "src");
        var files = Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        Assert.Empty(files.Where(file => File.ReadLines(file).Count() > 300).Select(file => Path.GetRelativePath(sources, file)));
    }

    /// <summary>The build refuses what native code cannot do, since warnings are errors: where the analysis is on, and where nobody silences it.</summary>
    [Theory]
    [InlineData("Choo.Core")]
    [InlineData("Choo.Adapters")]
    [InlineData("Choo.Engine")]
    [InlineData("Choo.Views")]
    [InlineData("Choo.Tool")]
    public void What_is_compiled_to_native_code_is_analysed_for_it_and_no_warning_is_silenced(string project)
    {
        var folder = Path.Combine(RepositoryRoot.Folder, "src", project);
        Assert.Contains("<IsAotCompatible>true</IsAotCompatible>", File.ReadAllText(Path.Combine(folder, $"{project}.csproj")), StringComparison.Ordinal);
        string[] silencers = ["disable IL", "UnconditionalSuppressMessage", "RequiresUnreferencedCode", "RequiresDynamicCode", ";IL2", ";IL3"];
        var files = Directory.EnumerateFiles(folder, "*.cs*", SearchOption.AllDirectories).Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        Assert.All(files, file => Assert.DoesNotContain(silencers, silencer => File.ReadAllText(file).Contains(silencer, StringComparison.Ordinal)));
    }

    private static string[] References(string project, string kind)
    {
        var file = Path.Combine(RepositoryRoot.Folder, "src", project, $"{project}.csproj");
        return File.Exists(file) ? [.. XDocument.Load(file).Descendants(kind).Select(each => each.Attribute("Include")!.Value)] : [];
    }
}
