using System.Globalization;
using Choo.Core.Diagnostics;

namespace Choo.Engine;

/// <summary>Room on the disk that a repository lies on.</summary>
internal static class FreeDisk
{
    private const long Little = 1L << 30;

    /// <summary>The free space in bytes.</summary>
    public static long Bytes(string root) => new DriveInfo(root).AvailableFreeSpace;

    /// <summary>The free space of the fullest of the disks that some folders lie on, or will lie on.</summary>
    public static long Least(IEnumerable<string> folders, Func<string, long> bytes) => folders.Min(folder => bytes(Existing(folder)));

    private static string Existing(string folder) =>
        Directory.Exists(folder) || Path.GetDirectoryName(folder) is not { } parent ? folder : Existing(parent);

    /// <summary>The free space, for a person.</summary>
    public static string Text(string root) =>
        (Bytes(root) / (double)(1L << 30)).ToString("0.0", CultureInfo.InvariantCulture) + " GiB free";

    /// <summary>A warning when it is little; a full disk ends agents and builds in the middle.</summary>
    public static Diagnostic? Problem(string root) =>
        Bytes(root) < Little ? DiagnosticCodes.LowDisk.Because(Text(root)) : null;
}
