using Choo.Core.Diagnostics;
using Choo.Core.Escalation;

namespace Choo.Core.Ports;

/// <summary>A way by which a person is told, besides the terminal.</summary>
public interface IEscalationChannel
{
    /// <summary>Its name in events and messages: slack, webhook or command.</summary>
    string Name { get; }

    /// <summary>Delivers a message, and tries again where that does no harm; null when it arrived, else why it did not. Throws nothing but what cancelling throws.</summary>
    Task<Diagnostic?> SendAsync(EscalationMessage message, CancellationToken cancellationToken);
}
