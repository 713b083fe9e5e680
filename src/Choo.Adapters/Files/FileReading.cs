namespace Choo.Adapters.Files;

/// <summary>Why a file was not read.</summary>
internal enum FileRefusal
{
    /// <summary>The file was read.</summary>
    None,

    /// <summary>There is none.</summary>
    Missing,

    /// <summary>The path is not a plain file: a link, a pipe, a device, a folder.</summary>
    NoPlainFile,

    /// <summary>The file is larger than allowed.</summary>
    TooLarge,

    /// <summary>The system refused.</summary>
    Unreadable,
}

/// <summary>What came of reading a file.</summary>
/// <param name="Content">Its bytes; empty when it was not read.</param>
/// <param name="Refusal">Why it was not.</param>
/// <param name="Why">The same for people, as the end of a sentence: "it is a named pipe, not a plain file".</param>
internal readonly record struct FileReading(ReadOnlyMemory<byte> Content, FileRefusal Refusal, string Why)
{
    /// <summary>Whether it was read to its end.</summary>
    public bool IsRead => Refusal == FileRefusal.None;

    /// <summary>A file that was not read.</summary>
    public static FileReading Refused(FileRefusal refusal, string why) => new(default, refusal, why);
}
