using System.Collections.Concurrent;
using System.Collections.Immutable;
using Choo.Core.Gates;
using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <summary>Lists trees, each once: the same one is judged several times.</summary>
internal sealed class ProjectPaths(Repository repository) : IProjectPaths
{
    private readonly ConcurrentDictionary<string, ImmutableArray<string>> known = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> InAsync(string tree, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(tree, out var before))
        {
            return before;
        }

        var listed = await repository.Git.RunAsync(cancellationToken, "ls-tree", "-r", "-z", "--full-tree", "--name-only", tree).ConfigureAwait(false);
        return known[tree] = [.. listed.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(DefaultGates.IsRead)];
    }
}
