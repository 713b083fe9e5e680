using System.Collections.Immutable;
using Choo.Core.Ports;

namespace Choo.Core.Tests.Flow.Memory;

/// <summary>Files of commits in memory.</summary>
internal sealed class MemoryTexts(MemoryGit git) : ICommitTexts
{
    public Task<ImmutableArray<string>> NamesAsync(string commit, string folder, CancellationToken cancellationToken)
    {
        var prefix = folder.Length == 0 ? "" : $"{folder}/";
        return Task.FromResult(git.FilesOf(commit).Keys.Where(path => path.StartsWith(prefix, StringComparison.Ordinal))
            .Select(path => path[prefix.Length..].Split('/')[0]).Distinct().Order(StringComparer.Ordinal).ToImmutableArray());
    }

    public Task<string?> ReadAsync(string commit, string path, CancellationToken cancellationToken) => Task.FromResult(git.FilesOf(commit).GetValueOrDefault(path));
}
