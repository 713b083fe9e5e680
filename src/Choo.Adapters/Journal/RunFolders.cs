using System.Globalization;
using System.Security.Cryptography;

namespace Choo.Adapters.Journal;

/// <summary>Where runs are kept: <c>.choo/runs/&lt;run&gt;/</c> with <c>events.jsonl</c> and <c>logs/</c>.</summary>
/// <param name="ChooDir">Absolute path of <c>.choo</c>.</param>
public sealed record RunFolders(string ChooDir)
{
    /// <summary>The folder of all runs.</summary>
    public string Runs => Path.Combine(ChooDir, "runs");

    /// <summary>A run's folder.</summary>
    public string Of(string run) => Path.Combine(Runs, run);

    /// <summary>A run's journal.</summary>
    public string Journal(string run) => Path.Combine(Of(run), "events.jsonl");

    /// <summary>A run's logs.</summary>
    public string Logs(string run) => Path.Combine(Of(run), "logs");

    /// <summary>Ids of the runs that have a journal, newest first: an id begins with its time.</summary>
    public IReadOnlyList<string> All() => Directory.Exists(Runs)
        ? [.. Directory.EnumerateDirectories(Runs).Select(Path.GetFileName).OfType<string>()
            .Where(run => File.Exists(Journal(run))).OrderDescending(StringComparer.Ordinal)]
        : [];

    /// <summary>A new run's id: its time to the millisecond, so that ids sort by age, and two digits by chance.</summary>
    public static string NewId(TimeProvider clock) =>
        clock.GetUtcNow().ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture) + RandomNumberGenerator.GetHexString(2, lowercase: true);

    /// <summary>Makes <c>.choo</c>, which ignores itself.</summary>
    public void Create()
    {
        Directory.CreateDirectory(ChooDir);
        var ignore = Path.Combine(ChooDir, ".gitignore");
        if (!File.Exists(ignore))
        {
            File.WriteAllText(ignore, "# choo keeps its runs and worktrees here; none of it belongs into a commit.\n*\n");
        }
    }
}
