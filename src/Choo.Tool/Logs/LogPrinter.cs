using Choo.Tool.Output;

namespace Choo.Tool.Logs;

/// <summary>Prints logs one after the other, each under its title, and again whatever is added to one.</summary>
/// <param name="console">Where.</param>
/// <param name="run">The run's id.</param>
/// <param name="runFolder">The run's folder.</param>
internal sealed class LogPrinter(ToolConsole console, string run, string runFolder)
{
    private readonly List<(LogEntry Entry, GrowingFile File)> logs = [];
    private LogEntry? last;

    /// <summary>Adds a log.</summary>
    public void Add(LogEntry entry) => logs.Add((entry, new GrowingFile(RunPaths.LogFile(runFolder, entry.Log))));

    /// <summary>Prints what is new.</summary>
    public async Task PrintAsync(CancellationToken cancellationToken)
    {
        foreach (var (entry, file) in logs)
        {
            var text = await file.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (text.Length == 0)
            {
                continue;
            }

            if (last != entry)
            {
                console.Out.WriteLine($"==> {OneLine.Of(entry.Title)}: {RunPaths.Shown(run, entry.Log)} <==");
                last = entry;
            }

            console.Out.Write(console.IsTerminal ? Safe(text) : text);
        }
    }

    /// <summary>On a terminal an agent's output must not be able to steer it.</summary>
    private static string Safe(string text) => string.Join('\n', text.Split('\n').Select(line => OneLine.Of(line.TrimEnd('\r'))));
}
