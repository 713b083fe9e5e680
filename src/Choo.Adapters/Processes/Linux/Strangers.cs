using System.Collections.Frozen;

namespace Choo.Adapters.Processes.Linux;

/// <summary>
/// Processes that choo, the subreaper, adopted and that nothing marks: a daemon with a session of its own and a cleared environment, as sudo or
/// a double fork make them. Each descends from one of choo's children; of which one is known when that one is alone, or by the files it uses.
/// </summary>
internal static class Strangers
{
    private static FrozenSet<(int Pid, long Start)> inherited = [];

    /// <summary>To be called before choo becomes the subreaper: a shell that replaced itself by choo may have left children of its own.</summary>
    public static void NoteInherited() => inherited = [.. LinuxTree.Adopted().Select(ProcStat.Read).OfType<ProcStat>().Select(stat => (stat.Pid, stat.StartTicks))];

    /// <summary>Whether an adopted process is none of any child that marks it, and is this child's.</summary>
    public static bool IsOf(LinuxChild child, ProcStat stat) => IsOne(stat) && ((AreAllOfChildren && ChildLoop.IsAlone(child)) || Uses(stat.Pid, child.Folder));

    /// <summary>As the first process of a container choo adopts what others leave too, and what it inherited may leave something as well.</summary>
    private static bool AreAllOfChildren => Environment.ProcessId != 1 && inherited.Count == 0;

    private static bool IsOne(ProcStat stat) => !stat.IsGone && !inherited.Contains((stat.Pid, stat.StartTicks))
        && stat.Session != LinuxTree.OwnSession && !IsChilds(stat)
        && !LinuxTree.IsNamed(stat.Pid, ChildEnvironment.ProcessVariable) && !LinuxTree.IsNamed(stat.Pid, ChildEnvironment.GitVariable)
        && Native.Kill(stat.Pid, 0) == 0;

    // A child that is just being started is entered before the gate opens.
    private static bool IsChilds(ProcStat stat)
    {
        lock (LinuxSpawn.Gate)
        {
            return ChildLoop.Knows(stat.Pid) || ChildLoop.Knows(stat.Session);
        }
    }

    private static bool Uses(int pid, string folder) => LinuxTree.NamesFolder(pid, folder)
        || LinksInto(() => [$"/proc/{pid}/cwd"], [folder]) || LinksInto(() => Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd"), [folder]);

    /// <summary>Whether one of some links of <c>/proc</c> leads to or into a folder; those of a process that is gone or another user's lead nowhere.</summary>
    public static bool LinksInto(Func<IEnumerable<string>> links, IReadOnlyCollection<string> folders)
    {
        try
        {
            return links().Any(link => new FileInfo(link).LinkTarget is { } target
                && folders.Any(folder => target == folder || target.StartsWith(folder + "/", StringComparison.Ordinal)));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
