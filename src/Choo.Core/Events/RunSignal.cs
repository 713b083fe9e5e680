namespace Choo.Core.Events;

/// <summary>A signal that stops a run. On the wire it has the name that POSIX gives it.</summary>
public enum RunSignal
{
    /// <summary>A person interrupts it.</summary>
    SIGINT,

    /// <summary>The system, or another program, ends it.</summary>
    SIGTERM,

    /// <summary>Its terminal is gone.</summary>
    SIGHUP,
}
