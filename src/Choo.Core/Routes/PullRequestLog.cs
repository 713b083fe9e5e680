using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Ports;
using Choo.Core.State;

namespace Choo.Core.Routes;

/// <summary>A unit's pull request as a flow sees it: what the journal knew when the flow began, and what the flow has recorded since.</summary>
internal sealed class PullRequestLog(UnitAssignment unit, IEvents events, PullRequestStack stack, TimeProvider clock)
{
    /// <summary>The unit.</summary>
    public UnitAssignment Unit => unit;

    /// <summary>What is known now.</summary>
    public PullRequestProgress Known { get; private set; } = unit.PullRequest ?? throw new InvalidOperationException("nothing was begun");

    /// <summary>Records what is on the disk when this returns.</summary>
    public async Task PostAsync(EventData data)
    {
        Known = PullRequestProgress.After(Known, data, clock.GetUtcNow())!;
        stack.Put(unit.Id, Known);
        await events.PostDurablyAsync(unit.Id, null, data).ConfigureAwait(false);
    }

    /// <summary>Records something.</summary>
    public void Post(EventData data) => events.Post(unit.Id, null, data);

    /// <summary>Tells the person of what went wrong and changes nothing for the unit.</summary>
    public void Note(Diagnostic diagnostic) => events.Post(unit.Id, null, new DiagnosticReported(diagnostic));

    /// <summary>The unit waits for a person.</summary>
    public void Wait(Diagnostic diagnostic)
    {
        stack.Stop(unit.Id, hasFailed: false);
        events.Post(unit.Id, null, new UnitWaiting(diagnostic));
    }
}
