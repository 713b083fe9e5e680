using System.Collections.Immutable;
using Choo.Core.CodeReview;

namespace Choo.Core.Ports;

/// <summary>What changed between two commits, as people read it. Members throw <see cref="PortException"/> when git refuses.</summary>
public interface IDiffs
{
    /// <summary>How much each file changed, in the order of the paths; a renamed file is one that went and one that came.</summary>
    Task<ImmutableArray<ChangedLines>> LinesAsync(string since, string until, CancellationToken cancellationToken);

    /// <summary>The patch of some files, in git's form. Bytes that are no text are replaced.</summary>
    Task<string> PatchAsync(string since, string until, ImmutableArray<string> paths, CancellationToken cancellationToken);
}
