using System.Collections.Immutable;

namespace Choo.Core.Ports;

/// <summary>Solutions and projects of trees.</summary>
public interface IProjectPaths
{
    /// <summary>Those of a tree, relative with forward slashes. Throws <see cref="PortException"/> when git refuses.</summary>
    Task<ImmutableArray<string>> InAsync(string tree, CancellationToken cancellationToken);
}
