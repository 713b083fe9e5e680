using System.Runtime.InteropServices;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>A program and all that descends from it end at one moment, as by a power cut, a container that is stopped, or the memory killer.</summary>
internal static partial class PowerCut
{
    private const int Kill = 9;
    private const int Stop = 19;

    /// <summary>First nothing goes on, then nothing is there.</summary>
    public static void Of(int pid)
    {
        var stopped = new HashSet<int>();
        for (var found = Tree(pid); found.Any(stopped.Add); found = Tree(pid))
        {
            foreach (var one in found)
            {
                _ = Signal(one, Stop);
            }
        }

        foreach (var one in stopped)
        {
            _ = Signal(one, Kill);
        }
    }

    /// <summary>A program alone is killed: what it started goes on.</summary>
    public static void OfAlone(int pid) => _ = Signal(pid, Kill);

    private static List<int> Tree(int root)
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var pid) && ParentOf(folder) is { } parent)
            {
                parents[pid] = parent;
            }
        }

        var tree = new List<int> { root };
        for (var i = 0; i < tree.Count; i++)
        {
            tree.AddRange(parents.Where(each => each.Value == tree[i]).Select(each => each.Key));
        }

        return tree;
    }

    // 17 (a name) S 1 ...: the name may have brackets and blanks of its own.
    private static int? ParentOf(string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int pid, int signal);
}
