using Choo.Core.Events;

namespace Choo.Core.Flow;

/// <summary>What came of an attempt to run a turn. A closed set.</summary>
internal abstract record TurnResult
{
    private TurnResult()
    {
    }

    /// <summary>The agent ran, and what it left is to be judged.</summary>
    /// <param name="Turn">How it ended, as far as the agent goes.</param>
    public sealed record Ended(AgentDone Turn) : TurnResult;

    /// <summary>No turn can succeed until a person has acted.</summary>
    /// <param name="Result">How the unit ends.</param>
    public sealed record Refused(StageResult Result) : TurnResult;
}
