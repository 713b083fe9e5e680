using System.IO.Compression;
using Choo.Packages.Tests.Surroundings;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary>What lies in the tasks' package.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class BuildPackageTests(InstalledTool tool)
{
    [Fact]
    public void It_holds_the_tasks_the_engine_and_the_codes_pages_and_no_part_of_MSBuild()
    {
        using var package = ZipFile.OpenRead(Path.Combine(tool.Packed, $"Choo.Build.Tasks.{tool.Version}.nupkg"));
        var files = package.Entries.Select(entry => entry.FullName).ToList();

        foreach (var wanted in new[] { "build/Choo.Build.Tasks.props", "build/Choo.Build.Tasks.targets", "buildMultiTargeting/Choo.Build.Tasks.targets", "Sdk/Sdk.props", "Sdk/Sdk.targets", "docs/errors/CHOO4101.md" })
        {
            Assert.Contains(wanted, files);
        }

        Assert.Equal(["tasks/net8.0/Choo.Build.Tasks.deps.json", "tasks/net8.0/Choo.Build.Tasks.dll"], files.Where(file => file.StartsWith("tasks/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("tools/engine/any/dotnet-choo.dll", files);
        Assert.Contains($"tools/engine/{InstalledTool.Platform}/dotnet-choo{(OperatingSystem.IsWindows() ? ".exe" : "")}", files);
        Assert.DoesNotContain($"tools/engine/{InstalledTool.Platform}/dotnet-choo.dll", files);
        Assert.DoesNotContain(files, file => file.Contains("Microsoft.Build", StringComparison.Ordinal) || file.StartsWith("lib/", StringComparison.Ordinal) || file.StartsWith("buildTransitive/", StringComparison.Ordinal));
    }

    [Fact]
    public void It_is_a_development_dependency_that_needs_no_other_package()
    {
        using var package = ZipFile.OpenRead(Path.Combine(tool.Packed, $"Choo.Build.Tasks.{tool.Version}.nupkg"));
        using var reader = new StreamReader(package.GetEntry("Choo.Build.Tasks.nuspec")!.Open());
        var description = reader.ReadToEnd();

        Assert.Contains("<developmentDependency>true</developmentDependency>", description, StringComparison.Ordinal);
        Assert.DoesNotContain("<dependency ", description, StringComparison.Ordinal);
        Assert.Contains("<license type=\"expression\">MIT</license>", description, StringComparison.Ordinal);
    }
}
