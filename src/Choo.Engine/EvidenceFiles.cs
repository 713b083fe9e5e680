using System.Security.Cryptography;
using Choo.Adapters.Files;
using Choo.Adapters.Journal;

namespace Choo.Engine;

/// <summary>Where bundles lie, and digests of the logs beside them.</summary>
internal sealed record EvidenceFiles(RunFolders Folders, string Run)
{
    public string Folder => Path.Combine(Folders.Of(Run), "evidence");

    public string Json(string unit) => Path.Combine(Folder, $"{unit}.json");

    public string Markdown(string unit) => Path.Combine(Folder, $"{unit}.md");

    /// <summary>The absolute path of a log of the run; null when it would not lie in the run's folder.</summary>
    public string? LogFile(string log)
    {
        var root = Folders.Of(Run) + Path.DirectorySeparatorChar;
        var file = Path.GetFullPath(log, root);
        return file.StartsWith(root, StringComparison.Ordinal) ? file : null;
    }

    /// <summary>SHA-256 of a log, hex; null when it cannot be read.</summary>
    public string? DigestOf(string log)
    {
        try
        {
            if (LogFile(log) is not { } file || PlainFile.OpenStream(file).Stream is not { } opened)
            {
                return null;
            }

            using var stream = opened;
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
