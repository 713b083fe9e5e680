using System.Text;
using System.Text.Json;
using Choo.Core.Running;

namespace Choo.Tool.Logs;

/// <summary>The events that are added to a journal.</summary>
/// <param name="path">The journal's path.</param>
internal sealed class JournalTail(string path)
{
    private readonly GrowingFile file = new(path);
    private string rest = "";

    /// <summary>The events since the last call; half a line waits for its end.</summary>
    public async Task<IReadOnlyList<RunEvent>> ReadAsync(CancellationToken cancellationToken)
    {
        var text = rest + await file.ReadAsync(cancellationToken).ConfigureAwait(false);
        var end = text.LastIndexOf('\n') + 1;
        rest = text[end..];
        var events = new List<RunEvent>();
        foreach (var line in text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Parse(line) is { } e)
            {
                events.Add(e);
            }
        }

        return events;
    }

    private static RunEvent? Parse(string line)
    {
        try
        {
            return EventJson.Read(Encoding.UTF8.GetBytes(line));
        }
        catch (JsonException)
        {
            // A torn line is the journal's matter; whoever only follows logs goes on.
            return null;
        }
    }
}
