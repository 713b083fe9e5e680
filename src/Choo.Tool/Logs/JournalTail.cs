using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Choo.Core.Events;
using Choo.Views.Logs;

namespace Choo.Tool.Logs;

/// <summary>The events that are added to a journal.</summary>
/// <param name="path">The journal's path.</param>
internal sealed class JournalTail(string path)
{
    private readonly GrowingFile file = new(path);
    private readonly WholeLines lines = new();

    /// <summary>The events since the last call; half a line waits for its end.</summary>
    public async IAsyncEnumerable<RunEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var piece in file.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var e in lines.Add(piece).Where(line => line.Length > 0).Select(Parse).OfType<RunEvent>())
            {
                yield return e;
            }
        }
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
