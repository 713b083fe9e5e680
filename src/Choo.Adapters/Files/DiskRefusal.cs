using Choo.Core.Diagnostics;

namespace Choo.Adapters.Files;

/// <summary>Recognizes the exceptions by which a file system refuses a write.</summary>
public static class DiskRefusal
{
    // strerror of ENOSPC and EDQUOT, as git (under LC_ALL=C) and the runtime print them.
    private static readonly string[] NoRoom = ["No space left on device", "Disk quota exceeded", "not enough space on the disk"];

    /// <summary>Whether it is one: no room, no right, or a file as large as it may be, which the runtime reports as an argument out of range.</summary>
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" };

    /// <summary>Whether a program's or the runtime's words say that there is no room: no bytes, no inodes, or no more of a quota.</summary>
    public static bool IsNoRoom(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Array.Exists(NoRoom, each => words.Contains(each, StringComparison.Ordinal));
    }

    /// <summary>What became of a write: the disk is full, which is no fault of the work, or the file cannot be written.</summary>
    public static DiagnosticCode Code(string words) => IsNoRoom(words) ? DiagnosticCodes.DiskFull : DiagnosticCodes.CannotWrite;
}
