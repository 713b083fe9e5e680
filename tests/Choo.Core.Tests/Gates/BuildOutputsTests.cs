using Choo.Core.Gates;
using Choo.Testing;
using Xunit;

namespace Choo.Core.Tests.Gates;

/// <summary>What MSBuild wrote down tells outputs from work.</summary>
public sealed class BuildOutputsTests
{
    private static string Of(string added, string named = "", string tracked = "")
    {
        var files = added.Split(' ');
        var outputs = BuildOutputs.Of(files, tracked.Split(' ', StringSplitOptions.RemoveEmptyEntries), [.. files.Where(BuildOutputs.IsList)], named.Split(' ').ToHashSet());
        return string.Join(' ', outputs.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("bin/x64/Debug/net10.0/App.dll obj/x64/Debug/net10.0/App.csproj.FileListAbsolute.txt obj/x64/Debug/net10.0/App.dll", "bin/x64/Debug/net10.0/App.dll obj/x64/Debug/net10.0/App.dll", "bin/x64/ obj/")]
    [InlineData("src/A/bin/Staging/A.1.0.0.nupkg src/A/bin/Staging/net10.0/A.dll src/A/obj/project.assets.json src/A/obj/Staging/net10.0/A.AssemblyInfo.cs", "src/A/bin/Staging/net10.0/A.dll", "src/A/bin/Staging/ src/A/obj/")]
    [InlineData("artifacts/bin/App/debug/App.dll artifacts/obj/App/project.assets.json artifacts/package/debug/App.1.0.0.nupkg artifacts/publish/App/release/App.dll", "", "artifacts/bin/ artifacts/obj/ artifacts/package/ artifacts/publish/")]
    [InlineData(".out/bin/App/debug/App.dll .out/obj/App/debug/App.csproj.FileListAbsolute.txt", ".out/bin/App/debug/App.dll", ".out/bin/App/ .out/obj/")]
    [InlineData("out/App.dll out/notes.md build/tmp/project.assets.json build/tmp/x.cache build/tmp/Debug/App.csproj.FileListAbsolute.txt", "out/App.dll", "build/tmp/ out/App.dll")]
    [InlineData("Bin/Release/App.dll Obj/App.csproj.FileListAbsolute.txt", "Bin/Release/App.dll", "Bin/Release/ Obj/")]
    [Incident("T44", "builds write outputs of other configurations, platforms and of the artifacts layout")]
    public void Any_configuration_platform_and_layout(string added, string named, string outputs) => Assert.Equal(outputs, Of(added, named));

    [Theory]
    [InlineData("src/bin/run.sh tools/bin/helper.dll assets/obj/model.obj", "", "")]
    [InlineData("src/bin/run.sh src/bin/App.dll src/obj/project.assets.json", "src/bin/App.dll", "src/bin/App.dll src/obj/")]
    [InlineData("bin/tools/run.sh bin/Staging/net10.0/App.dll", "bin/Staging/net10.0/App.dll", "bin/Staging/")]
    [InlineData("src/bin/App/App.csproj src/bin/App/Program.cs src/bin/App/bin/x64/App.dll src/bin/App/obj/project.assets.json", "src/bin/App/bin/x64/App.dll src/bin/App/obj/x64/App.dll", "src/bin/App/bin/x64/ src/bin/App/obj/")]
    [InlineData("New/New.csproj New/New.cs New/New.dll New/New.csproj.FileListAbsolute.txt New/project.assets.json", "New/New.dll", "New/New.csproj.FileListAbsolute.txt New/New.dll")]
    [InlineData("tests/data/project.assets.json tests/data/expected.txt", "", "")]
    [InlineData("Generated/Client.g.cs obj/x64/App.csproj.FileListAbsolute.txt", "Generated/Client.g.cs", "obj/")]
    public void Work_stays(string added, string named, string outputs) => Assert.Equal(outputs, Of(added, named));

    [Fact]
    public void Where_a_folder_has_committed_files_only_what_is_named_is_left_out() => Assert.Equal(
        "bin/Staging/App.dll obj/App.csproj.FileListAbsolute.txt",
        Of("bin/Staging/App.dll bin/Staging/new.sh obj/new.txt obj/App.csproj.FileListAbsolute.txt", "bin/Staging/App.dll", "bin/Staging/run.sh obj/model.obj"));

    [Fact]
    public void Most_files_are_no_reason_to_look()
    {
        Assert.False(BuildOutputs.IsTelling("src/App/Program.cs"));
        Assert.False(BuildOutputs.IsTelling("src/cabin/object.txt"));
        Assert.True(BuildOutputs.IsTelling("src/App/Bin/x"));
        Assert.True(BuildOutputs.IsTelling("tmp/App.csproj.FileListAbsolute.txt"));
    }

    [Fact]
    public void An_output_covers_what_lies_in_it()
    {
        var outputs = new HashSet<string> { "bin/x64/", "out/App.dll" };

        Assert.True(BuildOutputs.Cover(outputs, "bin/x64/Debug/App.dll"));
        Assert.True(BuildOutputs.Cover(outputs, "out/App.dll"));
        Assert.False(BuildOutputs.Cover(outputs, "out/App.dll.md"));
        Assert.False(BuildOutputs.Cover(outputs, "bin/run.sh"));
    }
}
