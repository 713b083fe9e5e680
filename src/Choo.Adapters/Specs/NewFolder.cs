using Choo.Core.Specs;

namespace Choo.Adapters.Specs;

/// <summary>Writes the folder of a new unit: all of it is there afterwards, or nothing.</summary>
internal static class NewFolder
{
    /// <summary>
    /// Writes the files into a hidden folder beside the one that is to be, and gives that its name when all of them are on the disk. Throws
    /// <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when something is there already or the system refuses.
    /// </summary>
    public static void Write(string tasksDir, string name, IEnumerable<SpecFile> files, CancellationToken cancellationToken)
    {
        var made = Missing(tasksDir);
        var hidden = Path.Combine(tasksDir, $".new-{Path.GetRandomFileName()}");
        try
        {
            Directory.CreateDirectory(hidden);
            foreach (var file in files)
            {
                using var stream = new FileStream(Path.Combine(hidden, file.Name), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
                stream.Write(file.Content.Span);
                stream.Flush(flushToDisk: true);
            }

            cancellationToken.ThrowIfCancellationRequested();
            Directory.Move(hidden, Path.Combine(tasksDir, name));
        }
        catch
        {
            TakeBack(hidden, made);
            throw;
        }
    }

    /// <summary>The folders on the way that have to be made, the deepest first.</summary>
    private static List<string> Missing(string folder)
    {
        var missing = new List<string>();
        for (var each = folder; each is not null && !Directory.Exists(each); each = Path.GetDirectoryName(each))
        {
            missing.Add(each);
        }

        return missing;
    }

    private static void TakeBack(string hidden, IEnumerable<string> made)
    {
        try
        {
            if (Directory.Exists(hidden))
            {
                Directory.Delete(hidden, recursive: true);
            }

            foreach (var folder in made.Where(Directory.Exists))
            {
                Directory.Delete(folder);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Somebody else has begun to use the folder, or the disk refuses this too: what went wrong first is what is reported.
        }
    }
}
