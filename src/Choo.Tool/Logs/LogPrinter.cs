using Choo.Views.Lines;
using Choo.Views.Logs;
using Choo.Views.Text;

namespace Choo.Tool.Logs;

/// <summary>Prints logs one after the other, each under its title, and again whatever is added to one; at the end of each how it ended.</summary>
/// <param name="console">Where.</param>
/// <param name="run">The run's id.</param>
/// <param name="runFolder">The run's folder.</param>
/// <param name="raw">Whether logs are printed as they are instead of as text for a person.</param>
/// <param name="endOf">How the log of a name ended; null while it goes on.</param>
internal sealed class LogPrinter(ToolConsole console, string run, string runFolder, bool raw, Func<string, string?> endOf)
{
    private readonly List<PrintedLog> logs = [];
    private LogEntry? last;
    private bool isInLine;

    /// <summary>Adds a log.</summary>
    public void Add(LogEntry entry) =>
        logs.Add(new PrintedLog(entry, new GrowingFile(LogFiles.Of(runFolder, entry.Log)), entry.IsAgent && !raw ? new RenderedLog() : null));

    /// <summary>Prints what is new.</summary>
    public async Task PrintAsync(CancellationToken cancellationToken)
    {
        foreach (var log in logs)
        {
            // Asked before the file is read: what it had printed by its end is there then.
            var end = raw || log.IsEnded ? null : endOf(log.Entry.Log);
            if (raw && !console.IsTerminal && console.Bytes is { } bytes)
            {
                await PrintBytesAsync(log, bytes, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await PrintTextAsync(log, cancellationToken).ConfigureAwait(false);
            }

            if (end is not null)
            {
                log.IsEnded = true;
                Print(log.Entry, [.. log.Text?.Finish() ?? [], $"<== {end}"]);
            }
        }
    }

    /// <summary>Prints what had no line end yet, when nothing more comes.</summary>
    public void Finish()
    {
        foreach (var log in logs)
        {
            Print(log.Entry, log.Text?.Finish() ?? []);
        }
    }

    private async Task PrintTextAsync(PrintedLog log, CancellationToken cancellationToken)
    {
        await foreach (var piece in log.File.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (log.Text is null)
            {
                Title(log.Entry);
                console.Out.Write(console.IsTerminal ? Safe(piece) : piece);
                isInLine = !piece.EndsWith('\n');
            }
            else
            {
                Print(log.Entry, log.Text.Add(piece));
            }
        }
    }

    private async Task PrintBytesAsync(PrintedLog log, Stream bytes, CancellationToken cancellationToken)
    {
        await foreach (var piece in log.File.ReadBytesAsync(cancellationToken).ConfigureAwait(false))
        {
            Title(log.Entry);
            console.Out.Flush();
            await bytes.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
            await bytes.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Print(LogEntry entry, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Title(entry);
            console.Out.Write(isInLine ? "\n" : "");
            console.Out.WriteLine(line);
            isInLine = false;
        }
    }

    private void Title(LogEntry entry)
    {
        if (last != entry)
        {
            console.Out.Write(isInLine && !raw ? "\n" : "");
            console.Out.WriteLine($"==> {OneLine.Of(entry.Title)}: {RunPaths.Shown(run, entry.Log)} <==");
            (last, isInLine) = (entry, false);
        }
    }

    /// <summary>On a terminal an agent's output must not be able to steer it.</summary>
    private static string Safe(string text) => string.Join('\n', text.Split('\n').Select(line => OneLine.Of(line.TrimEnd('\r'))));
}
