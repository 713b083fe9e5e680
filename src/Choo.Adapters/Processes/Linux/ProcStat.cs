using System.Buffers.Text;

namespace Choo.Adapters.Processes.Linux;

/// <summary>The part of <c>/proc/pid/stat</c> that identifies the process (proc(5): fields 3, 4, 6 and 22).</summary>
internal readonly record struct ProcStat(int Pid, byte State, int Parent, int Session, long StartTicks)
{
    private const int StartField = 22;

    /// <summary>Whether the process has ended, whether or not its parent knows.</summary>
    public bool IsGone => State is (byte)'Z' or (byte)'X';

    public static ProcStat? Read(int pid)
    {
        Span<byte> buffer = stackalloc byte[1024];
        var length = ProcFile.Read($"/proc/{pid}/stat", buffer);
        return length > 0 ? Parse(pid, buffer[..length]) : null;
    }

    /// <summary>All processes that can be seen.</summary>
    public static List<ProcStat> ReadAll()
    {
        var all = new List<ProcStat>(256);
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(folder.AsSpan("/proc/".Length), out var pid) && Read(pid) is { } stat)
            {
                all.Add(stat);
            }
        }

        return all;
    }

    internal static ProcStat? Parse(int pid, ReadOnlySpan<byte> text)
    {
        // The name stands in brackets and may itself hold brackets and blanks: what follows the last one is plain.
        var close = text.LastIndexOf((byte)')');
        if (close < 0 || close + 4 > text.Length)
        {
            return null;
        }

        var rest = text[(close + 2)..];
        var (state, parent, session, start) = (rest[0], 0L, 0L, 0L);
        for (var field = 3; field <= StartField && !rest.IsEmpty; field++)
        {
            _ = Utf8Parser.TryParse(rest, out long value, out _);
            (parent, session, start) = field switch
            {
                4 => (value, session, start),
                6 => (parent, value, start),
                StartField => (parent, session, value),
                _ => (parent, session, start),
            };
            var blank = rest.IndexOf((byte)' ');
            rest = blank < 0 ? default : rest[(blank + 1)..];
        }

        return new(pid, state, (int)parent, (int)session, start);
    }
}
