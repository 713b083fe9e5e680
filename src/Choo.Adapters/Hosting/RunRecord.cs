using Choo.Adapters.Journal;
using Choo.Core.Ports;
using Choo.Core.Running;

namespace Choo.Adapters.Hosting;

/// <summary>A run as its journal tells it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="State">What its events come to.</param>
/// <param name="Events">They.</param>
/// <param name="Alive">Whether a live process holds the repository's run lock.</param>
/// <param name="Root">The repository's root.</param>
public sealed record RunRecord(string Id, string Folder, RunState State, IReadOnlyList<RunEvent> Events, bool Alive, string Root)
{
    /// <summary>running, complete, failed or interrupted.</summary>
    public string StateName => State.End switch
    {
        RunCompleted => "complete",
        RunFailed => "failed",
        RunInterrupted => "interrupted",
        _ => Alive ? "running" : "interrupted",
    };
}

/// <summary>The runs of a repository. Members throw <see cref="PortException"/> when <c>.choo</c> is not choo's to read.</summary>
public static class RunHistory
{
    /// <summary>The newest run of the repository that a folder is in; null when there is none (or no repository).</summary>
    public static RunRecord? Latest(string workingFolder) =>
        ChooFolder.Find(workingFolder) is { } root ? Open(root, folders => folders.All() is [var newest, ..] ? newest : null) : null;

    /// <summary>The run of that id; null when there is none.</summary>
    public static RunRecord? Find(string workingFolder, string runId) =>
        ChooFolder.Find(workingFolder) is { } root ? Open(root, _ => runId) : null;

    /// <summary>The lock is looked at before the journal: a run writes its end and then gives the lock back, so the other way round a run that is just ending looks dead.</summary>
    private static RunRecord? Open(string root, Func<RunFolders, string?> choose)
    {
        var folders = new RunFolders(Path.Combine(root, ".choo"));
        if (folders.Problem() is { } problem)
        {
            throw new PortException(problem);
        }

        var (read, held) = SteadyRead.Of(() => RunLock.IsHeld(folders.ChooDir), () => Read(folders, choose(folders)));
        return read is { Run: { } run, State: { } state }
            ? new RunRecord(run, folders.Of(run), state, read.Value.Events, held && read.Value.IsNewest, root)
            : null;
    }

    private static (string Run, RunState? State, IReadOnlyList<RunEvent> Events, bool IsNewest)? Read(RunFolders folders, string? run)
    {
        if (run is null || !File.Exists(folders.Journal(run)))
        {
            return null;
        }

        var (events, _) = JournalReader.Read(folders.Journal(run));
        return (run, JournalReader.Fold(events), events, folders.All() is [var newest, ..] && newest == run);
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
