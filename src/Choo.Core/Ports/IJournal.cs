using Choo.Core.Events;

namespace Choo.Core.Ports;

/// <summary>The append-only list of a run's events; the one truth about it.</summary>
public interface IJournal
{
    /// <summary>Appends events in order. With <paramref name="durable"/> they are on the disk when it returns, else with the operating system.</summary>
    void Append(IReadOnlyList<RunEvent> events, bool durable);
}
