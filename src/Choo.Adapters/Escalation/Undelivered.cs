using Choo.Core.Diagnostics;
using Choo.Core.Escalation;

namespace Choo.Adapters.Escalation;

/// <summary>What is said of a message that did not arrive.</summary>
internal static class Undelivered
{
    public static Diagnostic Of(string channel, EscalationMessage message, string problem) =>
        DiagnosticCodes.EscalationNotDelivered.Because($"{channel} did not get \"{message.Title}\": {problem}");
}
