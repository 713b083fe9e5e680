using Choo.Build.Tasks.Mapping;

namespace Choo.Build.Tasks.Engine;

/// <summary>What an exit code of the engine means.</summary>
internal static class EngineExit
{
    // The host's FrameworkMissingFailure, 0x80008096; elsewhere than on Windows only the last byte is left.
    private static readonly int[] FrameworkMissing = [150, unchecked((int)0x80008096)];

    /// <summary>A problem for an end that the engine cannot have explained itself; null when it is one of choo's exit codes.</summary>
    /// <param name="code">The exit code.</param>
    /// <param name="words">What it said on standard error that is no diagnostic.</param>
    public static Problem? WhyNot(int code, IReadOnlyList<string> words)
    {
        if (FrameworkMissing.Contains(code))
        {
            var wanted = words.FirstOrDefault(line => line.StartsWith("Framework: ", StringComparison.Ordinal)) ?? "Framework: 'Microsoft.NETCore.App', version '10.0.0'";
            return new Problem(TaskCodes.RuntimeMissing, "error", null, 0, 0,
                $"choo needs a .NET runtime that is not installed with this SDK ({wanted}); install the .NET 10 runtime or later, or set ChooDotNetHost to a dotnet that has it");
        }

        return code is 0 or 3 ? null : new Problem(TaskCodes.EngineEnded, "error", null, 0, 0,
            $"choo exited with code {code} and printed: {(words.Count == 0 ? "nothing" : string.Join(" / ", words.TakeLast(3)))}");
    }
}
