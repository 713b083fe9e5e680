using System.Globalization;
using System.Security.Cryptography;
using Choo.Adapters.Files;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;

namespace Choo.Adapters.Journal;

/// <summary>Where runs are kept: <c>.choo/runs/&lt;run&gt;/</c> with <c>events.jsonl</c> and <c>logs/</c>.</summary>
/// <param name="ChooDir">Absolute path of <c>.choo</c>.</param>
public sealed record RunFolders(string ChooDir)
{
    private const string TimeFormat = "yyyyMMdd-HHmmss-fff";

    /// <summary>The folder of all runs.</summary>
    public string Runs => Path.Combine(ChooDir, "runs");

    /// <summary>A run's folder.</summary>
    public string Of(string run) => Path.Combine(Runs, run);

    /// <summary>A run's journal.</summary>
    public string Journal(string run) => Path.Combine(Of(run), "events.jsonl");

    /// <summary>A run's logs.</summary>
    public string Logs(string run) => Path.Combine(Of(run), "logs");

    /// <summary>Ids of the runs that began, newest first: an id begins with its time. One that was killed before its first event did not.</summary>
    public IReadOnlyList<string> All() => Directory.Exists(Runs)
        ? [.. Directory.EnumerateDirectories(Runs).Select(Path.GetFileName).OfType<string>()
            .Where(HasBegun).OrderDescending(StringComparer.Ordinal)]
        : [];

    /// <summary>Names of everything else that is there: files, links, folders that are not named like a run or have no journal.</summary>
    public IReadOnlyList<string> Others() => Directory.Exists(Runs)
        ? [.. Directory.EnumerateFileSystemEntries(Runs).Select(Path.GetFileName).OfType<string>().Where(name => !HasBegun(name)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Whether a name begins as the id of a run does, with a date.</summary>
    internal static bool IsId(string name) => name.Length > 8 && name[..8].All(char.IsAsciiDigit) && name[8] == '-';

    private bool HasBegun(string run) => IsId(run) && FileStatus.Of(Journal(run)) is { Kind: FileKind.Plain, Length: > 0 } && FileStatus.Of(Of(run)).Kind == FileKind.Folder;

    /// <summary>
    /// A new run's id: its time to the millisecond, so that ids sort by age, and two digits by chance. After the newest run there is, also
    /// when the clock was set back.
    /// </summary>
    public string NextId(TimeProvider clock)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (All() is [{ Length: > 19 } newest, ..] && DateTime.TryParseExact(
            newest[..19], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var last)
            && last >= now.AddMilliseconds(-1))
        {
            now = last.AddMilliseconds(1);
        }

        return now.ToString(TimeFormat, CultureInfo.InvariantCulture) + RandomNumberGenerator.GetHexString(2, lowercase: true);
    }

    /// <summary>Makes <c>.choo</c>, which ignores itself. What older versions left open to other users is closed.</summary>
    public void Create()
    {
        if (Problem() is { } problem)
        {
            throw new PortException(problem);
        }

        OwnFolder.CloseAll(Runs);
        OwnFolder.Create(ChooDir);
        OwnFile.WriteMissing(Path.Combine(ChooDir, ".gitignore"), "# choo keeps its runs and worktrees here; do not commit them.\n*\n");
    }

    /// <summary>Why <c>.choo</c> must not be used: it, or something right inside it, is a link or another user's. Null when it may be.</summary>
    public Diagnostic? Problem()
    {
        if (FileStatus.Of(ChooDir).Kind == FileKind.Missing)
        {
            return null;
        }

        return OwnFolder.Problem(ChooDir) ?? Directory.EnumerateFileSystemEntries(ChooDir)
            .Select(entry => FileStatus.Of(entry).Kind == FileKind.Plain ? null : OwnFolder.Problem(entry)).FirstOrDefault(each => each is not null);
    }
}
