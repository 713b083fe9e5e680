namespace Choo.Testing;

/// <summary>A folder of a test's own, deleted with everything in it at the end.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("choo-test-").FullName;

    /// <summary>The absolute path of something in it.</summary>
    public string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Makes a folder in it and gives its absolute path.</summary>
    public string Folder(string relative) => Directory.CreateDirectory(At(relative)).FullName;

    /// <summary>Writes a file in it and gives its absolute path.</summary>
    public string Write(string relative, string text)
    {
        var file = At(relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>Writes a file that can be started.</summary>
    public string WriteProgram(string relative, string text)
    {
        var file = Write(relative, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return file;
    }

    public string Read(string relative) => File.ReadAllText(At(relative));

    public bool Has(string relative) => File.Exists(At(relative));

    public void Dispose()
    {
        for (var attempt = 0; Directory.Exists(Path); attempt++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException) when (attempt < 20)
            {
                // A process that is just ending may still write.
                Thread.Sleep(10);
            }
        }
    }
}
