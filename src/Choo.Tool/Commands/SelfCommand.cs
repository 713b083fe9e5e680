using System.Collections.Immutable;

namespace Choo.Tool.Commands;

/// <summary>How this very program is started, however it was started itself.</summary>
internal static class SelfCommand
{
    private static string Process => Environment.ProcessPath ?? "dotnet-choo";

    private static bool IsRunByDotnet => Path.GetFileNameWithoutExtension(Process) == "dotnet";

    /// <summary>The program, or the assembly that dotnet runs.</summary>
    public static string Program => IsRunByDotnet ? Path.Combine(AppContext.BaseDirectory, "dotnet-choo.dll") : Process;

    /// <summary>The program, or dotnet and the assembly.</summary>
    public static ImmutableArray<string> Words => IsRunByDotnet ? [Process, Program] : [Program];
}
