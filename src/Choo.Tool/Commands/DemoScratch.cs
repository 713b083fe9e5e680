using Choo.Tool.Cli;

namespace Choo.Tool.Commands;

/// <summary>The folder of a demo's repository. One that nobody asked to keep is marked when its demo is over, and the next demo removes it.</summary>
internal sealed class DemoScratch
{
    private const string Prefix = "choo-demo-";
    private const string Mark = "removable";
    private readonly string parent;

    private DemoScratch(string folder, string parent, bool stays) => (Folder, this.parent, Stays) = (folder, parent, stays);

    /// <summary>The folder for the repository; it does not exist or is empty.</summary>
    public string Folder { get; }

    /// <summary>Whether a person chose the folder.</summary>
    public bool Stays { get; }

    /// <summary>A folder of the person's choice, or a new one of the temporary folder.</summary>
    public static DemoScratch Make(string? chosen)
    {
        if (chosen is not null)
        {
            return Directory.Exists(chosen) && Directory.EnumerateFileSystemEntries(chosen).Any()
                ? throw new UsageException($"--folder {chosen} is not empty; the demo needs a new or empty folder")
                : new DemoScratch(chosen, "", stays: true);
        }

        RemoveEarlier();
        var parent = Directory.CreateTempSubdirectory(Prefix).FullName;
        return new DemoScratch(Path.Combine(parent, "bookshelf"), parent, stays: false);
    }

    /// <summary>The demo is over: marks the folder as removable unless it is to stay.</summary>
    public void Settle(bool keep)
    {
        if (!Stays && !keep)
        {
            File.WriteAllText(Path.Combine(parent, Mark), "");
        }
    }

    private static void RemoveEarlier()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*").Where(folder => File.Exists(Path.Combine(folder, Mark))))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                // Another person's, or in use: it is not in the way.
            }
        }
    }
}
