using System.Runtime.InteropServices;

namespace Choo.Adapters.Files;

/// <summary>Whether this user may write in a folder. Only asked, not tried: a try that is killed would leave a file. Windows has no such question.</summary>
internal static partial class WritableFolder
{
    private const int Write = 2;

    /// <summary>Why nothing can be written in a folder that is there; null when something can.</summary>
    public static string? WhyNot(string path) => OperatingSystem.IsWindows() || Access(path, Write) == 0 ? null : Marshal.GetLastPInvokeErrorMessage();

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Access(string path, int mode);
}
