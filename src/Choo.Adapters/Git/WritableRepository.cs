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
}
