using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Engine;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>Keeps what an observer is told.</summary>
internal sealed class Recorder : IRunObserver
{
    private int inside;

    /// <summary>Journaled events, in order.</summary>
    public List<RunEvent> Events { get; } = [];

    public List<Diagnostic> Notes { get; } = [];

    /// <summary>Called after each journaled event was kept.</summary>
    public Action<RunEvent> After { get; set; } = _ => { };

    /// <summary>Whether a call came while another was under way.</summary>
    public bool Overlapped { get; private set; }

    public void OnDiagnostics(IReadOnlyList<Diagnostic> diagnostics) => Notes.AddRange(diagnostics);

    public void OnEvent(RunEvent e, RunState state)
    {
        Overlapped |= Interlocked.Exchange(ref inside, 1) == 1;
        if (e.Data is not AgentActivity)
        {
            Events.Add(e);
            After(e);
        }

        Volatile.Write(ref inside, 0);
    }

    public T[] Of<T>(string? unit = null)
        where T : EventData =>
        [.. Events.Where(e => unit is null || e.Unit == unit).Select(e => e.Data).OfType<T>()];
}
