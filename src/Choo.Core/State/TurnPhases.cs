using Choo.Core.Events;

namespace Choo.Core.State;

/// <summary>Which phase a unit is in by the purpose of its agent's turn.</summary>
internal static class TurnPhases
{
    /// <summary>The phase while a turn goes on.</summary>
    public static UnitPhase During(AgentInvoked turn) => turn.Purpose.Known switch
    {
        TurnPurpose.Baseline => UnitPhase.FixTurn,
        TurnPurpose.Conflict => UnitPhase.ConflictTurn,
        TurnPurpose.Feedback => UnitPhase.FeedbackTurn,
        TurnPurpose.Review => UnitPhase.Review,
        TurnPurpose.ReviewFix => UnitPhase.ReviewFixTurn,
        _ => UnitPhase.Agent,
    };

    /// <summary>The phase once it is over.</summary>
    public static UnitPhase After(AgentDone turn) => turn.Purpose.Known switch
    {
        TurnPurpose.Task => UnitPhase.Judge,
        TurnPurpose.Review or TurnPurpose.ReviewFix => UnitPhase.Review,
        _ => UnitPhase.Baseline,
    };
}
