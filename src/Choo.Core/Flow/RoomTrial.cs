using System.Collections.Immutable;
using Choo.Core.Gates;

namespace Choo.Core.Flow;

/// <summary>Some gates to be run on a commit that is not to land.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Gates">The gates, up to the first that ends badly and says nothing of tests.</param>
/// <param name="Log">What their logs are called.</param>
internal sealed record RoomTrial(string Commit, ImmutableArray<Gate> Gates, string Log)
{
    /// <summary>Ends it when nobody waits for it any more.</summary>
    public CancellationToken Cancelled { get; init; }
}
