using Choo.Adapters.Files;

namespace Choo.Adapters.Git;

/// <summary>
/// Files in a folder of worktrees that end the search of MSBuild, the SDK and editors for their like in the folders above. NuGet.config has no
/// such file: NuGet reads every one up to the root. https://learn.microsoft.com/visualstudio/msbuild/customize-by-directory
/// </summary>
internal static class Ceiling
{
    private const string NoProject = "<Project />\n";

    // Last written and first to be looked at: a folder without it is a person's.
    private const string Mark = ".choo";

    private static readonly (string Name, string Text)[] Files =
    [
        ("Directory.Build.props", NoProject),
        ("Directory.Build.targets", NoProject),
        ("Directory.Packages.props", NoProject),
        ("Directory.Solution.props", NoProject),
        ("Directory.Solution.targets", NoProject),
        ("Directory.Build.rsp", "# Nothing above holds for the worktrees.\n"),
        (".editorconfig", "root = true\n"),
        ("global.json", "{}\n"),
        (".config/dotnet-tools.json", """{ "version": 1, "isRoot": true, "tools": {} }""" + "\n"),
        (Mark, "choo makes its worktrees here, and removes the folder when it is empty.\n"),
    ];

    /// <summary>Writes those that are not there.</summary>
    public static void Write(string folder)
    {
        foreach (var (name, text) in Files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            OwnFile.WriteMissing(path, text);
        }
    }

    /// <summary>Removes a folder in which nothing else is; one that choo did not mark only when it is empty.</summary>
    public static void RemoveWithout(string folder)
    {
        var own = Files.Select(file => file.Name.Split('/')[0]).ToHashSet(StringComparer.Ordinal);
        var isChoos = FileStatus.Of(Path.Combine(folder, Mark)).Kind == FileKind.Plain
            && Directory.EnumerateFileSystemEntries(folder).All(entry => own.Contains(Path.GetFileName(entry)));
        foreach (var (name, text) in isChoos ? Files : [])
        {
            var path = Path.Combine(folder, name);
            if (PlainFile.Text(path) == text || OwnFile.IsBegun(path, text))
            {
                File.Delete(path);
            }

            if (Path.GetDirectoryName(path) is { } parent && parent != folder && Directory.Exists(parent))
            {
                RemoveEmpty(parent);
            }
        }

        RemoveEmpty(folder);
    }

    /// <summary>Removes a folder that is there when nothing is in it.</summary>
    public static void RemoveEmpty(string folder)
    {
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }
}
