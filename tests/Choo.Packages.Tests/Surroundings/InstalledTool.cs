using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>The tool as a stranger gets it: packed once, and installed from the folder of packages alone into an empty tool path.</summary>
public sealed class InstalledTool : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new();

    /// <summary>A version that no cache can know.</summary>
    public string Version { get; } = $"0.1.0-test{Guid.NewGuid():N}"[..20];

    /// <summary>The folder that is a package source.</summary>
    public string Feed => folder.At("feed");

    /// <summary>A package folder of the tests' own, shared by them: no package there is older than this version.</summary>
    public string Packages => folder.At("packages");

    /// <summary>The folder with the command.</summary>
    public string Folder => folder.At("tool");

    public async Task InitializeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(8));
        var sources = folder.Folder("sources");
        Sources.CopyTo(sources);
        var pack = new Program("dotnet", sources, Variables.OfBuild());
        var packed = await pack.RunAsync(
            ["pack", "src/Choo.Tool", "-c", "Release", "-o", Feed, "--artifacts-path", folder.At("artifacts"), $"-p:Version={Version}", "-v", "quiet", "-nologo"],
            limit.Token);
        packed.Exits(0);

        // The engine in the tasks' package is what was just published: in the same artifacts it is not compiled again.
        var tasks = await pack.RunAsync(
            ["pack", "src/Choo.Build.Tasks", "-c", "Release", "-o", Feed, "--artifacts-path", folder.At("artifacts"), $"-p:Version={Version}", "-v", "quiet", "-nologo"],
            limit.Token);
        tasks.Exits(0);
        var config = folder.Write("nuget.config", $"<configuration><packageSources><clear/><add key=\"feed\" value=\"{Feed}\"/></packageSources></configuration>");
        var install = new Program("dotnet", folder.Path, Variables.With(folder.Folder("home")));
        var installed = await install.RunAsync(
            ["tool", "install", "choo", "--tool-path", Folder, "--version", Version, "--configfile", config],
            limit.Token);
        installed.Exits(0);
        Directory.Delete(folder.At("artifacts"), recursive: true);
        if (!OperatingSystem.IsWindows())
        {
            // Other users run it too.
            File.SetUnixFileMode(folder.Path, File.GetUnixFileMode(folder.Path) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Dispose();
}

/// <summary>All tests share one installation.</summary>
[CollectionDefinition(Name)]
public sealed class InstalledToolCollection : ICollectionFixture<InstalledTool>
{
    public const string Name = "installed tool";
}
