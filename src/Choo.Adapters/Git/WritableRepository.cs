using System.Collections.Immutable;
using Choo.Core.Diagnostics;

namespace Choo.Adapters.Git;

/// <summary>Whether a run may write where it will have to: an agent is not to be paid for what cannot be committed.</summary>
internal static class WritableRepository
{
    // Under these names git takes what is left of a killed process for a half-written object, and for a lock.
    private static readonly (string Folder, string Name)[] Probes =
        [("objects", "tmp_obj_choo"), ("refs", "choo-probe.lock"), ("refs/heads", "choo-probe.lock"), ("worktrees", "choo-probe.lock"), ("logs", "choo-probe.lock")];

    /// <summary>Every folder of the repository that cannot be written.</summary>
    public static ImmutableArray<Diagnostic> Problems(Repository repository) =>
    [
        .. from probe in Probes
           let folder = Path.Combine(repository.CommonDir, probe.Folder)
           where Directory.Exists(folder)
           let why = WhyNot(Path.Combine(folder, $"{probe.Name}.{Environment.ProcessId}.lock"))
           where why is not null
           select DiagnosticCodes.CannotWrite.Because($"{folder} cannot be written: {why}; choo commits into the repository, so it runs as a user who may"),
    ];

    private static string? WhyNot(string file)
    {
        try
        {
            using var probe = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return refused.Message;
        }
    }
}
