using System.Collections.Concurrent;

namespace Choo.Adapters.Processes.Linux;

/// <summary>
/// One thread that polls the pipes and ends of all children: no thread of the pool is ever blocked by a child, and a short command
/// costs one wake-up. It sleeps in the kernel while nothing happens.
/// </summary>
internal sealed unsafe class ChildLoop
{
    private const int Places = 4;
    private static readonly Lazy<ChildLoop> Single = new(() => new ChildLoop());
    private static readonly ConcurrentDictionary<int, LinuxChild> Living = new();

    private readonly ConcurrentQueue<LinuxChild> arrivals = new();
    private readonly List<LinuxChild> children = [];
    private readonly byte[] buffer = new byte[64 << 10];
    private readonly int wake;
    private Native.PollFd[] places = new Native.PollFd[1 + (8 * Places)];

    private ChildLoop()
    {
        wake = Native.EventFd(0, Native.CloseOnExec | Native.NonBlocking);
        new Thread(Run, 256 << 10) { IsBackground = true, Name = "choo children" }.Start();
    }

    public static ChildLoop Instance => Single.Value;

    /// <summary>Enters a child that was just started; under <see cref="LinuxSpawn.Gate"/>.</summary>
    public static void Register(LinuxChild child) => Living[child.Pid] = child;

    /// <summary>Takes out one that was reaped, unless its pid already belongs to a new one.</summary>
    public static void Forget(LinuxChild child) => Living.TryRemove(new(child.Pid, child));

    /// <summary>Whether a pid is a child that choo started and that is not reaped.</summary>
    public static bool Knows(int pid) => Living.ContainsKey(pid);

    /// <summary>Whether no other child whose leftovers are looked for is under way.</summary>
    public static bool IsAlone(LinuxChild child) => Living.Values.All(other => other == child || !other.IsMarked || other.HasExited);

    public void Add(LinuxChild child)
    {
        arrivals.Enqueue(child);
        ulong one = 1;
        _ = Native.Write(wake, (byte*)&one, sizeof(ulong));
    }

    private void Run()
    {
        while (true)
        {
            Welcome();
            var count = 1 + (children.Count * Places);
            var patience = Ask(count);
            int ready;
            fixed (Native.PollFd* at = places)
            {
                ready = Native.Poll(at, (nuint)count, patience);
            }

            if (ready >= 0)
            {
                Answer();
            }
        }
    }

    private void Welcome()
    {
        if (places[0].Revents != 0)
        {
            ulong any;
            _ = Native.Read(wake, (byte*)&any, sizeof(ulong));
        }

        while (arrivals.TryDequeue(out var child))
        {
            children.Add(child);
        }
    }

    private int Ask(int count)
    {
        if (places.Length < count)
        {
            places = new Native.PollFd[count * 2];
        }

        places[0] = new() { Fd = wake, Events = Native.PollIn };
        var patience = -1;
        for (var i = 0; i < children.Count; i++)
        {
            children[i].Ask(places.AsSpan(1 + (i * Places), Places));
            var own = children[i].Patience();
            patience = own < 0 ? patience : patience < 0 ? own : Math.Min(patience, own);
        }

        return patience;
    }

    private void Answer()
    {
        for (var i = children.Count - 1; i >= 0; i--)
        {
            if (children[i].Answer(places.AsSpan(1 + (i * Places), Places), buffer))
            {
                children.RemoveAt(i);
            }
        }
    }
}
