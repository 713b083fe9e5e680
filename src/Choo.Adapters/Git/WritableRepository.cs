using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Choo.Core.Diagnostics;

namespace Choo.Adapters.Git;

/// <summary>Whether a run may write where it will have to: an agent is not to be paid for what cannot be committed.</summary>
internal static partial class WritableRepository
{
    private const int Write = 2;
    private static readonly string[] Folders = ["objects", "refs", "refs/heads", "worktrees", "logs"];

    /// <summary>Every folder of the repository that cannot be written. Only asked, not tried: a try that is killed would leave a file. Windows has no such question.</summary>
    public static ImmutableArray<Diagnostic> Problems(Repository repository) => OperatingSystem.IsWindows()
        ? []
        :
        [
            .. from name in Folders
               let folder = Path.Combine(repository.CommonDir, name)
               where Directory.Exists(folder) && Access(folder, Write) != 0
               select DiagnosticCodes.CannotWrite.Because(
                   $"{folder} cannot be written: {Marshal.GetLastPInvokeErrorMessage()}; choo commits into the repository, so run it as a user who may write there"),
        ];

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Access(string path, int mode);
}
