using Choo.Core.Agents;
using Choo.Views.Text;

namespace Choo.Views.Logs;

/// <summary>An agent's log as text for a person, however the pieces of it come.</summary>
internal sealed class RenderedLog
{
    private readonly Transcript transcript = new();
    private readonly WholeLines lines = new();

    /// <summary>The lines that a piece completes; half a line waits for its end.</summary>
    public IEnumerable<string> Add(string piece) => lines.Add(piece).SelectMany(Lines);

    /// <summary>What is left when nothing more comes: a line without an end.</summary>
    public IEnumerable<string> Finish() => lines.Finish() is { Length: > 0 } last ? Lines(last) : [];

    private IEnumerable<string> Lines(string line) => transcript.Lines(line).Select(OneLine.Of);
}
