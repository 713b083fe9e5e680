using Choo.Packages.Tests.Surroundings;
using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary>The ways to the tool that the README names, each from a folder of packages and with an empty package folder.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class InstallTests(InstalledTool tool) : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task A_manifest_brings_it_into_a_repository()
    {
        folder.Write(".config/dotnet-tools.json", $$$"""{"version":1,"isRoot":true,"tools":{"choo":{"version":"{{{tool.Version}}}","commands":["dotnet-choo"]} } }""");

        await RunAsync("tool", "restore");

        Assert.Equal(tool.Version, (await RunAsync("choo", "--version")).Lines[0]);
    }

    [Fact]
    public async Task Dnx_runs_it_without_an_installation() =>
        Assert.Equal(tool.Version, (await RunAsync("dnx", $"choo@{tool.Version}", "--yes", "--", "--version")).Lines[^1]);

    [Fact]
    public async Task It_installs_for_a_user_and_runs_from_there()
    {
        await RunAsync("tool", "install", "--global", "choo", "--version", tool.Version);

        var command = folder.At("home", ".dotnet", "tools", OperatingSystem.IsWindows() ? "dotnet-choo.exe" : "dotnet-choo");
        var finished = await new Program(command, folder.Path, Environment()).RunAsync(["--version"], CancellationToken.None);
        Assert.Equal(tool.Version, finished.Exits(0).Lines[0]);
    }

    public void Dispose() => folder.Dispose();

    private async Task<Finished> RunAsync(params string[] arguments)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        File.Copy(tool.Config, folder.At("nuget.config"), overwrite: true);
        return (await new Program("dotnet", folder.Path, Environment()).RunAsync(arguments, limit.Token)).Exits(0);
    }

    private Dictionary<string, string> Environment() =>
        new(Variables.With(folder.Folder("home")), StringComparer.Ordinal) { ["NUGET_PACKAGES"] = folder.Folder("packages") };
}
