using Choo.Views.Lines;
using Choo.Views.Logs;
using Choo.Views.Text;

namespace Choo.Tool.Logs;

/// <summary>Prints logs one after the other, each under its title, and again whatever is added to one.</summary>
/// <param name="console">Where.</param>
/// <param name="run">The run's id.</param>
/// <param name="runFolder">The run's folder.</param>
/// <param name="raw">Whether agents' logs are printed as they are instead of as text for a person.</param>
internal sealed class LogPrinter(ToolConsole console, string run, string runFolder, bool raw)
{
    private readonly List<(LogEntry Entry, GrowingFile File, RenderedLog? Text)> logs = [];
    private LogEntry? last;

    /// <summary>Adds a log.</summary>
    public void Add(LogEntry entry) =>
        logs.Add((entry, new GrowingFile(LogFiles.Of(runFolder, entry.Log)), entry.IsAgent && !raw ? new RenderedLog() : null));

    /// <summary>Prints what is new.</summary>
    public async Task PrintAsync(CancellationToken cancellationToken)
    {
        foreach (var (entry, file, rendered) in logs)
        {
            await foreach (var piece in file.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (rendered is null)
                {
                    Title(entry);
                    console.Out.Write(console.IsTerminal ? Safe(piece) : piece);
                }
                else
                {
                    Print(entry, rendered.Add(piece));
                }
            }
        }
    }

    /// <summary>Prints what had no line end yet, when nothing more comes.</summary>
    public void Finish()
    {
        foreach (var (entry, _, rendered) in logs)
        {
            Print(entry, rendered?.Finish() ?? []);
        }
    }

    private void Print(LogEntry entry, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Title(entry);
            console.Out.WriteLine(line);
        }
    }

    private void Title(LogEntry entry)
    {
        if (last != entry)
        {
            console.Out.WriteLine($"==> {OneLine.Of(entry.Title)}: {RunPaths.Shown(run, entry.Log)} <==");
            last = entry;
        }
    }

    /// <summary>On a terminal an agent's output must not be able to steer it.</summary>
    private static string Safe(string text) => string.Join('\n', text.Split('\n').Select(line => OneLine.Of(line.TrimEnd('\r'))));
}
