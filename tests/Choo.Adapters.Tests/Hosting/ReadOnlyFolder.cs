using Choo.Adapters.Tests.Files;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>A folder in which nothing can be written until this is disposed: not even by root, where the file system knows immutable files.</summary>
internal sealed class ReadOnlyFolder : IDisposable
{
    private const UnixFileMode Usual = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly string folder;

    public ReadOnlyFolder(string folder)
    {
        this.folder = folder;
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(folder, Usual & ~UnixFileMode.UserWrite);
        Shell.Run($"chattr +i '{folder}' 2>&1 || true", Path.GetTempPath());
        HasEffect = !CanWrite();
    }

    /// <summary>Whether writing is refused: root may write everywhere where a file system does not know immutable files.</summary>
    public bool HasEffect { get; }

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
        {
            Shell.Run($"chattr -i '{folder}' 2>&1 || true", Path.GetTempPath());
            File.SetUnixFileMode(folder, Usual);
        }
    }

    private bool CanWrite()
    {
        try
        {
            var probe = Path.Combine(folder, "probe");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
