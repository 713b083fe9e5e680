using System.Runtime.InteropServices;

namespace Choo.Build.Tasks.Engine;

/// <summary>The package has the engine compiled ahead for some platforms, and once for all others.</summary>
internal static class EngineFlavor
{
    private const string Assembly = "dotnet-choo.dll";

    /// <summary>The engine's assembly for this platform.</summary>
    public static string AssemblyIn(string folder)
    {
        var platform = Path.Combine(folder, Platform, Assembly);
        return File.Exists(platform) ? platform : Path.Combine(folder, "any", Assembly);
    }

    private static string Platform =>
        $"{(RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "win" : RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? "linux" : "osx")}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
}
