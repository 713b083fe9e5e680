using System.Collections.Immutable;
using Choo.Core.Forge;

namespace Choo.Core.Ports;

/// <summary>Checks of commits.</summary>
public interface IChecks
{
    /// <summary>All checks and statuses of a commit.</summary>
    Task<ForgeAnswer<CommitChecks>> OfAsync(string commit, CancellationToken cancellationToken);

    /// <summary>What a check says of lines, the first 500 of it.</summary>
    Task<ForgeAnswer<ImmutableArray<CheckAnnotation>>> AnnotationsAsync(long check, CancellationToken cancellationToken);

    /// <summary>The end of a job's log: whole lines, at most 64 KiB.</summary>
    Task<ForgeAnswer<string>> LogTailAsync(long job, CancellationToken cancellationToken);
}
