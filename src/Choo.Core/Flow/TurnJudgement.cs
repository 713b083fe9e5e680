using System.Collections.Immutable;

namespace Choo.Core.Flow;

/// <summary>What choo says of a turn's work. A closed set.</summary>
internal abstract record TurnJudgement
{
    private TurnJudgement()
    {
    }

    /// <summary>It is good, and committed where there was something to commit.</summary>
    public sealed record Accepted : TurnJudgement;

    /// <summary>It is not good enough.</summary>
    /// <param name="Failure">Why.</param>
    /// <param name="Undone">Files whose edits were undone.</param>
    public sealed record Rejected(TurnFailure Failure, ImmutableArray<string> Undone) : TurnJudgement;
}
