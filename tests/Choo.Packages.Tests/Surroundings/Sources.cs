using Choo.Testing;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>A copy of what a package is made from, so that packing writes nothing into the checkout, not even a lock file.</summary>
internal static class Sources
{
    private static readonly string[] Folders = ["src", "samples", "build", "docs"];

    public static void CopyTo(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(RepositoryRoot.Folder))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        foreach (var name in Folders.Where(name => Directory.Exists(Path.Combine(RepositoryRoot.Folder, name))))
        {
            Copy(Path.Combine(RepositoryRoot.Folder, name), Path.Combine(folder, name));
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(from).Where(folder => Path.GetFileName(folder) is not ("bin" or "obj")))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
