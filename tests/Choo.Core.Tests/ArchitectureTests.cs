using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Choo.Testing;
using Xunit;

namespace Choo.Core.Tests;

public sealed partial class ArchitectureTests
{
    private static readonly string[] ForbiddenTypes =
    [
        "System.Console", "System.IO.File", "System.IO.Directory", "System.IO.FileInfo", "System.IO.DirectoryInfo", "System.IO.FileStream",
        "System.IO.StreamReader", "System.IO.StreamWriter", "System.Diagnostics.Process", "System.Diagnostics.ProcessStartInfo",
        "System.Diagnostics.Stopwatch", "System.Threading.Thread", "System.Net.Sockets.Socket", "System.Net.Http.HttpClient",
    ];

    private static readonly string[] ForbiddenMembers =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow", "System.TimeProvider.get_System", "System.Random.get_Shared", "System.Guid.NewGuid",
    ];

    [Theory]
    [InlineData("Choo.Core")]
    [InlineData("Choo.Views")]
    public void Core_and_Views_touch_nothing_outside(string project)
    {
        using var pe = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"{project}.dll")));
        var metadata = pe.GetMetadataReader();
        var types = metadata.TypeReferences.Select(handle => Name(metadata, handle)).ToHashSet();
        Assert.Contains("System.Object", types);
        Assert.Empty(types.Intersect(ForbiddenTypes));
        var members = metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => $"{Name(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}")
            .ToHashSet();
        Assert.Empty(members.Intersect(ForbiddenMembers));

        // The compiler's own iterators ask for the thread; nothing else of the environment is their business.
        Assert.DoesNotContain(members, member => member.StartsWith("System.Environment.", StringComparison.Ordinal) && member != "System.Environment.get_CurrentManagedThreadId");
    }

    [Theory]
    [InlineData("Choo.Core")]
    [InlineData("Choo.Views", "Choo.Core")]
    public void Core_and_Views_stand_on_the_base_class_library_alone(string project, params string[] known)
    {
        var references = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, $"{project}.dll")).GetReferencedAssemblies().Select(assembly => assembly.Name!);
        Assert.All(references, name => Assert.True(name is "mscorlib" or "netstandard" || name.StartsWith("System", StringComparison.Ordinal) || known.Contains(name), name));
        Assert.Empty(References(project, "PackageReference"));
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

    private static string Name(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    private static string[] References(string project, string kind)
    {
        var file = Path.Combine(RepositoryRoot.Folder, "src", project, $"{project}.csproj");
        return File.Exists(file) ? [.. XDocument.Load(file).Descendants(kind).Select(each => each.Attribute("Include")!.Value)] : [];
    }
}
