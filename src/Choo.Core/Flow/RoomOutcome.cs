using System.Collections.Immutable;
using Choo.Core.Gates;

namespace Choo.Core.Flow;

/// <summary>What came of running gates on a commit in a clean room.</summary>
internal abstract record RoomOutcome
{
    private RoomOutcome()
    {
    }

    /// <summary>One entry for each command that said something.</summary>
    public abstract ImmutableArray<Evidence> Evidence { get; }

    /// <summary>The gates said what there is to say of the commit.</summary>
    /// <param name="Gates">One entry a gate.</param>
    public sealed record Judged(ImmutableArray<Evidence> Gates) : RoomOutcome
    {
        public override ImmutableArray<Evidence> Evidence => Gates;
    }

    /// <summary>A setup command failed, so no gate ran: without its setup a gate would say nothing.</summary>
    /// <param name="Failed">The command.</param>
    public sealed record NotSetUp(Evidence Failed) : RoomOutcome
    {
        public override ImmutableArray<Evidence> Evidence => [Failed];
    }
}
