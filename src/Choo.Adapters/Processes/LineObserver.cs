namespace Choo.Adapters.Processes;

/// <summary>What an observer makes of a line.</summary>
public enum LineMeaning
{
    /// <summary>More is to come.</summary>
    More,

    /// <summary>The program has said its last word: it now has <see cref="ProcessSpec.FinalGrace"/> to exit, unless it says <see cref="More"/> after all.</summary>
    Final,
}

/// <summary>
/// Is given each line of standard output (without its end) as it comes, one at a time, on the thread that reads all processes:
/// it must be quick, must not block, and must not keep the memory.
/// </summary>
public delegate LineMeaning LineObserver(ReadOnlyMemory<byte> line);
