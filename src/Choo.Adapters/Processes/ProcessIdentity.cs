namespace Choo.Adapters.Processes;

/// <summary>A process that can be distinguished from a later one with the same pid.</summary>
/// <param name="Pid">The process id.</param>
/// <param name="StartTime">When it started, as an opaque text that is only ever compared.</param>
public sealed record ProcessIdentity(int Pid, string StartTime)
{
    /// <summary>choo itself.</summary>
    public static ProcessIdentity Current { get; } = Of(Environment.ProcessId) ?? new(Environment.ProcessId, "");

    /// <summary>The process that has this pid now; null when there is none that can be looked at.</summary>
    public static ProcessIdentity? Of(int pid) => ProcessProbe.StartTime(pid) is { } start ? new(pid, start) : null;

    /// <summary>Whether it still runs. Unknown is an answer of its own: it never justifies taking over a lock or killing.</summary>
    public Liveness Probe() => ProcessProbe.Probe(this);
}

/// <summary>What a probe found.</summary>
public enum Liveness
{
    Alive,
    Dead,
    Unknown,
}
