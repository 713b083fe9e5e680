using System.IO.Compression;
using Choo.Packages.Tests.Surroundings;
using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary>What packing makes, and that it can be installed and found.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class PackageTests(InstalledTool tool)
{
    private string[] Platforms => [.. Directory.EnumerateFiles(tool.Packed, $"choo.*.{tool.Version}.nupkg").Select(file => Path.GetFileName(file)["choo.".Length..^$".{tool.Version}.nupkg".Length])
        .Where(platform => !platform.EndsWith(".symbols", StringComparison.Ordinal))];

    [Fact]
    public void The_feed_holds_portable_code_and_this_machines_own()
    {
        Assert.Contains("any", Platforms);
        Assert.Contains(InstalledTool.Platform, Platforms);
    }

    [Fact]
    public void One_package_points_to_each_platforms_and_to_no_other()
    {
        using var package = Open("choo");
        var settings = System.Xml.Linq.XDocument.Parse(Read(package, "tools/any/any/DotnetToolSettings.xml"));

        Assert.Equal(
            Platforms.Select(platform => (platform, $"choo.{platform}")).Order(),
            settings.Descendants("RuntimeIdentifierPackage").Select(one => (one.Attribute("RuntimeIdentifier")!.Value, one.Attribute("Id")!.Value)).Order());
    }

    [Fact]
    public void This_machines_package_is_one_native_program_whose_symbols_are_in_a_package_of_their_own()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var package = Open($"choo.{InstalledTool.Platform}");
        using var symbols = Open($"choo.{InstalledTool.Platform}.symbols");

        Assert.Equal(["DotnetToolSettings.xml", "dotnet-choo"], package.Entries
            .Where(entry => entry.FullName.StartsWith("tools/", StringComparison.Ordinal) && !entry.FullName.Contains("/samples/", StringComparison.Ordinal))
            .Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.Contains(symbols.Entries, entry => entry.FullName == $"symbols/{InstalledTool.Platform}/dotnet-choo.dbg");
    }

    [Fact]
    public void Every_package_shows_the_readme_and_the_licence()
    {
        foreach (var name in Platforms.Select(platform => $"choo.{platform}").Append("choo"))
        {
            using var package = Open(name);
            Assert.Equal(File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "src", "Choo.Tool", "README.md")), Read(package, "README.md"));
            var description = Read(package, $"{name}.nuspec");
            Assert.Contains("<readme>README.md</readme>", description, StringComparison.Ordinal);
            Assert.Contains("<projectUrl>https://github.com/choo-dev/choo</projectUrl>", description, StringComparison.Ordinal);
            Assert.Contains("<releaseNotes>https://github.com/choo-dev/choo/blob/v", description, StringComparison.Ordinal);
            Assert.Contains("<repository type=\"git\" url=\"https://github.com/choo-dev/choo\"", description, StringComparison.Ordinal);
            Assert.Contains("<license type=\"expression\">MIT</license>", description, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_packages_of_the_platforms_hold_the_demos_sample_and_nothing_that_nobody_needs()
    {
        foreach (var platform in Platforms)
        {
            using var package = Open($"choo.{platform}");
            var files = package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("tools/", StringComparison.Ordinal)).ToList();
            var prefix = $"tools/{(platform == InstalledTool.Platform ? "any" : "net10.0")}/{platform}/";
            Assert.All(files, file => Assert.StartsWith(prefix, file, StringComparison.Ordinal));
            Assert.Equal(Samples(), files.Where(file => file.Contains("/samples/", StringComparison.Ordinal)).Select(file => file[prefix.Length..]).Order(StringComparer.Ordinal));
            Assert.DoesNotContain(files, file => file.EndsWith(".pdb", StringComparison.Ordinal) || file.EndsWith(".xml", StringComparison.Ordinal) && !file.EndsWith("/DotnetToolSettings.xml", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Packages_of_other_platforms_are_compiled_ahead() => Assert.All(
        Platforms.Where(platform => platform != "any" && platform != InstalledTool.Platform),
        platform => Assert.True(SizeOfCore(platform) > 2 * SizeOfCore("any"), "machine code beside the portable code takes at least as much room again"));

    [Theory(Timeout = 600_000)]
    [InlineData("dotnet", "choo", "--version")]
    [InlineData("dotnet-choo", "--version")]
    [InlineData("dotnet", "choo", "version")]
    public async Task It_is_found_through_the_path_and_tells_its_version(string program, params string[] arguments)
    {
        using var folder = new TempFolder();

        var finished = await new Program(program, folder.Path, Variables.With(folder.Folder("home"), tool.Folder)).RunAsync(arguments, CancellationToken.None);

        finished.Exits(0);
        Assert.Contains(tool.Version, finished.Lines[0], StringComparison.Ordinal);
        Assert.Equal("", finished.Error);
    }

    private static string[] Samples()
    {
        var folder = Path.Combine(RepositoryRoot.Folder, "samples");
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(RepositoryRoot.Folder, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    private ZipArchive Open(string name) => ZipFile.OpenRead(Path.Combine(tool.Packed, $"{name}.{tool.Version}.nupkg"));

    private long SizeOfCore(string platform)
    {
        using var package = Open($"choo.{platform}");
        return package.GetEntry($"tools/net10.0/{platform}/Choo.Core.dll")!.Length;
    }

    private static string Read(ZipArchive package, string name)
    {
        using var reader = new StreamReader(package.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
