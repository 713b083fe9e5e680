using System.Collections.Immutable;
using Choo.Adapters.Processes;

namespace Choo.Adapters.Gates;

/// <summary>A command line as the platform's shell takes it.</summary>
internal static class Shell
{
    /// <summary>A spec without folder and environment.</summary>
    public static ProcessSpec Command(string command) => OperatingSystem.IsWindows()
        ? Spec(Environment.GetEnvironmentVariable("ComSpec") ?? @"C:\Windows\System32\cmd.exe", ["/d", "/s", "/c", $"\"{command}\""]) with { Verbatim = true }
        : Spec("/bin/sh", ["-c", command]);

    private static ProcessSpec Spec(string program, ImmutableArray<string> arguments)
        => new() { Program = program, Arguments = arguments, Folder = "", Environment = ImmutableDictionary<string, string>.Empty };
}
