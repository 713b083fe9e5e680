using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;

namespace Choo.Adapters.Escalation;

/// <summary>The channels that a configuration asks for.</summary>
/// <param name="All">Those that can be used.</param>
/// <param name="Problems">Why others cannot: a warning each.</param>
public sealed record EscalationChannels(ImmutableArray<IEscalationChannel> All, ImmutableArray<Diagnostic> Problems) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var each in All.OfType<IDisposable>())
        {
            each.Dispose();
        }
    }
}
