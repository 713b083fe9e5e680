using System.Threading.Channels;

namespace Choo.Tool.Logs;

/// <summary>Wakes up when something in a folder grows.</summary>
internal sealed class GrowthSignal : IDisposable
{
    /// <summary>Some file systems report no changes, and a dead run writes none: look anew this often.</summary>
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(1);
    private readonly Channel<bool> signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly FileSystemWatcher watcher;

    /// <summary>Begins to watch a folder and what is in it.</summary>
    public GrowthSignal(string folder)
    {
        watcher = new FileSystemWatcher(folder)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.Size | NotifyFilters.FileName | NotifyFilters.LastWrite,
        };
        watcher.Changed += (_, _) => signals.Writer.TryWrite(true);
        watcher.Created += (_, _) => signals.Writer.TryWrite(true);
        watcher.EnableRaisingEvents = true;
    }

    /// <summary>Waits; true when something grew, false when the time was up.</summary>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AtLeast);
        try
        {
            return await signals.Reader.ReadAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => watcher.Dispose();
}
