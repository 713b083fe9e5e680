namespace Choo.Core.Backlogs;

/// <summary>What a backlog says of a gap.</summary>
public enum GapStatus
{
    /// <summary>It says nothing, or a word that choo does not know.</summary>
    Unknown,

    /// <summary>Is to be done.</summary>
    Open,

    /// <summary>Somebody works on it.</summary>
    InProgress,

    /// <summary>Waits for something outside the backlog, or was put off.</summary>
    Held,

    /// <summary>Is done: what depends on it may start.</summary>
    Done,

    /// <summary>Will not be done.</summary>
    Dropped,

    /// <summary>Never ends: background work of the system.</summary>
    Perpetual,
}
