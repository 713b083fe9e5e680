using System.Runtime.InteropServices;

namespace Choo.Build.Tasks.Engine;

/// <summary>The engine for this platform. The package has native code for some platforms, code that needs a .NET runtime for others, and portable code for the rest.</summary>
/// <param name="Path">The program or the assembly.</param>
/// <param name="IsProgram">Whether it runs without a host.</param>
internal sealed record EngineFlavor(string Path, bool IsProgram)
{
    /// <summary>The best that lies in the folder of engines and can be started here.</summary>
    public static EngineFlavor In(string folder)
    {
        var own = System.IO.Path.Combine(folder, Platform);
        var program = System.IO.Path.Combine(own, RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "dotnet-choo.exe" : "dotnet-choo");
        var assembly = System.IO.Path.Combine(own, "dotnet-choo.dll");
        return File.Exists(assembly) ? new(assembly, false)
            : CanStart(program) ? new(program, true)
            : new(System.IO.Path.Combine(folder, "any", "dotnet-choo.dll"), false);
    }

    /// <summary>The command line that starts the engine.</summary>
    /// <param name="host">The dotnet host, used where the engine is an assembly.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="arguments">The command and its options.</param>
    public EngineCommand Command(string host, string folder, IReadOnlyList<string> arguments) =>
        IsProgram ? new(Path, null, folder, arguments) : new(host, Path, folder, arguments);

    private static string Platform =>
        $"{(RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "win" : RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? "linux" : "osx")}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    // NuGet lets only the user who restored a package run what lies in it; in a shared package folder everybody else takes the portable engine.
    private static bool CanStart(string program) =>
        File.Exists(program) && (RuntimeInformation.IsOSPlatform(OSPlatform.Windows) || Access(program, 1) == 0);

    [DllImport("libc", EntryPoint = "access", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);
}
