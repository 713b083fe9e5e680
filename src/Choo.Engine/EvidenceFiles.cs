using System.Security.Cryptography;
using Choo.Adapters.Files;
using Choo.Adapters.Journal;
using Choo.Core.Gates;

namespace Choo.Engine;

/// <summary>Where bundles lie, and digests of the logs beside them.</summary>
internal sealed record EvidenceFiles(RunFolders Folders, string Run)
{
    public string Folder => Path.Combine(Folders.Of(Run), "evidence");

    public string Json(string unit) => Path.Combine(Folder, $"{unit}.json");

    public string Markdown(string unit) => Path.Combine(Folder, $"{unit}.md");

    /// <summary>The absolute path of a log; null when it would not lie in the folder of the run that wrote it.</summary>
    /// <param name="log">Its path, relative to this run's folder.</param>
    /// <param name="source">Where evidence that was used again is from; null for what ran in this run.</param>
    public string? LogFile(string log, EvidenceSource? source = null)
    {
        if (source is not null && JournalOf(source) is null)
        {
            return null;
        }

        var root = Folders.Of(source?.Run ?? Run) + Path.DirectorySeparatorChar;
        var file = Path.GetFullPath(log, Folders.Of(Run));
        return file.StartsWith(root, StringComparison.Ordinal) ? file : null;
    }

    /// <summary>The journal that evidence is from; null when that names no run.</summary>
    public string? JournalOf(EvidenceSource source) => RunFolders.IsId(source.Run) && source.Run.IndexOfAny(['/', '\\']) < 0 ? Folders.Journal(source.Run) : null;

    /// <summary>SHA-256 of a log, hex; null when it cannot be read.</summary>
    public string? DigestOf(string log, EvidenceSource? source = null)
    {
        try
        {
            if (LogFile(log, source) is not { } file || PlainFile.OpenStream(file).Stream is not { } opened)
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
