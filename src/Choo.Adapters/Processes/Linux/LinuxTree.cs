using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Choo.Adapters.Processes.Linux;

/// <summary>
/// Finds and ends what belongs to a child. A process belongs to it when it descends from it, sits in its session, or was orphaned
/// (and so re-parented to choo, the subreaper) and carries its marker; of those that escaped all three, <see cref="Strangers"/> tells.
/// </summary>
internal static class LinuxTree
{
    private const int PoliteMs = 250;
    private const int ForceMs = 3000;
    private static readonly int Self = Environment.ProcessId;
    internal static readonly int OwnSession = Native.SessionOf(0);
    private static readonly string AdoptedFile = $"/proc/self/task/{Self}/children";

    public static void Signal(LinuxChild root, string? marker, int signal)
    {
        // Descendants are found first: the root's end would scatter them.
        var members = Members(root, marker);
        root.Signal(signal);
        foreach (var member in members)
        {
            if (member.Pid != root.Pid)
            {
                _ = Native.Kill(member.Pid, signal);
            }
        }
    }

    public static async Task KillAsync(LinuxChild root, string? marker)
    {
        for (var until = Environment.TickCount64 + ForceMs; Environment.TickCount64 < until;)
        {
            var left = Members(root, marker);
            Signal(root, marker, Native.SigKill);
            ReapAdopted();
            if (left.Count == 0 && root.HasExited)
            {
                return;
            }

            await Task.Delay(2).ConfigureAwait(false);
        }
    }

    public static async ValueTask<int> EndLeftoversAsync(LinuxChild root, string? marker)
    {
        if (!HasLeftovers(root, marker))
        {
            return 0;
        }

        var found = Members(root, marker).Count;
        Signal(root, marker, Native.SigTerm);
        for (var until = Environment.TickCount64 + PoliteMs; Environment.TickCount64 < until;)
        {
            await Task.Delay(5).ConfigureAwait(false);
            ReapAdopted();
            if (Members(root, marker).Count == 0)
            {
                return found;
            }
        }

        await KillAsync(root, marker).ConfigureAwait(false);
        return found;
    }

    public static bool IsMarked(int pid, string variable, string value) => Has(pid, $"{variable}={value}", whole: true);

    /// <summary>Whether a process has a variable, whatever its value.</summary>
    public static bool IsNamed(int pid, string variable) => Has(pid, $"{variable}=", whole: false);

    public static List<int> Marked(string variable, string value)
    {
        var all = ProcStat.ReadAll();
        var spared = Ancestors(all);
        return [.. all.Where(p => !spared.Contains(p.Pid) && !p.IsGone && IsMarked(p.Pid, variable, value)).Select(p => p.Pid)];
    }

    /// <summary>
    /// Lets go of orphans that have ended. Only of those: a child that something else in this process started by the runtime's own
    /// means shares choo's session, and its exit code is awaited there.
    /// </summary>
    public static void ReapAdopted()
    {
        foreach (var pid in Adopted())
        {
            if (ProcStat.Read(pid) is { State: (byte)'Z' } stat && stat.Session != OwnSession)
            {
                Reap(pid);
            }
        }
    }

    /// <summary>Whether a process was started with a folder, or something in it, in its arguments.</summary>
    public static bool NamesFolder(int pid, string folder)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
        var length = ProcFile.Read($"/proc/{pid}/cmdline", buffer);
        var names = length > 0 && buffer.AsSpan(0, length).IndexOf(Encoding.UTF8.GetBytes(folder + "/")) >= 0;
        ArrayPool<byte>.Shared.Return(buffer);
        return names;
    }

    private static bool Has(int pid, string entry, bool whole)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(256 << 10);
        var length = ProcFile.Read($"/proc/{pid}/environ", buffer);
        var has = length > 0 && HasEntry(buffer.AsSpan(0, length), Encoding.UTF8.GetBytes(entry), whole);
        ArrayPool<byte>.Shared.Return(buffer);
        return has;
    }

    internal static bool HasEntry(ReadOnlySpan<byte> environment, ReadOnlySpan<byte> entry, bool whole = true)
    {
        while (!environment.IsEmpty)
        {
            var end = environment.IndexOf((byte)0);
            var one = end < 0 ? environment : environment[..end];
            if (whole ? one.SequenceEqual(entry) : one.StartsWith(entry))
            {
                return true;
            }

            environment = end < 0 ? default : environment[(end + 1)..];
        }

        return false;
    }

    // The look after every run: one small file when nothing is left.
    private static bool HasLeftovers(LinuxChild root, string? marker)
    {
        var any = false;
        foreach (var pid in Adopted())
        {
            if (ProcStat.Read(pid) is not { } stat)
            {
                continue;
            }

            if (stat.IsGone)
            {
                ReapAdopted();
            }
            else
            {
                any |= Belongs(stat, root, marker) || Strangers.IsOf(root, stat);
            }
        }

        return any;
    }

    private static List<ProcStat> Members(LinuxChild root, string? marker)
    {
        var all = ProcStat.ReadAll();
        var members = new Dictionary<int, ProcStat>();
        var open = new Queue<int>();
        foreach (var one in all)
        {
            if ((one.Pid == root.Pid && !root.HasExited) || (one.Parent == Self && !ChildLoop.Knows(one.Pid) && (Belongs(one, root, marker) || Strangers.IsOf(root, one))) || one.Session == root.Pid)
            {
                members[one.Pid] = one;
                open.Enqueue(one.Pid);
            }
        }

        var children = all.ToLookup(p => p.Parent);
        while (open.TryDequeue(out var parent))
        {
            foreach (var child in children[parent])
            {
                if (members.TryAdd(child.Pid, child))
                {
                    open.Enqueue(child.Pid);
                }
            }
        }

        return [.. members.Values.Where(m => !m.IsGone)];
    }

    private static bool Belongs(ProcStat stat, LinuxChild root, string? marker)
        => stat.Session == root.Pid || (marker is not null && IsMarked(stat.Pid, ChildEnvironment.ProcessVariable, marker));

    // Orphans come to the first thread of the subreaper, so its list has them all.
    public static List<int> Adopted()
    {
        Span<byte> buffer = stackalloc byte[4096];
        var length = ProcFile.Read(AdoptedFile, buffer);
        if (length < 0)
        {
            return [.. ProcStat.ReadAll().Where(p => p.Parent == Self && !ChildLoop.Knows(p.Pid)).Select(p => p.Pid)];
        }

        var found = new List<int>();
        var text = buffer[..length];
        while (Utf8Parser.TryParse(text, out int pid, out var used))
        {
            if (!ChildLoop.Knows(pid))
            {
                found.Add(pid);
            }

            text = used < text.Length ? text[(used + 1)..] : default;
        }

        return found;
    }

    private static unsafe void Reap(int pid)
    {
        lock (LinuxSpawn.Gate)
        {
            if (!ChildLoop.Knows(pid))
            {
                int status;
                _ = Native.WaitPid(pid, &status, Native.NoHang);
            }
        }
    }

    private static HashSet<int> Ancestors(List<ProcStat> all)
    {
        var parents = all.ToDictionary(p => p.Pid, p => p.Parent);
        var spared = new HashSet<int>();
        for (var pid = Self; pid > 0 && spared.Add(pid);)
        {
            pid = parents.GetValueOrDefault(pid);
        }

        return spared;
    }
}
