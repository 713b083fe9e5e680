namespace Choo.Adapters.Files;

/// <summary>
/// Which folder it is, and when its entries last changed. The time of change, unlike that of modification, cannot be set by a program
/// (https://man7.org/linux/man-pages/man7/inode.7.html), so a folder with the same stamp has the same entries.
/// </summary>
/// <param name="Device">The file system's number.</param>
/// <param name="Number">The folder's number on it.</param>
/// <param name="Seconds">The time of change since 1970.</param>
/// <param name="Nanoseconds">The rest of it.</param>
internal readonly record struct FolderStamp(long Device, ulong Number, long Seconds, uint Nanoseconds)
{
    /// <summary>
    /// Whether a change from now on will be seen in the stamp: file systems count in steps of up to two seconds, and one that follows within the
    /// same step leaves the time as it is.
    /// </summary>
    public bool IsSettled(DateTimeOffset now) => now.ToUnixTimeSeconds() - Seconds > 3;
}
