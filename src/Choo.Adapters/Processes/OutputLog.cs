using System.Text;
using Choo.Adapters.Files;
using Choo.Core.Ports;

namespace Choo.Adapters.Processes;

/// <summary>A run's whole output in a file, written as it comes (so that it can be followed) and cut at a bound.</summary>
internal sealed class OutputLog : IDisposable
{
    private readonly long limit;
    private FileStream? file;
    private long length;

    private OutputLog(long limit) => this.limit = limit;

    /// <summary>Why the file is missing or incomplete; null when it is whole. A full disk must not end a paid turn.</summary>
    public string? Problem { get; private set; }

    public static OutputLog Open(string? path, long limit)
    {
        var log = new OutputLog(limit);
        if (path is not null)
        {
            log.Try(() =>
            {
                OwnFolder.Create(Path.GetDirectoryName(path)!);
                log.file = OwnFile.Open(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            });
        }

        return log;
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        if (file is null || length > limit)
        {
            return;
        }

        var room = (int)Math.Min(data.Length, limit - length);
        Put(data[..room]);
        if (room < data.Length)
        {
            Put(Encoding.UTF8.GetBytes($"\n[choo: the rest is cut, the log's limit is {limit} bytes]\n"));
            length = long.MaxValue;
        }
    }

    public void Dispose() => file?.Dispose();

    private void Put(ReadOnlySpan<byte> data)
    {
        try
        {
            RandomAccess.Write(file!.SafeFileHandle, data, length);
            length += data.Length;
        }
        catch (Exception e) when (DiskRefusal.Is(e))
        {
            Problem = $"its log could not be written: {e.Message}";
            length = long.MaxValue;
        }
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or PortException)
        {
            Problem = $"its log could not be opened: {e.Message}";
        }
    }
}
