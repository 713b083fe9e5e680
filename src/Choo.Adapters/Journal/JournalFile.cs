using System.Buffers;
using Choo.Adapters.Files;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Ports;

namespace Choo.Adapters.Journal;

/// <summary>A run's journal on disk: appended to, never rewritten.</summary>
public sealed class JournalFile : IJournal, IDisposable
{
    private readonly FileStream file;
    private readonly ArrayBufferWriter<byte> buffer = new(16 << 10);
    private readonly List<Range> lines = [];

    private JournalFile(FileStream file) => this.file = file;

    /// <summary>Opens a journal for appending; a torn last line (the end of a crash) is cut off.</summary>
    public static JournalFile Open(string path)
    {
        OwnFolder.Create(Path.GetDirectoryName(path)!);
        var file = OwnFile.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        CutTornLine(file);
        return new JournalFile(file);
    }

    /// <summary>Told of each event that was written, with its line without the line feed; the line is valid during the call.</summary>
    public Action<RunEvent, ReadOnlyMemory<byte>> Written { get; set; } = (_, _) => { };

    /// <inheritdoc/>
    public void Append(IReadOnlyList<RunEvent> events, bool durable)
    {
        ArgumentNullException.ThrowIfNull(events);
        buffer.ResetWrittenCount();
        lines.Clear();
        foreach (var e in events)
        {
            var begin = buffer.WrittenCount;
            EventJson.WriteLine(buffer, e);
            lines.Add(begin..(buffer.WrittenCount - 1));
        }

        try
        {
            file.Write(buffer.WrittenSpan);
            if (durable)
            {
                file.Flush(flushToDisk: true);
            }
        }
        catch (Exception refused) when (DiskRefusal.Is(refused))
        {
            throw new PortException(DiagnosticCodes.CannotWrite.At(
                file.Name, 0, 0, $"the journal cannot be written: {refused.Message}; once there is room again, `dotnet choo resume` continues"));
        }

        foreach (var (e, line) in events.Zip(lines))
        {
            Written(e, buffer.WrittenMemory[line]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static void CutTornLine(FileStream file)
    {
        var end = file.Length;
        var one = new byte[1];
        while (end > 0)
        {
            file.Position = end - 1;
            file.ReadExactly(one);
            if (one[0] == (byte)'\n')
            {
                break;
            }

            end--;
        }

        file.SetLength(end);
        file.Position = end;
    }
}
