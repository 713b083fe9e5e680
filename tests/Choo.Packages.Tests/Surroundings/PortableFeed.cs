using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>The packages as they look to a platform that nothing was compiled for: only the portable code is there.</summary>
internal static class PortableFeed
{
    /// <summary>Makes it out of a folder with all packages.</summary>
    /// <param name="packed">The folder of all packages.</param>
    /// <param name="version">Their version.</param>
    /// <param name="feed">The folder to make.</param>
    public static void Make(string packed, string version, string feed)
    {
        Directory.CreateDirectory(feed);
        foreach (var name in new[] { "choo", "choo.any", "Choo.Build.Tasks" }.Select(package => $"{package}.{version}.nupkg"))
        {
            File.Copy(Path.Combine(packed, name), Path.Combine(feed, name));
        }

        using (var pointer = Open(feed, $"choo.{version}.nupkg"))
        {
            Rewrite(pointer.Entries.Single(entry => entry.Name == "DotnetToolSettings.xml"), text =>
                Regex.Replace(text, "\\s*<RuntimeIdentifierPackage RuntimeIdentifier=\"(?!any\")[^>]*/>", ""));
        }

        using var tasks = Open(feed, $"Choo.Build.Tasks.{version}.nupkg");
        var compiled = tasks.Entries.Where(entry => entry.FullName.StartsWith("tools/engine/", StringComparison.Ordinal)
            && !entry.FullName.StartsWith("tools/engine/any/", StringComparison.Ordinal)).ToList();
        compiled.ForEach(entry => entry.Delete());
    }

    private static ZipArchive Open(string feed, string name) => ZipFile.Open(Path.Combine(feed, name), ZipArchiveMode.Update);

    private static void Rewrite(ZipArchiveEntry entry, Func<string, string> change)
    {
        using var stream = entry.Open();
        using var reader = new StreamReader(stream, leaveOpen: true);
        var text = change(reader.ReadToEnd());
        stream.SetLength(0);
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    }
}
