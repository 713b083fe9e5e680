using System.Collections.Immutable;
using Choo.Adapters.Processes;

namespace Choo.Adapters.Gates;

/// <summary>What is installed beside the dotnet that gates start.</summary>
internal static class InstalledSdks
{
    /// <summary>
    /// The program's real path, and the folders of its SDKs and runtimes; none where there is no dotnet. A tree's global.json chooses among
    /// them, so the same names and the same tree mean the same SDK: https://learn.microsoft.com/dotnet/core/versions/selection
    /// </summary>
    /// <param name="path">The gates' PATH.</param>
    public static ImmutableArray<string> Of(string? path)
    {
        if (Programs.Find("dotnet", path) is not { } found)
        {
            return [];
        }

        try
        {
            var program = File.ResolveLinkTarget(found, returnFinalTarget: true)?.FullName ?? found;
            var root = Path.GetDirectoryName(program)!;
            return [program, .. Folders(Path.Combine(root, "sdk")), .. Folders(Path.Combine(root, "shared")).SelectMany(Folders)];
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return [found];
        }
    }

    private static string[] Folders(string folder) => Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
}
