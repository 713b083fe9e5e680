using System.Collections.Immutable;

namespace Choo.Core.Ports;

/// <summary>Files of commits, as text. Members throw <see cref="PortException"/> when git refuses.</summary>
public interface ICommitTexts
{
    /// <summary>The names directly in a folder of a commit, ordinal; the empty folder is the root. None where there is no such folder.</summary>
    Task<ImmutableArray<string>> NamesAsync(string commit, string folder, CancellationToken cancellationToken);

    /// <summary>A file of at most 64 KiB of UTF-8; null where the commit has none there, a longer one, or one that is no text.</summary>
    Task<string?> ReadAsync(string commit, string path, CancellationToken cancellationToken);
}
