using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <summary>Files of commits by git's objects.</summary>
public sealed class CommitTexts(Repository repository, GitObjects store) : ICommitTexts
{
    private const int Longest = 64 << 10;

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> NamesAsync(string commit, string folder, CancellationToken cancellationToken)
    {
        var prefix = folder.Length == 0 ? "" : $"{folder.TrimEnd('/')}/";
        string[] within = prefix.Length == 0 ? [] : ["--", prefix];
        var listed = await repository.Git.RunAsync(cancellationToken, ["ls-tree", "-z", "--full-tree", "--name-only", commit, .. within]).ConfigureAwait(false);
        return [.. listed.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(path => path[prefix.Length..]).Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<string?> ReadAsync(string commit, string path, CancellationToken cancellationToken) =>
        await store.ReadAsync(commit, path).ConfigureAwait(false) is { Length: <= Longest } bytes && Utf8.IsValid(bytes) && !bytes.Contains((byte)0)
            ? Encoding.UTF8.GetString(bytes)
            : null;
}
