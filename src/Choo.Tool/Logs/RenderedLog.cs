using Choo.Core.Agents;
using Choo.Tool.Output;

namespace Choo.Tool.Logs;

/// <summary>An agent's log as text for a person, however the pieces of it come.</summary>
internal sealed class RenderedLog
{
    private readonly Transcript transcript = new();
    private string rest = "";

    /// <summary>The lines that a piece completes; half a line waits for its end.</summary>
    public IEnumerable<string> Add(string piece)
    {
        var text = rest + piece;
        var end = text.LastIndexOf('\n') + 1;
        rest = text[end..];
        return end == 0 ? [] : text[..(end - 1)].Split('\n').SelectMany(Lines);
    }

    /// <summary>What is left when nothing more comes: a line without an end.</summary>
    public IEnumerable<string> Finish()
    {
        var last = rest;
        rest = "";
        return last.Length == 0 ? [] : Lines(last);
    }

    private IEnumerable<string> Lines(string line) => transcript.Lines(line).Select(OneLine.Of);
}
