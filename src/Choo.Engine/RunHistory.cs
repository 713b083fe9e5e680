using Choo.Adapters.Journal;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>The runs of a repository. Members throw <see cref="PortException"/> when <c>.choo</c> is not choo's to read.</summary>
public static class RunHistory
{
    /// <summary>The newest run of the repository that a folder is in; null when there is none (or no repository).</summary>
    public static RunRecord? Latest(string workingFolder) =>
        ChooFolder.Find(workingFolder) is { } root ? Open(root, folders => folders.All() is [var newest, ..] ? newest : null) : null;

    /// <summary>The run of that id; null when there is none.</summary>
    public static RunRecord? Find(string workingFolder, string runId) =>
        ChooFolder.Find(workingFolder) is { } root ? Open(root, _ => runId) : null;

    /// <summary>Ids of the runs of the repository that a folder is in, newest first.</summary>
    public static IReadOnlyList<string> Ids(string workingFolder) =>
        ChooFolder.Find(workingFolder) is { } root ? FoldersOf(root).All() : [];

    /// <summary>
    /// Everything in the folder of the runs, newest first and one at a time: a run with what its journal records, or why something there is
    /// none. A damaged run may be both.
    /// </summary>
    public static IEnumerable<(RunRecord? Run, Diagnostic? Problem)> All(string workingFolder)
    {
        if (ChooFolder.Find(workingFolder) is not { } root)
        {
            yield break;
        }

        var folders = FoldersOf(root);
        foreach (var id in folders.All())
        {
            var run = Open(root, _ => id);
            yield return (run, run is null ? NotARun(folders.Of(id), "its journal does not begin with orch.started") : run.Problem);
        }

        foreach (var name in folders.Others())
        {
            yield return (null, NotARun(folders.Of(name), RunFolders.IsId(name) ? "it has no journal" : "its name is not a run's id"));
        }
    }

    private static Diagnostic NotARun(string path, string why) =>
        DiagnosticCodes.JournalUnreadable.At(path, 0, 0, $"this is not a run: {why}") with { Severity = Severity.Warning };

    private static RunFolders FoldersOf(string root)
    {
        var folders = new RunFolders(Path.Combine(root, ".choo"));
        return folders.Problem() is { } problem ? throw new PortException(problem) : folders;
    }

    /// <summary>The lock is looked at before the journal: a run writes its end and then gives the lock back, so the other way round a run that is just ending looks dead.</summary>
    private static RunRecord? Open(string root, Func<RunFolders, string?> choose)
    {
        var folders = FoldersOf(root);
        var (read, held) = SteadyRead.Of(() => RunLock.IsHeld(folders.ChooDir), () => Read(folders, choose(folders)));
        return read is { Run: { } run, Journal: { State: { } state } journal }
            ? new RunRecord(run, folders.Of(run), state, held && read.Value.IsNewest, root) { Began = journal.Began ?? default, Worked = journal.Worked, Problem = journal.Problem }
            : null;
    }

    private static (string Run, JournalReader Journal, bool IsNewest)? Read(RunFolders folders, string? run)
    {
        if (run is null || !File.Exists(folders.Journal(run)))
        {
            return null;
        }

        return (run, new JournalReader(folders.Journal(run)).ToEnd(), folders.All() is [var newest, ..] && newest == run);
    }
}

/// <summary>Finds choo's folder without starting git.</summary>
public static class ChooFolder
{
    /// <summary>The nearest folder at or above one that has a <c>.choo</c> or is a working tree's top; null when there is none.</summary>
    public static string? Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var git = Path.Combine(at.FullName, ".git");
            if (Directory.Exists(Path.Combine(at.FullName, ".choo")) || File.Exists(git) || File.Exists(Path.Combine(git, "HEAD")))
            {
                return at.FullName;
            }
        }

        return null;
    }
}
