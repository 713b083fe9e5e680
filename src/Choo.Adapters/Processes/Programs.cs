namespace Choo.Adapters.Processes;

/// <summary>Finds programs the way a shell does.</summary>
public static class Programs
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The absolute path of a program given by name (looked up in PATH) or by path; null when there is none that can be executed.</summary>
    public static string? Find(string name, string? path)
    {
        if (name.Length == 0)
        {
            return null;
        }

        if (name.Contains('/') || (OperatingSystem.IsWindows() && name.Contains('\\')))
        {
            return Executable(Path.GetFullPath(name));
        }

        foreach (var folder in (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            // A relative PATH entry would mean another program in every working folder.
            if (Path.IsPathFullyQualified(folder) && Executable(Path.Combine(folder, name)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Finds a program in the PATH of an environment.</summary>
    public static string? Find(string name, IReadOnlyDictionary<string, string> environment)
        => Find(name, environment.GetValueOrDefault("PATH"));

    private static string? Executable(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            return File.Exists(file) && (File.GetUnixFileMode(file) & AnyExecute) != 0 ? file : null;
        }

        var extensions = (Environment.GetEnvironmentVariable("PATHEXT") ?? ".COM;.EXE;.BAT;.CMD").Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase) && File.Exists(file))
        {
            return file;
        }

        return extensions.Select(e => file + e).FirstOrDefault(File.Exists);
    }
}
