using Choo.Adapters.Files;
using Choo.Core.Diagnostics;

namespace Choo.Tool.Cli;

/// <summary>Where the details of a fault in choo itself go, so that a person can send them.</summary>
internal static class FaultFile
{
    /// <summary>Writes the details to a file of the temporary folder and says where.</summary>
    public static Diagnostic Report(Exception fault, string[] args)
    {
        var where = Write(fault, args);
        var message = fault.Message.ReplaceLineEndings(" ");
        return DiagnosticCodes.Internal.Because($"{fault.GetType().Name}: {message} ({where})");
    }

    private static string Write(Exception fault, string[] args)
    {
        var text = $"choo {BuildInfo.Version} ({BuildInfo.Commit}), .NET {Environment.Version}\narguments: {string.Join(' ', args)}\n\n{fault}\n";
        try
        {
            var path = Path.Combine(Path.GetTempPath(), $"choo-fault-{Guid.NewGuid():N}.txt");
            File.WriteAllText(path, text);
            return $"details: {path}";
        }
        catch (Exception problem) when (DiskRefusal.Is(problem))
        {
            return $"details could not be written: {problem.Message}";
        }
    }
}
