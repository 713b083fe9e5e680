using System.Diagnostics;
using System.Text;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>The processes of a run: those with CHOO_RUN in their environment.</summary>
internal static class Marked
{
    public static IReadOnlyList<string> Find(string run)
    {
        var mark = Encoding.UTF8.GetBytes($"CHOO_RUN={run}");
        return [.. Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]) && Holds(folder, mark)).Select(Describe)];
    }

    /// <summary>Waits until there is none, at most so long; then what is left.</summary>
    public static async Task<IReadOnlyList<string>> LeftAfterAsync(string run, TimeSpan longest, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var left = Find(run);
        while (left.Count > 0 && watch.Elapsed < longest)
        {
            await Task.Delay(20, cancellationToken);
            left = Find(run);
        }

        return left;
    }

    /// <summary>Whether a run's watchdog, which carries no mark, is still there.</summary>
    public static bool IsWatched(string run) => Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
        .Any(folder => Encoding.UTF8.GetString(Read(Path.Combine(folder, "cmdline"))).Contains($"choo-watchdog\0{run}\0", StringComparison.Ordinal));

    private static bool Holds(string folder, byte[] mark) => Read(Path.Combine(folder, "environ")).AsSpan().IndexOf(mark) >= 0;

    private static string Describe(string folder) =>
        $"{Path.GetFileName(folder)}: {Encoding.UTF8.GetString(Read(Path.Combine(folder, "cmdline"))).Replace('\0', ' ')}";

    // It may end, or belong to somebody else.
    private static byte[] Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
