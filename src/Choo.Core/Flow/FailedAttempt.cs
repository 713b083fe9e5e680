using Choo.Core.Agents;

namespace Choo.Core.Flow;

/// <summary>The last attempt of a loop, which was not accepted.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Failure">Why it was not accepted.</param>
/// <param name="Outcome">How the agent ended.</param>
internal sealed record FailedAttempt(int Number, TurnFailure Failure, AgentOutcome Outcome)
{
    /// <summary>The attempts so far, in words.</summary>
    public string Times => Number == 1 ? "1 attempt" : $"{Number} attempts";
}
