using Choo.Core.Ports;

namespace Choo.Core.Flow;

/// <summary>What came of getting a unit its worktree. A closed set.</summary>
internal abstract record Preparation
{
    private Preparation()
    {
    }

    /// <summary>The worktree stands at the commit that the unit's next turn starts from.</summary>
    /// <param name="Worktree">The worktree.</param>
    public sealed record Ready(Worktree Worktree) : Preparation;

    /// <summary>The unit cannot start.</summary>
    /// <param name="Result">How it ends.</param>
    public sealed record Ended(StageResult Result) : Preparation;
}
