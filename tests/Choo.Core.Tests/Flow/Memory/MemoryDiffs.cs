using System.Collections.Immutable;
using Choo.Core.CodeReview;
using Choo.Core.Ports;

namespace Choo.Core.Tests.Flow.Memory;

/// <summary>What changed between commits in memory: each file that differs is one line that went and one that came.</summary>
internal sealed class MemoryDiffs(MemoryGit git) : IDiffs
{
    public Task<ImmutableArray<ChangedLines>> LinesAsync(string since, string until, CancellationToken cancellationToken) =>
        Task.FromResult(git.Differences(since, until).Select(path => new ChangedLines(path, 1, 1)).ToImmutableArray());

    public Task<string> PatchAsync(string since, string until, ImmutableArray<string> paths, CancellationToken cancellationToken)
    {
        var (before, now) = (git.FilesOf(since), git.FilesOf(until));
        return Task.FromResult(string.Concat(paths.Select(path => $"diff --git a/{path} b/{path}\n-{before.GetValueOrDefault(path)}\n+{now.GetValueOrDefault(path)}\n")));
    }
}
