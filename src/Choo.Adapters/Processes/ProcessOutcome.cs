using Choo.Core.Text;

namespace Choo.Adapters.Processes;

/// <summary>Why a run ended.</summary>
public enum ProcessEnd
{
    /// <summary>By itself, or by a signal that choo did not send.</summary>
    Exited,

    /// <summary>The process could not be started.</summary>
    NotStarted,

    /// <summary>choo ended it: its time was up.</summary>
    TimedOut,

    /// <summary>choo ended it: it printed nothing for too long.</summary>
    Silent,

    /// <summary>choo ended it: the caller cancelled.</summary>
    Cancelled,

    /// <summary>choo ended it: it had said its final word but did not exit.</summary>
    AfterFinal,

    /// <summary>choo ended it: it printed more than the caller takes.</summary>
    TooMuchOutput,
}

/// <summary>What is known of a process after its end. A failure is a value here, never an exception.</summary>
public sealed record ProcessOutcome
{
    /// <summary>Why it ended.</summary>
    public required ProcessEnd End { get; init; }

    /// <summary>Its exit code; 128 + signal when a signal ended it; -1 when it did not start.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Why it did not start, could not be ended, or its log could not be written; null when all went well.</summary>
    public string? Problem { get; init; }

    /// <summary>Wall time by the spec's clock.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Beginning and end of standard output.</summary>
    public OutputEnds Stdout { get; init; } = OutputEnds.None;

    /// <summary>Beginning and end of standard error.</summary>
    public OutputEnds Stderr { get; init; } = OutputEnds.None;

    /// <summary>SHA-256 of the whole output in the order it came, lower-case hex; empty for a capture.</summary>
    public string Digest { get; init; } = "";

    /// <summary>Processes it left behind, which choo ended.</summary>
    public int Leftovers { get; init; }

    /// <summary>Whether the process ended by itself with exit code 0.</summary>
    public bool Succeeded => End == ProcessEnd.Exited && ExitCode == 0;

    public bool NotStarted => End == ProcessEnd.NotStarted;

    public bool TimedOut => End == ProcessEnd.TimedOut;

    public bool Silent => End == ProcessEnd.Silent;

    public bool Cancelled => End == ProcessEnd.Cancelled;
}

/// <summary>A short command's outcome with the whole of its standard output.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Stdout">All of standard output.</param>
/// <param name="Stderr">Standard error's text, cut in the middle when it is long.</param>
public sealed record Capture(ProcessOutcome Outcome, ReadOnlyMemory<byte> Stdout, string Stderr)
{
    public int ExitCode => Outcome.ExitCode;

    public bool Succeeded => Outcome.Succeeded;

    /// <summary>Standard output as text, as it is; bytes that are no UTF-8 as <see cref="PathText"/> keeps them.</summary>
    public string Text => PathText.Decode(Stdout.Span);
}
