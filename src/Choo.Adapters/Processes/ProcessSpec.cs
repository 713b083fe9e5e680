using System.Collections.Immutable;
using System.Text;
using Choo.Core.Secrets;

namespace Choo.Adapters.Processes;

/// <summary>How to ask a process tree to end before it is ended by force.</summary>
public enum TerminationSignal
{
    Terminate,
    Interrupt,
}

/// <summary>Everything about one start of a program; immutable, so it can be kept, compared and started again.</summary>
public sealed record ProcessSpec
{
    /// <summary>Absolute path of the program (see <see cref="Programs"/>).</summary>
    public required string Program { get; init; }

    /// <summary>Its arguments, each as it is to arrive.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Absolute path of the working folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The complete environment; nothing is inherited besides it.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Standard input: always given and then closed, so nothing waits for a person.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>The longest it may take; null means as long as it likes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The longest it may print nothing; null or zero means as long as it likes.</summary>
    public TimeSpan? SilenceTimeout { get; init; }

    /// <summary>A file that gets the whole output, both streams as they come; null for none.</summary>
    public string? LogFile { get; init; }

    /// <summary>Bytes after which the log file is cut, with a line that says so.</summary>
    public long LogLimit { get; init; } = 64L << 20;

    /// <summary>Takes secrets out of what is kept and logged; an observer is given the lines as they are. Null keeps everything.</summary>
    public Redactor? Redactor { get; init; }

    /// <summary>Bytes of each stream's beginning that are kept in memory.</summary>
    public int HeadBytes { get; init; } = 32 << 10;

    /// <summary>Bytes of each stream's end that are kept in memory.</summary>
    public int TailBytes { get; init; } = 64 << 10;

    /// <summary>The longest line an observer is given; the rest of a longer one is dropped.</summary>
    public int LineLimit { get; init; } = 1 << 20;

    /// <summary>Bytes of standard output that a capture takes before it ends the program.</summary>
    public int CaptureLimit { get; init; } = 512 << 20;

    /// <summary>Standard error goes where standard output goes, in the exact order of writing.</summary>
    public bool MergeStderr { get; init; }

    /// <summary>Windows only: the arguments are joined by blanks without quoting, as <c>cmd.exe /c</c> wants them.</summary>
    public bool Verbatim { get; init; }

    /// <summary>The first, polite signal.</summary>
    public TerminationSignal TerminationSignal { get; init; } = TerminationSignal.Terminate;

    /// <summary>How long after the polite signal the tree is killed.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a program may live after its observer saw its final line.</summary>
    public TimeSpan FinalGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock of all time-outs.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>This specification with a text, in UTF-8, as standard input.</summary>
    public ProcessSpec WithInput(string text) => this with { Input = Encoding.UTF8.GetBytes(text) };
}
