using System.Runtime.InteropServices;
using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>
/// The tool as a stranger gets it: packed once, and installed from the folder of packages alone into an empty tool path.
/// <c>CHOO_TEST_CODE=any</c> takes the portable code where native code would be taken; <c>CHOO_TEST_FEED</c> is a folder that build/pack.sh filled
/// already.
/// </summary>
public sealed class InstalledTool : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new();

    /// <summary>A version that no cache can know.</summary>
    public string Version { get; private set; } = $"0.1.0-test{Guid.NewGuid():N}"[..20];

    /// <summary>The platform of this machine.</summary>
    public static string Platform => RuntimeInformation.RuntimeIdentifier;

    /// <summary>The folder with everything that was packed.</summary>
    public string Packed { get; private set; } = "";

    /// <summary>The folder that is a package source.</summary>
    public string Feed { get; private set; } = "";

    /// <summary>A package folder of the tests' own, shared by them: no package there is older than this version.</summary>
    public string Packages => folder.At("packages");

    /// <summary>The folder with the command.</summary>
    public string Folder => folder.At("tool");

    /// <summary>A NuGet configuration whose only source is the feed.</summary>
    public string Config => folder.At("nuget.config");

    public async Task InitializeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(30));
        await PackAsync(limit.Token);
        Feed = Packed;
        if (Environment.GetEnvironmentVariable("CHOO_TEST_CODE") == "any")
        {
            Feed = folder.At("portable");
            PortableFeed.Make(Packed, Version, Feed);
        }

        folder.Write("nuget.config", $"<configuration><packageSources><clear/><add key=\"feed\" value=\"{Feed}\"/></packageSources></configuration>");
        var install = new Program("dotnet", folder.Path, Variables.With(folder.Folder("home")));
        var installed = await install.RunAsync(["tool", "install", "choo", "--tool-path", Folder, "--version", Version, "--configfile", Config], limit.Token);
        installed.Exits(0);
        if (!OperatingSystem.IsWindows())
        {
            LetOthersRun(folder.Path);
            Directory.EnumerateFiles(Folder, "dotnet-choo", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).ToList().ForEach(LetOthersRun);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Dispose();

    private async Task PackAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable("CHOO_TEST_FEED") is { Length: > 0 } feed)
        {
            Packed = feed;
            const string Tasks = "Choo.Build.Tasks.";
            Version = Path.GetFileNameWithoutExtension(Directory.EnumerateFiles(feed, Tasks + "*.nupkg").Single())[Tasks.Length..];
            return;
        }

        Packed = folder.At("feed");
        var sources = folder.Folder("sources");
        Sources.CopyTo(sources);
        var packed = await new Program("bash", sources, Variables.OfBuild()).RunAsync(
            ["build/pack.sh", "-v", Version, "-p", Platform, "-p", "any", "-a", folder.At("artifacts"), Packed], cancellationToken);
        packed.Exits(0);
        Directory.Delete(folder.At("artifacts"), recursive: true);
    }

    // NuGet lets only the user who installs run a program.
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void LetOthersRun(string path) =>
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
}

/// <summary>All tests share one installation.</summary>
[CollectionDefinition(Name)]
public sealed class InstalledToolCollection : ICollectionFixture<InstalledTool>
{
    public const string Name = "installed tool";
}
