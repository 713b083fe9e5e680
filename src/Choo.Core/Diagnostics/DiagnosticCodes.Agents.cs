namespace Choo.Core.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>An agent's program is nowhere.</summary>
    public static readonly DiagnosticCode AgentNotFound = new("CHOO3001", Severity.Error, "Agent not found");

    /// <summary>An agent's program is there but cannot be started.</summary>
    public static readonly DiagnosticCode AgentNotExecutable = new("CHOO3002", Severity.Error, "Agent is not executable");

    /// <summary>A provider other than claude and codex has no command.</summary>
    public static readonly DiagnosticCode AgentHasNoCommand = new("CHOO3003", Severity.Error, "Agent has no command");

    /// <summary>A turn ended with an error of the agent's own.</summary>
    public static readonly DiagnosticCode AgentEndedInError = new("CHOO3010", Severity.Error, "Agent ended with an error");

    /// <summary>The provider's usage limit was reached.</summary>
    public static readonly DiagnosticCode AgentLimitReached = new("CHOO3011", Severity.Error, "Usage limit reached");

    /// <summary>The provider was overloaded.</summary>
    public static readonly DiagnosticCode AgentOverloaded = new("CHOO3012", Severity.Error, "Provider overloaded");

    /// <summary>The provider refused the credentials.</summary>
    public static readonly DiagnosticCode AgentUnauthorized = new("CHOO3013", Severity.Error, "Credentials rejected");

    /// <summary>The agent reached its own limit of turns.</summary>
    public static readonly DiagnosticCode AgentOutOfTurns = new("CHOO3014", Severity.Error, "Agent out of turns");

    /// <summary>The turn timed out.</summary>
    public static readonly DiagnosticCode AgentTimedOut = new("CHOO3015", Severity.Error, "Turn timed out");

    /// <summary>The agent printed nothing for too long.</summary>
    public static readonly DiagnosticCode AgentSilent = new("CHOO3016", Severity.Error, "Agent fell silent");

    /// <summary>The agent's program was found but did not start.</summary>
    public static readonly DiagnosticCode AgentNotStarted = new("CHOO3017", Severity.Error, "Agent did not start");

    /// <summary>The agent was refused tools by its own permission settings.</summary>
    public static readonly DiagnosticCode AgentDenied = new("CHOO3018", Severity.Warning, "Agent was denied tools");

    /// <summary>A provider refused the credentials in another turn, so none was started.</summary>
    public static readonly DiagnosticCode ProviderClosed = new("CHOO3019", Severity.Error, "No turn was started");

    /// <summary>A budget of the run or of a unit is used up.</summary>
    public static readonly DiagnosticCode BudgetReached = new("CHOO3020", Severity.Error, "A budget is used up");
}
