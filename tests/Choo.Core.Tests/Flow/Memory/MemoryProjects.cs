using System.Collections.Immutable;
using Choo.Core.Gates;
using Choo.Core.Ports;

namespace Choo.Core.Tests.Flow.Memory;

/// <summary>Solutions and projects of trees in memory.</summary>
internal sealed class MemoryProjects(MemoryGit git) : IProjectPaths
{
    public Task<ImmutableArray<string>> InAsync(string tree, CancellationToken cancellationToken) => Task.FromResult(git.FilesOf(tree).Keys.Where(DefaultGates.IsRead).ToImmutableArray());
}
