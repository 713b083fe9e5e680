using System.Collections.Immutable;
using Choo.Adapters.Files;
using Choo.Core.Diagnostics;

namespace Choo.Adapters.Git;

/// <summary>Whether a run may write where it will have to: an agent is not to be paid for what cannot be committed.</summary>
internal static class WritableRepository
{
    private static readonly string[] Folders = ["objects", "refs", "refs/heads", "worktrees", "logs"];

    /// <summary>Every folder of the repository that cannot be written.</summary>
    public static ImmutableArray<Diagnostic> Problems(Repository repository) =>
    [
        .. from name in Folders
           let folder = Path.Combine(repository.CommonDir, name)
           where Directory.Exists(folder)
           let why = WritableFolder.WhyNot(folder)
           where why is not null
           select DiagnosticCodes.CannotWrite.Because($"{folder} cannot be written: {why}; choo commits into the repository, so run it as a user who may write there"),
    ];

    /// <summary>Why choo could not keep its own files: its runs in the checkout and its lock in the repository. Null when it can; they need not be there yet.</summary>
    public static Diagnostic? OwnFoldersProblem(Repository repository)
    {
        foreach (var own in (ReadOnlySpan<string>)[repository.ChooDir, Path.Combine(repository.CommonDir, "choo")])
        {
            var folder = Directory.Exists(own) ? own : Path.GetDirectoryName(own)!;
            if (WritableFolder.WhyNot(folder) is { } why)
            {
                return DiagnosticCodes.CannotWrite.Because($"{folder} cannot be written: {why}; choo keeps its runs and its lock there, so run it as a user who may write there");
            }
        }

        return null;
    }
}
